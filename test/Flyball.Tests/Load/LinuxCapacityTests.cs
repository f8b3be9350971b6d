using Flyball.Jobs;
using Flyball.Load;
using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

public class LinuxCapacityTests
{
    const string Container = "4f0c2a7b9d6e1c3f5a8b0d2e4f60718293a4b5c6d7e8f9011223344556677889";
    const string Pod = "/kubepods/burstable/pod0a1b2c3d-1111-2222-3333-444455556666";
    const string Slice = "/user.slice/user-1000.slice";

    public static TheoryData<string, Expected> Trees => new()
    {
        { "kernel-6.18-hybrid", new(2, 2, 24684092, null, null, null, null, 24323144L * 1024, null) },
        { "systemd-v2", new(4, 4, 8039924, 2.5, Slice, 4294967296, Slice + "/user@1000.service", 2684354560, Slice + "/user@1000.service") },
        { "docker-v2", new(8, 8, 16303428, 1.5, "/", 536870912, "/", 268435456, "/") },
        { "docker-v1", new(4, 4, 8148048, 0.75, "/docker/" + Container, 268435456, "/docker/" + Container, 167772160, "/docker/" + Container) },
        { "kubernetes-v1", new(16, 16, 65859112, 2, Pod, 2147483648, Pod, 644245094, Pod) },
        { "kernel-3.10", new(2, 2, 3882072, null, null, 1073741824, "/build", null, null) },
        { "kernel-5.4-hybrid", new(4, 4, 16303428, null, null, 8000000000, Slice, 6000000000, Slice) },
        { "many-cores", new(127, 64, 528181768, null, null, null, null, 490560812L * 1024, null) },
    };

    [Theory]
    [MemberData(nameof(Trees))]
    public void Capacity_is_what_the_tightest_group_leaves_and_it_is_named(string kind, Expected expected)
    {
        using var tree = new FixtureTree(kind);
        if (kind == "kernel-6.18-hybrid") tree.Write("proc/meminfo", "MemTotal: 24684092 kB\nMemAvailable: 24323144 kB\n");
        using var sampler = new LinuxLoadSampler(tree.Root, new StepClock());
        LoadSample sample = sampler.Sample();
        sample.Capacity.ShouldBe(new Capacity
        {
            MachineCpus = expected.Machine,
            UsableCpus = expected.Usable,
            MachineMemory = new ByteSize(expected.MemoryKiB * 1024),
            CpuQuota = expected.Quota is { } quota ? CoreAmount.FromCores(quota) : null,
            CpuQuotaGroup = expected.QuotaGroup,
            MemoryLimit = expected.Limit is { } limit ? new ByteSize(limit) : null,
            MemoryLimitGroup = expected.LimitGroup,
        });
        sample.MemoryAvailable?.Bytes.ShouldBe(expected.Available ?? -1);
        (sample.MemoryAvailable is null).ShouldBe(expected.Available is null);
        sample.MemoryAvailableGroup.ShouldBe(expected.AvailableGroup);
    }

    [Fact]
    public void A_limit_that_changes_is_seen_within_a_second_and_capacity_is_the_same_object_until_then()
    {
        using var tree = new FixtureTree("docker-v2");
        var clock = new StepClock();
        using var sampler = new LinuxLoadSampler(tree.Root, clock);
        Capacity before = sampler.Sample().Capacity;
        tree.Write("sys/fs/cgroup/memory.max", "1073741824\n");
        clock.Advance(0.9);
        sampler.Sample().Capacity.ShouldBeSameAs(before);
        clock.Advance(0.1);
        Capacity after = sampler.Sample().Capacity;
        after.ShouldBe(before with { MemoryLimit = ByteSize.GiB(1) });
        tree.Write("sys/fs/cgroup/memory.max", "2147483648\n");
        clock.Advance(0.9);
        sampler.Sample().Capacity.ShouldBeSameAs(after);
        tree.Write("sys/fs/cgroup/memory.max", "1073741824\n");
        clock.Advance(1);
        sampler.Sample().Capacity.ShouldBeSameAs(after);
    }

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

