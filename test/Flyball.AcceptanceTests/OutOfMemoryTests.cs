using System.Text.Json;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>Jobs that the kernel kills for want of memory, for real.</summary>
[Collection(nameof(LoadsTheMachine))]
public sealed class OutOfMemoryTests : IDisposable
{
    /// <summary>Room for the tool, and for one of the larger jobs here.</summary>
    const long Limit = 768L << 20;

    readonly TemporaryFolder _folder = new();
    readonly ControlGroup _group = new(Limit);

    /// <summary>Takes memory without end: all of a line that never ends.</summary>
    const string Endless = "exec tail /dev/zero";

    FlyballTool Inside => new() { Folder = _folder.Path, Through = ["sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", _group.Members] };

    FlyballTool Outside => new() { Folder = _folder.Path };

    [Fact]
    public async Task A_job_that_takes_memory_without_end_is_the_only_one_that_ends()
    {
        ToolResult result = await Inside.RunAsync(
            "run", "-k", "-j3", "--memory", "10M", "--memory-reserve", "1M", "--joblog", "log", ":::", "until [ -e after ]; do sleep 0.02; done; echo one", Endless, "until [ -e after ]; do sleep 0.02; done; echo three", ": >after");
        result.ShouldExitWith(1);
        result.Lines.ShouldBe(["one", "three"]);
        result.Error.ShouldContain("out of memory at ");
        result.Error.ShouldContain("3 succeeded, 1 failed (1 out of memory)");
        JobLogLine killed = JobLogFile.Read(_folder.File("log")).Single(line => line.Seq == 2);
        (killed.Signal, killed.Exit).ShouldBe((9, 0));
    }

    [Fact]
    public async Task A_job_that_the_kernel_killed_for_want_of_memory_is_run_again_as_a_larger_one_and_succeeds()
    {
        // We never end the only one that runs.
        ToolResult result = await Inside.RunAsync("run", "-j1", "--memory", "10M", "--events", "events", "[ -e {} ] && exec echo done; : >{}; exec tail /dev/zero", ":::", "tried");
        result.ShouldExitWith(0).Output.ShouldBe("done\n");
        string[] events = File.ReadAllLines(_folder.File("events"));
        events.Single(line => line.Contains("\"event\":\"retrying\"", StringComparison.Ordinal)).ShouldContain("outOfMemory");
        using var last = JsonDocument.Parse(events.Last(line => line.Contains("\"event\":\"started\"", StringComparison.Ordinal)));
        last.RootElement.GetProperty("memory").GetInt64().ShouldBeGreaterThan(500_000_000);
    }

    [Fact]
    public async Task Jobs_that_do_not_fit_together_all_succeed()
    {
        // Whether one is suspended, or ended by us or by the kernel and run again, is a matter of milliseconds.
        ToolResult result = await Inside.RunAsync(
            "run", "-j2", "--memory", "10M", "--memory-reserve", "1M", "--events", "events", $"exec {BuiltPrograms.Dummy} hold 400000000 3 #", ":::", "a", "b");
        result.ShouldExitWith(0).Error.ShouldContain("2 succeeded in ");
        string[] events = File.ReadAllLines(_folder.File("events"));
        events.ShouldContain(line => line.Contains("\"event\":\"retrying\"", StringComparison.Ordinal) || line.Contains("\"event\":\"suspended\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_limit_of_its_own_ends_a_job_and_no_other()
    {
        ToolResult result = await Outside.RunAsync("run", "-k", "-j2", "--memory-limit", "64M", "--joblog", "log", ":::", Endless, "sleep 0.5; echo other");
        result.ShouldExitWith(1).Lines.ShouldBe(["other"]);
        result.Error.ShouldMatch(@"flyball: job 1: out of memory at 64 MiB, limit 64 MiB\n");
        JobLogFile.Read(_folder.File("log")).Single(line => line.Seq == 1).Signal.ShouldBe(9);
        Groups("memory").ShouldBeEmpty();
    }

    [Fact]
    public async Task In_a_group_of_its_own_it_counts_too_when_the_job_hides_it()
    {
        ToolResult result = await Outside.RunAsync("run", "--memory-limit", "64M", "tail /dev/zero; exit 2 #", ":::", "a");
        result.ShouldExitWith(1).Error.ShouldContain("job 1: out of memory at 64 MiB, limit 64 MiB");
    }

    [Fact]
    public async Task A_kill_by_somebody_else_is_none_for_want_of_memory()
    {
        ToolResult result = await Outside.RunAsync("run", "kill -9 $$ #", ":::", "a");
        result.ShouldExitWith(1).Error.ShouldContain("killed by signal 9");
        result.Error.ShouldNotContain("memory");
    }

    [Fact]
    public async Task Named_exit_statuses_mean_it_and_are_not_counted_as_retries()
    {
        ToolResult result = await Outside.RunAsync("run", "--oom-exit", "12,13", "--retries", "2", "--events", "events", "echo >>tries; exit 12", ":::", "a");
        result.ShouldExitWith(1).Error.ShouldContain("out of memory");
        File.ReadAllLines(_folder.File("tries")).Length.ShouldBe(4);
        string[] events = File.ReadAllLines(_folder.File("events"));
        events.Count(line => line.Contains("\"event\":\"retrying\"", StringComparison.Ordinal) && line.Contains("\"status\":\"outOfMemory\"", StringComparison.Ordinal)).ShouldBe(3);
        events[^1].ShouldContain("\"status\":\"outOfMemory\"");
    }

    [Fact]
    public async Task Cores_are_limited()
    {
        ToolResult result = await Outside.RunAsync("run", "--cpu-limit", "0.2", "--events", "events", $"{BuiltPrograms.Dummy} burn 2 #", ":::", "a");
        result.ShouldExitWith(0);
        double user = Number("user") + Number("system");
        user.ShouldBeLessThan(0.35 * Number("wall"));
        Groups("cpu").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_engine_left_is_swept()
    {
        using RunningTool tool = Outside.Start("run", "--memory-limit", "64M", ": >begun; sleep 9999 #", ":::", "a");
        await Waiting.Until(() => File.Exists(_folder.File("begun")), "the job has begun");
        string group = Groups("memory").ShouldHaveSingleItem();
        File.ReadAllText(group + "/memory.limit_in_bytes").Trim().ShouldBe($"{64 << 20}");
        RunningTool.Signal(tool.Engine!.Value, RunningTool.Kill);
        (await tool.Result()).ShouldExitWith(137);

        // The kernel may have let go of the last member only after the front had looked: then the next run sweeps.
        (await Outside.RunAsync("run", "--memory-limit", "64M", "true", ":::", "a")).ShouldExitWith(0);
        Directory.Exists(group).ShouldBeFalse();
    }

    double Number(string field)
    {
        using var ended = JsonDocument.Parse(File.ReadLines(_folder.File("events")).Last());
        return ended.RootElement.GetProperty(field).GetDouble();
    }

    /// <summary>The groups that Flyball has made where these tests are.</summary>
    static string[] Groups(string controller)
    {
        string own = File.ReadLines("/proc/self/cgroup").Select(line => line.Split(':', 3)).Single(parts => parts[1].Split(',').Contains(controller))[2];
        return Directory.GetDirectories(Path.Combine("/sys/fs/cgroup", controller) + own, "flyball-*").Where(folder => !Path.GetFileName(folder).StartsWith("flyball-test-", StringComparison.Ordinal)).ToArray();
    }

    public void Dispose()
    {
        _group.Dispose();
        _folder.Dispose();
    }
}
