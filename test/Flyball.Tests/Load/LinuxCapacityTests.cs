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
    public void A_version_1_ancestor_that_is_not_hierarchical_does_not_limit_us()
    {
        using var tree = new FixtureTree("kubernetes-v1");
        tree.Write($"sys/fs/cgroup/memory{Pod}/memory.use_hierarchy", "0\n");
        using var sampler = new LinuxLoadSampler(tree.Root, new StepClock());
        sampler.Sample().Capacity.MemoryLimitGroup.ShouldBe("/kubepods");
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

    public sealed record Expected(int Machine, int Usable, long MemoryKiB, double? Quota, string? QuotaGroup,
        long? Limit, string? LimitGroup, long? Available, string? AvailableGroup);
}
