using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.JobFiles;

/// <summary>Runs of a job file that end before all was run.</summary>
public sealed class EndingTests : IDisposable
{
    /// <summary>The first goes on until there is a file called <c>go</c>.</summary>
    const string Jobs = """
        jobs:
          - { name: first, command: "touch begun; while ! [ -e go ]; do sleep 0.02; done; echo went" }
          - { name: second, command: echo second, after: first }
          - { name: third, command: echo third, after: { second: any } }
          - { name: steps, steps: [{ command: echo s1 }, { command: echo s2 }], after: { first: any } }
        """;

    readonly TemporaryFolder _folder = new();

    FlyballTool Tool => new() { Folder = _folder.Path };

    [Fact]
    public async Task After_a_signal_what_waits_for_others_is_not_run_and_the_summary_says_so_and_it_runs_when_resumed()
    {
        _folder.File("jobs.yaml", Jobs);
        string[] words = ["run", "--file", "jobs.yaml", "-k", "--checkpoint", "notes", "--resume"];
        using RunningTool running = Tool.Start([.. words, "--events", "events"]);
        await Waiting.Until(() => File.Exists(_folder.File("begun")), "the first job has begun");
        running.Signal(RunningTool.Interrupt);
        await Waiting.Until(() => File.ReadAllText(_folder.File("events")).Contains("\"cancelled\""), "what waits is dropped");
        _folder.File("go", "");
        ToolResult result = await running.Result();
        result.ShouldExitWith(130).Output.ShouldBe("went\n");
        result.Error.ShouldMatch("^flyball: 1 succeeded, 3 not run in [^\n]*\n$");

        ToolResult again = await Tool.RunAsync(words);
        again.ShouldExitWith(0).Lines.ShouldBe(["second", "third", "s1", "s2"]);
        again.Error.ShouldStartWith("flyball: 3 succeeded, 1 run before in ");
    }

    [Fact]
    public async Task What_is_skipped_because_of_an_earlier_run_names_the_job_and_a_dry_run_leaves_it_out()
    {
        _folder.File("jobs.yaml", """
            jobs:
              - { name: a, command: exit 3 }
              - { name: b, command: echo b, after: a }
              - { name: c, command: echo c, after: { b: any } }
              - { name: d, command: echo d, after: { b: failure } }
            """);
        string[] words = ["run", "--file", "jobs.yaml", "-j", "1", "--joblog", "log"];
        (await Tool.RunAsync([.. words, "--halt", "soon,fail=1"])).ShouldExitWith(3);
        (await Tool.RunAsync([.. words, "--resume", "--dry-run"])).ShouldExitWith(0).Lines.ShouldBe(["echo c"]);
        ToolResult again = await Tool.RunAsync([.. words, "--resume"]);
        again.ShouldExitWith(0).Lines.ShouldBe(["c"]);
        again.Error.ShouldStartWith("flyball: job 'b': skipped: 'a' failed in the earlier run\nflyball: job 'd': skipped: 'b' was skipped\nflyball: 1 succeeded, 2 skipped, 1 run before in ");
    }

    [Fact]
    public async Task A_halt_ends_what_runs_and_starts_nothing_that_waits_for_any_end()
    {
        _folder.File("jobs.yaml", Jobs + "\n  - { name: fails, command: \"while ! [ -e begun ]; do sleep 0.02; done; exit 3\" }\n  - { name: repair, command: echo repair, after: { fails: failure } }\n");
        ToolResult result = await Tool.RunAsync("run", "--file", "jobs.yaml", "-j", "2", "--cores", "0", "--memory", "1M", "--halt", "now,fail=1", "--joblog", "log");
        result.ShouldExitWith(3).Output.ShouldBeEmpty();
        result.Error.ShouldContain("flyball: 0 succeeded, 1 failed, 1 ended early, 4 not run in ");
        JobLogFile.Read(_folder.File("log")).Select(line => (line.Seq, line.Exit)).ShouldBe([(5, 3)]);
    }

    [Fact]
    public async Task A_halt_counts_jobs_and_not_their_steps()
    {
        _folder.File("jobs.yaml", """
            jobs:
              - { name: one, steps: [{ command: echo 1a }, { command: echo 1b }, { command: echo 1c }] }
              - { name: two, steps: [{ command: echo 2a }, { command: echo 2b }] }
              - { name: three, command: echo 3 }
            """);
        ToolResult result = await Tool.RunAsync("run", "--file", "jobs.yaml", "-j", "1", "--halt", "soon,success=2");
        result.ShouldExitWith(0).Lines.ShouldBe(["1a", "1b", "1c", "2a", "2b"]);
        result.Error.ShouldContain(": 2 succeeded, 1 not run in ");
    }

    public void Dispose() => _folder.Dispose();
}
