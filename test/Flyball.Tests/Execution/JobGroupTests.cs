using System.Text;
using Flyball.Execution.Linux;
using Flyball.Jobs;
using Flyball.Tests.Load;

namespace Flyball.Tests.Execution;

/// <summary>Where control groups for jobs can be made, and what is written to them, on trees of files that stand for kernels.</summary>
public sealed class JobGroupTests
{
    const string User = "sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service", Scope = User + "/app.slice/run-u12.scope";

    static readonly Job s_limited = Job.Process("a") with { MemoryLimit = ByteSize.MiB(300), CpuLimit = 1.5 };

    static GroupParent? Find(FixtureTree tree, string controller, out string obstacle, Func<string, bool>? mayWrite = null) => GroupParent.Find(
        tree.Root, Encoding.UTF8.GetBytes(tree.Read("proc/self/cgroup")), Encoding.UTF8.GetBytes(tree.Read("proc/self/mountinfo")), controller, mayWrite ?? (_ => true), out obstacle);

    /// <summary>Our group hands nothing on, as it has processes; the slice around it does.</summary>
    static FixtureTree Delegated()
    {
        var tree = new FixtureTree("systemd-v2");
        tree.Write(Scope + "/cgroup.subtree_control", "\n");
        tree.Write(User + "/app.slice/cgroup.subtree_control", "cpu memory pids\n");
        foreach (string file in new[] { "memory.max", "cpu.max" }) tree.Write($"{Scope}/{file}", file == "cpu.max" ? "max 100000\n" : "max\n");
        return tree;
    }

    [Theory]
    [InlineData("docker-v1", "memory")]
    [InlineData("docker-v1", "cpu")]
    [InlineData("kubernetes-v1", "memory")]
    [InlineData("kernel-6.18-hybrid", "memory")]
    public void In_version_1_groups_are_made_in_our_own(string kind, string controller)
    {
        using var tree = new FixtureTree(kind);
        GroupParent parent = Find(tree, controller, out _).ShouldNotBeNull();
        parent.IsVersion2.ShouldBeFalse();
        Directory.Exists(parent.Folder).ShouldBeTrue();
    }

    [Fact]
    public void Where_nothing_may_be_written_it_is_said_so()
    {
        using var tree = new FixtureTree("kernel-6.18-hybrid");
        Find(tree, "memory", out string obstacle, _ => false).ShouldBeNull();
        obstacle.ShouldStartWith("no group can be made in control group /service/");
    }

    [Fact]
    public void In_version_2_they_are_made_in_the_nearest_group_that_hands_the_controller_on()
    {
        using FixtureTree tree = Delegated();
        Find(tree, "memory", out _).ShouldBe(new GroupParent($"{tree.Root}/{User}/app.slice", IsVersion2: true));
    }

    [Fact]
    public void In_version_2_processes_must_be_allowed_to_leave_for_there()
    {
        using FixtureTree tree = Delegated();
        Find(tree, "memory", out string obstacle, path => !path.EndsWith("app.slice/cgroup.procs", StringComparison.Ordinal)).ShouldBeNull();
        obstacle.ShouldContain("app.slice");
    }

    [Theory]
    [InlineData("memory", "memory.max", "3221225472\n")]
    [InlineData("cpu", "cpu.max", "50000 100000\n")]
    public void No_job_escapes_a_limit_of_our_own_group(string controller, string file, string limit)
    {
        using FixtureTree tree = Delegated();
        tree.Write($"{Scope}/{file}", limit);
        Find(tree, controller, out string obstacle).ShouldBeNull();
        obstacle.ShouldContain("jobs would escape the limit of control group");
    }

    [Fact]
    public void A_controller_that_nobody_hands_on_is_an_obstacle()
    {
        using FixtureTree tree = Delegated();
        tree.Write(User + "/app.slice/cgroup.subtree_control", "pids\n");
        foreach (string file in Directory.GetFiles(tree.Root, "*.max", SearchOption.AllDirectories)) File.Delete(file);
        Find(tree, "memory", out string obstacle).ShouldBeNull();
        obstacle.ShouldBe("no control group hands on the controller 'memory'");
    }

    [Fact]
    public void Limits_are_written_as_version_2_takes_them()
    {
        using FixtureTree tree = Delegated();
        string group = Prepared($"{tree.Root}/{User}/app.slice/a", "memory.max", "memory.swap.max", "cpu.max", "cgroup.procs");
        GroupParent parent = new(Path.GetDirectoryName(group)!, IsVersion2: true);
        JobGroup made = JobGroup.Make(parent, parent, "a", s_limited);
        made.TakesInProcesses.ShouldBeTrue();
        made.Attach(42);
        Texts(group, "memory.max", "memory.swap.max", "cpu.max", "cgroup.procs").ShouldBe(["314572800", "0", "150000 100000", "42"]);
        File.WriteAllText(group + "/memory.events", "low 0\nhigh 0\nmax 12\noom 2\noom_kill 1\noom_group_kill 0\n");
        File.WriteAllText(group + "/memory.peak", "314000000\n");
        made.OutOfMemoryKills.ShouldBe(1);
        made.PeakMemory.ShouldBe(new ByteSize(314000000));
    }

