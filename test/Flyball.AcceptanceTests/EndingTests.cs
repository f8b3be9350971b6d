using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

public sealed class EndingTests
{
    [Theory]
    [InlineData(RunningTool.Interrupt, 130)]
    [InlineData(RunningTool.Terminate, 143)]
    [InlineData(RunningTool.HangUp, 129)]
    public async Task After_one_signal_nothing_more_is_started_and_what_runs_goes_on(int signal, int exit)
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        using RunningTool running = tool.Start("run", "-j", "1", "--events", "events", ":::", "touch begun; while [ ! -e go ]; do sleep 0.02; done; echo went", "echo not run", "echo not run");
        await Waiting.Until(() => File.Exists(folder.File("begun")) && folder.Count("events", "\"queued\"") == 3, "the job has begun and the others wait");
        running.Signal(signal);

        // The engine has taken the signal once it drops the jobs that wait: then only the one that runs holds up the end.
        await Waiting.Until(() => folder.Count("events", "\"cancelled\"") == 2, "the jobs that wait are dropped");
        folder.File("go", "");
        ToolResult result = await running.Result();
        result.ShouldExitWith(exit).Output.ShouldBe("went\n");
        result.Error.ShouldMatch(@"^flyball: 1 succeeded, 2 not run in ");
    }

    [Fact]
    public async Task The_second_signal_ends_all_processes_of_all_jobs_and_says_what_was_not_run()
    {
        StubbornJob job = new();
        using TemporaryFolder folder = new();
        using RunningTool tool = new FlyballTool { Folder = folder.Path }.Start("run", "-j", "1", "--events", "events", ":::", job.Command, "echo not run", "echo not run");
        await job.UntilAllRun();
        await Waiting.Until(() => folder.Count("events", "\"queued\"") == 3, "the others wait");

        // Two different ones: of one kind the kernel keeps only one until it is taken.
        tool.Signal(RunningTool.Interrupt);
        tool.Signal(RunningTool.Terminate);
        ToolResult result = await tool.Result();
        job.Left.ShouldBe(0);
        result.Exit.ShouldBeOneOf(130, 143);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldMatch(@"^flyball: 0 succeeded, 1 ended early, 2 not run in ");
    }

    [Fact]
    public async Task A_loop_of_a_shell_ends_with_the_run_that_an_interrupt_stopped()
    {
        using TemporaryFolder folder = new();
        // The shell is interrupted as well, and goes on unless what it waits for has died of that.
        const string loop = "for turn in 1 2; do echo $turn >>turns; \"$@\"; done; echo over >>turns";
        FlyballTool tool = new() { Folder = folder.Path, Through = [Requirement.Program("bash"), "-c", loop, "bash"] };
        using RunningTool shell = tool.Start("run", "-j", "1", "--events", "events", ":::", "touch begun; while [ ! -e go ]; do sleep 0.02; done; echo went", "echo not run");
        await Waiting.Until(() => File.Exists(folder.File("begun")) && folder.Count("events", "\"queued\"") == 2, "the job has begun and the other waits");
        shell.Signal(RunningTool.Interrupt);
        RunningTool.Signal(Machine.Children(shell.Id).Single(), RunningTool.Interrupt);
        await Waiting.Until(() => folder.Count("events", "\"cancelled\"") == 1, "the job that waits is dropped");
        folder.File("go", "");
        (await shell.Result()).ShouldExitWith(130).Output.ShouldBe("went\n");
        File.ReadAllLines(folder.File("turns")).ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_quit_signal_ends_all_at_once()
    {
        StubbornJob job = new();
        using RunningTool tool = new FlyballTool().Start("run", ":::", job.Command);
        await job.UntilAllRun();
        tool.Signal(RunningTool.Quit);
        (await tool.Result()).ShouldExitWith(131).Error.ShouldStartWith("flyball: 0 succeeded, 1 ended early in ");
        job.Left.ShouldBe(0);
    }

    [Fact]
    public async Task A_run_that_had_started_everything_when_the_signal_came_is_whole()
    {
        using TemporaryFolder folder = new();
        using RunningTool running = new FlyballTool { Folder = folder.Path }.Start("run", ":::", "touch begun; while [ ! -e go ]; do sleep 0.02; done; echo went");
        await Waiting.Until(() => File.Exists(folder.File("begun")), "the job has begun");
        running.Signal(RunningTool.Interrupt);
        folder.File("go", "");
        (await running.Result()).ShouldExitWith(0).Output.ShouldBe("went\n");
    }

    [Fact]
    public async Task A_run_whose_failed_job_was_to_be_tried_again_is_not_whole()
    {
        using TemporaryFolder folder = new();
        using RunningTool running = new FlyballTool { Folder = folder.Path }.Start("run", "--retries", "2", "--retry-delay", "1h", "--events", "events", "exit", ":::", "3");
        string events = folder.File("events");
        await Waiting.Until(() => File.Exists(events) && File.ReadAllText(events).Contains("\"retrying\""), "the job waits to be tried again");
        running.Signal(RunningTool.Interrupt);
        (await running.Result()).ShouldExitWith(130).Error.ShouldStartWith("flyball: 0 succeeded, 1 failed in ");
    }

    [Fact]
    public async Task A_signal_ends_a_run_that_waits_for_input()
    {
        using RunningTool tool = new FlyballTool { Input = "first\n"u8.ToArray(), InputStaysOpen = true }.Start("run", "echo");
        await Waiting.Until(() => tool.Output == "first\n", "the first line's job has run");
        tool.Signal(RunningTool.Terminate);
        ToolResult result = await tool.Result();
        result.ShouldExitWith(143).Error.ShouldStartWith("flyball: 1 succeeded, the rest of the input not run in ");
    }

    [Fact]
    public async Task A_hang_up_that_is_ignored_stays_ignored()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path, Through = ["sh", "-c", "trap '' HUP; exec \"$@\"", "sh"] };
        using RunningTool running = tool.Start("run", "-j", "1", "--events", "events", ":::", "touch begun; while [ ! -e go ]; do sleep 0.02; done", "echo all");
        await Waiting.Until(() => File.Exists(folder.File("begun")), "the job has begun");
        running.Signal(RunningTool.HangUp);
        folder.File("go", "");
        (await running.Result()).ShouldExitWith(0).Output.ShouldBe("all\n");
    }
}
