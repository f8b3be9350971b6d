using Flyball.Jobs;
using Flyball.Load;
using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

public class LinuxQuotaUseTests
{
    const string Container = "4f0c2a7b9d6e1c3f5a8b0d2e4f60718293a4b5c6d7e8f9011223344556677889";
    const string Pod = "/kubepods/burstable/pod0a1b2c3d-1111-2222-3333-444455556666";

    [Fact]
    public void The_use_of_one_quota_group_is_not_compared_with_that_of_another()
    {
        using var tree = new FixtureTree("systemd-v2");
        var clock = new StepClock();
        using var sampler = new LinuxLoadSampler(tree.Root, clock);
        sampler.Sample();
        tree.Write("sys/fs/cgroup/user.slice/cpu.max", "100000 100000\n");
        clock.Advance(1);
        LoadSample sample = sampler.Sample();
        sample.Capacity.CpuQuotaGroup.ShouldBe("/user.slice");
        sample.QuotaGroupBusyCores.ShouldBeNull();
        clock.Advance(1);
        sampler.Sample().QuotaGroupBusyCores.ShouldBe(0);
    }

    [Theory]
    [InlineData("cpu,cpuacct")]
    [InlineData("cpuacct")]
    public void The_use_of_a_version_1_quota_is_told_by_the_accounting_controller_wherever_that_is_mounted(string accounting)
    {
        using var tree = new FixtureTree("kubernetes-v1");
        if (accounting == "cpuacct") MountAccountingElsewhere(tree);
        var clock = new StepClock();
        using var sampler = new LinuxLoadSampler(tree.Root, clock);
        sampler.Sample();
        string folder = $"sys/fs/cgroup/{accounting}";
        tree.Write($"{folder}{Pod}/cpuacct.usage", "603000000000\n");
        tree.Write($"{folder}{Pod}/{Container}/cpuacct.usage", "501000000000\n");
        clock.Advance(2);
        LoadSample sample = sampler.Sample();
        sample.Capacity.CpuQuotaGroup.ShouldBe(Pod);
        sample.QuotaGroupBusyCores.ShouldBe(1.5);
    }

    [Fact]
    public void A_version_1_quota_counts_also_where_nothing_accounts_for_its_use()
    {
        using var tree = new FixtureTree("kubernetes-v1");
        tree.Replace("proc/self/mountinfo", "rw,cpu,cpuacct", "rw,cpu");
        var clock = new StepClock();
        using var sampler = new LinuxLoadSampler(tree.Root, clock);
        sampler.Sample();
        clock.Advance(1);
        LoadSample sample = sampler.Sample();
        sample.Capacity.CpuQuota.ShouldBe(new CoreAmount(2000));
        sample.QuotaGroupBusyCores.ShouldBeNull();
    }

    static void MountAccountingElsewhere(FixtureTree tree)
    {
        string both = Path.Combine(tree.Root, "sys/fs/cgroup/cpu,cpuacct"), accounting = Path.Combine(tree.Root, "sys/fs/cgroup/cpuacct");
        foreach (string file in Directory.GetFiles(both, "cpuacct.usage", SearchOption.AllDirectories))
        {
            string moved = Path.Combine(accounting, Path.GetRelativePath(both, file));
            Directory.CreateDirectory(Path.GetDirectoryName(moved)!);
            File.Move(file, moved);
        }

        tree.Replace("proc/self/cgroup", "9:cpu,cpuacct:", "9:cpu:");
        tree.Write("proc/self/cgroup", tree.Read("proc/self/cgroup") + $"11:cpuacct:{Pod}/{Container}\n");
        tree.Replace("proc/self/mountinfo", "rw,cpu,cpuacct", "rw,cpu");
        tree.Write("proc/self/mountinfo", tree.Read("proc/self/mountinfo") + "629 618 0:35 / /sys/fs/cgroup/cpuacct rw,relatime - cgroup cgroup rw,cpuacct\n");
    }
}
