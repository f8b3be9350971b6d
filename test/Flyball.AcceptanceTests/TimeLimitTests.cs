using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

public sealed class TimeLimitTests
{
    [Fact]
    public async Task A_job_that_runs_too_long_is_ended_and_is_a_failure()
    {
        using TemporaryFolder folder = new();
        ToolResult result = await new FlyballTool { Folder = folder.Path }.RunAsync("run", "--timeout", "3", "--joblog", "log", "sleep", ":::", "0.01", "600");
        result.ShouldExitWith(1).Error.ShouldMatch(@"^flyball: job 2: ended by its time limit, after [\d.]+ s\nflyball: 1 succeeded, 1 failed in ");
        JobLogLine ended = JobLogFile.Read(folder.File("log")).Single(line => line.Seq == 2);
        (ended.Exit, ended.Signal).ShouldBe((-1, RunningTool.Terminate));
        ended.Runtime.ShouldBeInRange(2.5, 60); // The limit counts from the decision to start it, the run time from the start itself.
    }

    [Fact]
    public async Task Nothing_is_left_of_a_job_that_forks_twice_leaves_its_session_and_ignores_the_signal()
    {
        StubbornJob stubborn = new();
        (await FlyballTool.Run("run", "--timeout", "1s", ":::", stubborn.Command)).ShouldExitWith(1);
        stubborn.Left.ShouldBe(0);
    }

    [Fact]
    public async Task A_job_that_tidies_up_when_it_is_asked_to_end_has_its_last_word()
    {
        ToolResult result = await FlyballTool.Run("run", "--timeout", "3", ":::", "trap 'echo tidied; exit 0' TERM; while :; do sleep 0.02; done");
        result.ShouldExitWith(1).Output.ShouldBe("tidied\n");
    }

    [Fact]
    public async Task The_signals_and_their_pauses_are_the_users()
    {
        using TemporaryFolder folder = new();
        const string job = "trap 'echo usr1' USR1; trap 'echo int; exit 7' INT; while :; do sleep 0.02; done";
        FlyballTool tool = new() { Folder = folder.Path };
        ToolResult result = await tool.RunAsync("run", "--timeout", "3", "--term-seq", "USR1,300,SIGINT,20000,KILL,25", "--joblog", "log", ":::", job);
        result.ShouldExitWith(1).Lines.ShouldBe(["usr1", "int"]);
    }

    [Fact]
    public async Task A_limit_by_the_median_ends_what_takes_far_longer_than_usual()
    {
        using TemporaryFolder folder = new();
        ToolResult result = await new FlyballTool { Folder = folder.Path }.RunAsync(["run", "-j", "2", "--timeout", "3000%", "--joblog", "log", "sleep", ":::", "0.1", "0.1", "0.1", "0.1", "600", "0.1"]);
        result.ShouldExitWith(1);
        JobLogLine ended = JobLogFile.Read(folder.File("log")).Single(line => line.Exit == -1);
        ended.Seq.ShouldBe(5);
        ended.Runtime.ShouldBeInRange(2.9, 85);
    }
}
