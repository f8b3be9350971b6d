using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

public sealed class EndingTests
{
    [Theory]
    [InlineData(RunningTool.Interrupt, 130)]
    [InlineData(RunningTool.Terminate, 143)]
    public async Task A_signal_ends_all_processes_of_all_jobs_and_says_what_was_not_run(int signal, int exit)
    {
        StubbornJob job = new();
        using RunningTool tool = new FlyballTool().Start("run", "-j", "1", ":::", job.Command, "echo not run", "echo not run");
        await job.UntilAllRun();
        tool.Signal(signal);
        ToolResult result = await tool.Result();
        job.Left.ShouldBe(0);
        result.ShouldExitWith(exit).Output.ShouldBeEmpty();
        result.Error.ShouldMatch(@"^flyball: 0 succeeded, 1 ended early, 2 not run in ");
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
}
