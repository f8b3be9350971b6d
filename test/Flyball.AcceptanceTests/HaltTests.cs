using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

public sealed class HaltTests
{
    /// <summary>Goes on until there is a file of that name in the folder.</summary>
    static string Await(string file) => $"while [ ! -e {file} ]; do sleep 0.02; done";

    /// <summary>Goes on when so many jobs are known: those that come later are not counted when a run is stopped.</summary>
    static string AwaitQueued(int jobs) => $"while [ \"$(grep -c '\"event\":\"queued\"' events)\" != {jobs} ]; do sleep 0.02; done";

    static readonly string[] s_small = ["run", "-j", "2", "--cores", "0", "--memory", "1M"];

    [Fact]
    public async Task The_job_that_stops_the_run_is_told_by_the_commands_that_ran()
    {
        using TemporaryFolder folder = new();
        folder.File("jobs.yaml", "jobs: [{ steps: [{ command: 'true {cores}' }, { command: 'false {cores}' }], request: { cores: 1 } }]");
        ToolResult result = await new FlyballTool { Folder = folder.Path }.RunAsync("run", "--file", "jobs.yaml", "--halt", "now,fail=1");
        result.ShouldExitWith(1).Error.ShouldContain("this job failed: true 1 && false 1\n");
    }

    [Theory]
    [InlineData("now,fail=1")]
    [InlineData("soon,fail=1")]
    [InlineData("now,done=1")]
    public async Task Nothing_is_started_after_the_job_that_stops_the_run(string halt)
    {
        using TemporaryFolder folder = new();
        ToolResult result = await new FlyballTool { Folder = folder.Path }.RunAsync("run", "-j", "1", "--events", "events", "--halt", halt, ":::", $"{AwaitQueued(3)}; exit 5", "touch started", "touch started");
        result.ShouldExitWith(5).Error.ShouldMatch("^flyball: this job (failed|finished): while .*; exit 5\nflyball: starting no more jobs\nflyball: 0 succeeded, 1 failed, 2 not run in ");
        File.Exists(folder.File("started")).ShouldBeFalse();
    }

    [Fact]
    public async Task Now_ends_what_runs_and_it_is_not_in_the_log_so_it_runs_when_the_run_is_resumed()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        string[] commands = [$"touch begun; {Await("go")}; echo went", $"{Await("begun")}; exit 5"];
        ToolResult result = await tool.RunAsync([.. s_small, "--joblog", "log", "--halt", "now,fail=1", ":::", .. commands]);
        result.ShouldExitWith(5).Error.ShouldContain("flyball: ending the 1 that run\nflyball: 0 succeeded, 1 failed, 1 ended early in ");
        JobLogFile.Read(folder.File("log")).Select(line => (line.Seq, line.Exit)).ShouldBe([(2, 5)]);

        folder.File("go", "");
        (await tool.RunAsync([.. s_small, "--joblog", "log", "--resume", ":::", .. commands])).ShouldExitWith(0).Output.ShouldBe("went\n");
        JobLogFile.Read(folder.File("log")).Select(line => (line.Seq, line.Exit)).ShouldBe([(2, 5), (1, 0)]);
    }

    [Fact]
    public async Task Soon_lets_run_what_runs_and_the_status_is_that_of_the_first_failure()
    {
        using TemporaryFolder folder = new();
        using RunningTool tool = new FlyballTool { Folder = folder.Path }.Start([.. s_small, "--halt", "soon,fail=1", ":::", $"touch begun; {Await("go")}; echo went; exit 6", $"{Await("begun")}; exit 5", "echo not run"]);
        await Waiting.Until(() => tool.Error.Contains("flyball: starting no more jobs, waiting for the 1 that run\n"), "the run is stopped");
        folder.File("go", "");
        (await tool.Result()).ShouldExitWith(5).Output.ShouldBe("went\n");
    }

    [Fact]
    public async Task A_share_is_one_of_all_jobs_of_the_input()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path, Input = System.Text.Encoding.UTF8.GetBytes($"{AwaitQueued(6)}; exit 1\ntrue\nexit 2\nexit 3\ntrue\nexit 4\n") };
        (await tool.RunAsync("run", "-j", "1", "--events", "events", "--halt", "soon,fail=50%")).ShouldExitWith(50).Error.ShouldContain(": 1 succeeded, 3 failed, 2 not run in ");
    }

    [Fact]
    public async Task A_success_can_be_what_one_waits_for() =>
        (await FlyballTool.Run("run", "-j", "1", "--halt", "now,success=1", ":::", "exit 1", "echo found", "echo more")).ShouldExitWith(0).Output.ShouldBe("found\n");

    [Theory]
    [InlineData("kill -9 $$", 137)]
    [InlineData("no-such-program-anywhere", 127)]
    [InlineData("exit 255", 255)]
    public async Task The_status_of_the_job_is_what_a_shell_says(string command, int status) => (await FlyballTool.Run("run", "--halt", "now,fail=1", ":::", command)).ShouldExitWith(status);
}
