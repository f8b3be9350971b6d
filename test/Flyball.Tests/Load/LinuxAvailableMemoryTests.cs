using Flyball.Jobs;
using Flyball.Load;
using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

public class LinuxAvailableMemoryTests
{
    const string Slice = "/user.slice/user-1000.slice";

    [Fact]
    public void A_group_whose_limit_was_lifted_is_not_named_any_more()
    {
        using var tree = new FixtureTree("docker-v2");
        var clock = new StepClock();
        using var sampler = new LinuxLoadSampler(tree.Root, clock);
        sampler.Sample().MemoryAvailableGroup.ShouldBe("/");
        tree.Write("sys/fs/cgroup/memory.max", "max\n");
        for (int count = 0; count < 30; count++)
        {
            clock.Advance(1);
            LoadSample sample = sampler.Sample();
            (sample.MemoryAvailable, sample.MemoryAvailableGroup).ShouldBe((ByteSize.KiB(13560812), null));
        }
    }

    [Fact]
    public void A_limit_whose_use_cannot_be_read_leaves_available_memory_absent()
    {
        using var tree = new FixtureTree("docker-v2");
        tree.Write("sys/fs/cgroup/memory.current", "");
        using var sampler = new LinuxLoadSampler(tree.Root, new StepClock());
        LoadSample sample = sampler.Sample();
        sample.Capacity.MemoryLimit.ShouldNotBeNull();
        sample.MemoryAvailable.ShouldBeNull();
        sample.MemoryAvailableGroup.ShouldBeNull();
    }

    [Fact]
    public void Neither_memory_nor_its_group_is_told_where_the_use_of_an_outer_group_cannot_be_read()
    {
        using var tree = new FixtureTree("systemd-v2");
        tree.Write("sys/fs/cgroup/user.slice/memory.max", "5000000000\n");
        tree.Write("sys/fs/cgroup/user.slice/memory.current", "");
        using var sampler = new LinuxLoadSampler(tree.Root, new StepClock());
        LoadSample sample = sampler.Sample();
        sample.Capacity.MemoryLimitGroup.ShouldBe(Slice + "/user@1000.service");
        (sample.MemoryAvailable, sample.MemoryAvailableGroup).ShouldBe((null, null));
    }

    [Fact]
    public void Of_groups_in_which_equally_little_is_available_the_outermost_is_named_and_none_beside_the_machine()
    {
        using var tree = new FixtureTree("systemd-v2");
        string inner = "sys/fs/cgroup" + Slice + "/user@1000.service", outer = "sys/fs/cgroup" + Slice;
        foreach (string file in (string[])["memory.max", "memory.current", "memory.stat"]) tree.Write($"{outer}/{file}", tree.Read($"{inner}/{file}"));
        using var sampler = new LinuxLoadSampler(tree.Root, new StepClock());
        LoadSample sample = sampler.Sample();
        (sample.MemoryAvailable, sample.MemoryAvailableGroup).ShouldBe((new ByteSize(2684354560), Slice));

        tree.Write("proc/meminfo", $"MemTotal: 8039924 kB\nMemAvailable: {2684354560 / 1024} kB\n");
        using var beside = new LinuxLoadSampler(tree.Root, new StepClock());
        sample = beside.Sample();
        (sample.MemoryAvailable, sample.MemoryAvailableGroup).ShouldBe((new ByteSize(2684354560), null));
    }

    [Fact]
    public void A_group_that_uses_more_than_its_limit_has_nothing_available()
    {
        using var tree = new FixtureTree("docker-v2");
        tree.Write("sys/fs/cgroup/memory.current", "936870912\n");
        using var sampler = new LinuxLoadSampler(tree.Root, new StepClock());
        sampler.Sample().MemoryAvailable.ShouldBe(ByteSize.Zero);
    }

    [Fact]
    public void A_group_all_of_whose_use_is_cache_that_can_be_dropped_has_its_whole_limit_available()
    {
        using var tree = new FixtureTree("docker-v2");
        tree.Write("sys/fs/cgroup/memory.current", "1000\n");
        tree.Write("sys/fs/cgroup/memory.stat", "inactive_file 2000\n");
        using var sampler = new LinuxLoadSampler(tree.Root, new StepClock());
        sampler.Sample().MemoryAvailable.ShouldBe(ByteSize.MiB(512));
    }

    [Fact]
    public void The_machine_is_least_when_it_has_less_than_the_group_would_allow()
    {
        using var tree = new FixtureTree("docker-v2");
        tree.Replace("proc/meminfo", "MemAvailable:   13560812 kB", "MemAvailable:   1000 kB");
        using var sampler = new LinuxLoadSampler(tree.Root, new StepClock());
        LoadSample sample = sampler.Sample();
        sample.MemoryAvailable.ShouldBe(ByteSize.KiB(1000));
        sample.MemoryAvailableGroup.ShouldBeNull();
    }
}