    [Fact]
    public void Limits_are_written_as_version_1_takes_them()
    {
        using var tree = new FixtureTree("docker-v1");
        GroupParent memory = Find(tree, "memory", out _)!.Value, cpu = Find(tree, "cpu", out _)!.Value;
        string first = Prepared(memory.Folder + "/a", "memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "tasks"), second = Prepared(cpu.Folder + "/a", "cpu.cfs_period_us", "cpu.cfs_quota_us", "tasks");
        Prepared(memory.Folder, "tasks");
        Prepared(cpu.Folder, "tasks");
        JobGroup made = JobGroup.Make(memory, cpu, "a", s_limited);
        made.TakesInProcesses.ShouldBeFalse();
        made.Enter();
        Texts(first, "memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "tasks").ShouldBe(["314572800", "314572800", "0"]);
        Texts(second, "cpu.cfs_period_us", "cpu.cfs_quota_us", "tasks").ShouldBe(["100000", "150000", "0"]);
        Texts(memory.Folder, "tasks").ShouldBe([""]);
        made.Leave();
        Texts(memory.Folder, "tasks").Concat(Texts(cpu.Folder, "tasks")).ShouldBe(["0", "0"]);
        File.WriteAllText(first + "/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");
        made.OutOfMemoryKills.ShouldBe(3);
    }

    [Fact]
    public void A_thread_that_has_no_way_back_does_not_enter()
    {
        using var tree = new FixtureTree("docker-v1");
        GroupParent memory = Find(tree, "memory", out _)!.Value, cpu = Find(tree, "cpu", out _)!.Value;
        string first = Prepared(memory.Folder + "/a", "memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "tasks");
        Prepared(cpu.Folder + "/a", "cpu.cfs_period_us", "cpu.cfs_quota_us", "tasks");
        Prepared(memory.Folder, "tasks");
        File.Delete(cpu.Folder + "/tasks");
        JobGroup made = JobGroup.Make(memory, cpu, "a", s_limited);
        Should.Throw<IOException>(made.Enter);
        made.Leave();
        Texts(first, "tasks").ShouldBe([""]);
    }

    [Fact]
    public void A_job_without_limits_has_no_group()
    {
        using var groups = new JobGroups("/nowhere", _ => throw new InvalidOperationException("nobody asked"));
        groups.Make(Job.Process("a")).ShouldBeNull();
    }

    [Fact]
    public void Where_no_group_can_be_made_memory_is_limited_otherwise_and_cores_are_not()
    {
        using var groups = new JobGroups("/nowhere", _ => true);
        groups.Make(Job.Process("a") with { MemoryLimit = ByteSize.MiB(1) }).ShouldBeNull();
        groups.CpuObstacle.ShouldBe("no control group hands on the controller 'cpu'");
        Should.Throw<IOException>(() => groups.Make(Job.Process("a") with { CpuLimit = 1 })).Message.ShouldBe(groups.CpuObstacle);
    }

    [Theory]
    [InlineData("kernel-6.18-hybrid", "sys/fs/cgroup/memory/service/052e0ff19727130dab3b227308d07ddf/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill {0}\n")]
    [InlineData("systemd-v2", Scope + "/memory.events", "max 0\noom 0\noom_kill {0}\n")]
    [InlineData("many-cores", "proc/vmstat", "pgfault 12\noom_kill {0}\n")]
    public void Kills_are_counted_where_the_kernel_counts_ours(string kind, string file, string text)
    {
        using var tree = new FixtureTree(kind);
        Set(3);
        using var kills = new OutOfMemoryKills(tree.Root);
        kills.Count.ShouldBe(3);
        kills.Explains(3).ShouldBeFalse();
        Set(5);
        kills.Explains(3).ShouldBeTrue();
        kills.Explains(4).ShouldBeTrue("there were two");
        kills.Explains(3).ShouldBeFalse("each kill explains one end");
        Set(6);
        kills.Explains(6).ShouldBeFalse("it was before");
        kills.Explains(3).ShouldBeTrue();

        void Set(int count) => tree.Write(file, string.Format(System.Globalization.CultureInfo.InvariantCulture, text, count));
    }

    [Fact]
    public void Where_nothing_is_counted_nothing_is_explained()
    {
        using var kills = new OutOfMemoryKills("/nowhere");
        kills.Count.ShouldBeNull();
        kills.Explains(null).ShouldBeFalse();
    }

    /// <summary>A folder with files as the kernel makes them.</summary>
    static string Prepared(string folder, params string[] files)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in files) File.WriteAllText($"{folder}/{file}", "");
        return folder;
    }

    static IEnumerable<string> Texts(string folder, params string[] files) => files.Select(file => File.ReadAllText($"{folder}/{file}"));
}