    [Theory]
    [InlineData("proc/stat", "cpu3 ", "# ")]
    [InlineData("proc/self/status", "0-1", "0-2")]
    [InlineData("proc/meminfo", "MemTotal:        8039924", "MemTotal:        9039924")]
    [InlineData("sys/fs/cgroup/user.slice/user-1000.slice/cpu.max", "250000", "240000")]
    [InlineData("sys/fs/cgroup/user.slice/cpu.max", "max", "250000")]
    [InlineData("sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/memory.max", "4294967296", "4294960000")]
    [InlineData("sys/fs/cgroup/user.slice/memory.max", "max", "4294967296")]
    public void Whatever_changes_of_the_capacity_alone_is_seen(string file, string old, string text)
    {
        using var tree = new FixtureTree("systemd-v2");
        tree.Replace("proc/self/status", "0-3", "0-1");
        var clock = new StepClock();
        using var sampler = new LinuxLoadSampler(tree.Root, clock);
        Capacity before = sampler.Sample().Capacity;
        tree.Replace(file, old, text);
        clock.Advance(1);
        Capacity after = sampler.Sample().Capacity;
        after.ShouldNotBe(before);
        using var anew = new LinuxLoadSampler(tree.Root, clock);
        after.ShouldBe(anew.Sample().Capacity);
    }

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

    [Fact]
    public void A_process_that_is_moved_to_another_group_gets_its_limits()
    {
        using var tree = new FixtureTree("kubernetes-v1");
        var clock = new StepClock();
        using var sampler = new LinuxLoadSampler(tree.Root, clock);
        sampler.Sample().Capacity.MemoryLimitGroup.ShouldBe(Pod);
        tree.Replace("proc/self/cgroup", Pod + "/" + Container, "/kubepods");
        clock.Advance(1);
        Capacity capacity = sampler.Sample().Capacity;
        capacity.MemoryLimitGroup.ShouldBe("/kubepods");
        capacity.MemoryLimit.ShouldBe(new ByteSize(60000000000));
        capacity.CpuQuota.ShouldBeNull();
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

    [Fact]
    public void A_version_1_ancestor_that_is_not_hierarchical_does_not_limit_us()
    {
        using var tree = new FixtureTree("kubernetes-v1");
        tree.Write($"sys/fs/cgroup/memory{Pod}/memory.use_hierarchy", "0\n");
        using var sampler = new LinuxLoadSampler(tree.Root, new StepClock());
        sampler.Sample().Capacity.MemoryLimitGroup.ShouldBe("/kubepods");
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

    [Fact]
    public void Equal_limits_bind_first_at_the_outermost_group()
    {
        using var tree = new FixtureTree("systemd-v2");
        tree.Write("sys/fs/cgroup/user.slice/cpu.max", "250000 100000\n");
        tree.Write("sys/fs/cgroup/user.slice/memory.max", "4294967296\n");
        using var sampler = new LinuxLoadSampler(tree.Root, new StepClock());
        Capacity capacity = sampler.Sample().Capacity;
        (capacity.CpuQuotaGroup, capacity.MemoryLimitGroup).ShouldBe(("/user.slice", "/user.slice"));
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

    [Fact]
    public void An_empty_tree_gives_a_sample_in_which_all_is_absent()
    {
        string empty = Directory.CreateTempSubdirectory("flyball-load-").FullName;
        var clock = new StepClock();
        using (var sampler = new LinuxLoadSampler(empty, clock))
        {
            sampler.Sample();
            clock.Advance(1);
            sampler.Sample().ShouldBe(new LoadSample
            {
                At = TimeSpan.FromSeconds(1),
                Window = TimeSpan.FromSeconds(1),
                Capacity = new() { MachineCpus = 1, UsableCpus = 1 },
            });
        }

        Directory.Delete(empty);
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

    public sealed record Expected(int Machine, int Usable, long MemoryKiB, double? Quota, string? QuotaGroup,
        long? Limit, string? LimitGroup, long? Available, string? AvailableGroup);
}
