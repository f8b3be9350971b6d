using Flyball.Load;
using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

public class LinuxUsableCpusTests
{
    [Fact]
    public void A_mask_that_cannot_be_read_any_more_limits_nothing()
    {
        using var tree = new FixtureTree("systemd-v2");
        tree.Replace("proc/self/status", "0-3", "0-1");
        var clock = new StepClock();
        using var sampler = new LinuxLoadSampler(tree.Root, clock);
        sampler.Sample().Capacity.UsableCpus.ShouldBe(2);
        tree.Write("proc/self/status", "Name:\tflyball\n");
        clock.Advance(1);
        sampler.Sample().Capacity.UsableCpus.ShouldBe(4);
    }

    [Fact]
    public void A_single_cpu_that_is_online_is_all_however_many_the_mask_names()
    {
        using var tree = new FixtureTree("systemd-v2");
        tree.Write("proc/stat", "cpu  1 2 3 4\ncpu0 1 2 3 4\n");
        using var sampler = new LinuxLoadSampler(tree.Root, new StepClock());
        Capacity capacity = sampler.Sample().Capacity;
        (capacity.MachineCpus, capacity.UsableCpus).ShouldBe((1, 1));
    }

    [Fact]
    public void Cpus_of_the_mask_that_are_not_online_are_not_usable()
    {
        using var tree = new FixtureTree("systemd-v2");
        tree.Replace("proc/self/status", "Cpus_allowed_list:\t0-3\n", "Cpus_allowed_list:\t2-127\n");
        using var sampler = new LinuxLoadSampler(tree.Root, new StepClock());
        Capacity capacity = sampler.Sample().Capacity;
        (capacity.MachineCpus, capacity.UsableCpus).ShouldBe((4, 2));
    }

    [Fact]
    public void Where_no_list_of_cpus_can_be_read_those_of_the_mask_are_the_machine()
    {
        using var tree = new FixtureTree("systemd-v2");
        tree.Replace("proc/self/status", "Cpus_allowed_list:\t0-3\n", "Cpus_allowed_list:\t4-6\n");
        File.Delete(Path.Combine(tree.Root, "proc/stat"));
        using var sampler = new LinuxLoadSampler(tree.Root, new StepClock());
        Capacity capacity = sampler.Sample().Capacity;
        (capacity.MachineCpus, capacity.UsableCpus).ShouldBe((3, 3));
    }

    [Fact]
    public void Without_a_mask_all_cpus_that_are_online_are_usable()
    {
        using var tree = new FixtureTree("systemd-v2");
        tree.Write("proc/self/status", "Name:\tflyball\n");
        using var sampler = new LinuxLoadSampler(tree.Root, new StepClock());
        Capacity capacity = sampler.Sample().Capacity;
        (capacity.MachineCpus, capacity.UsableCpus).ShouldBe((4, 4));
    }

    [Theory]
    [InlineData("2-5", 4)]
    [InlineData("3", 1)]
    [InlineData("2-9", 4)]
    public void A_container_with_a_list_of_cpus_of_its_own_may_use_as_many_of_it_as_its_mask_has(string mask, int usable)
    {
        using var tree = new FixtureTree("systemd-v2");
        tree.Replace("proc/self/status", "Cpus_allowed_list:\t0-3\n", $"Cpus_allowed_list:\t{mask}\n");
        tree.Write("proc/self/mountinfo", tree.Read("proc/self/mountinfo")
            + "98 23 0:54 /proc/stat /proc/stat rw,nosuid,nodev,relatime - fuse.lxcfs lxcfs rw,user_id=0,group_id=0,allow_other\n");
        var clock = new StepClock();
        using var sampler = new LinuxLoadSampler(tree.Root, clock);
        sampler.Sample().Capacity.UsableCpus.ShouldBe(usable);
        tree.Replace("proc/stat", "cpu0 1000 ", "cpu0 1100 ");
        clock.Advance(1);
        sampler.Sample().BusyCores.ShouldBe(1);
    }
}
