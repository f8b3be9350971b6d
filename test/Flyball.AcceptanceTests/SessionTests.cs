using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>The tool is two processes, and looks like one.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task All_jobs_are_in_one_session_which_is_not_the_users()
    {
        ToolResult result = await FlyballTool.Run("run", ":::", "cut -d' ' -f6 /proc/self/stat", "cut -d' ' -f6 /proc/self/stat; :");
        string session = result.ShouldExitWith(0).Lines.Distinct().ShouldHaveSingleItem();
        session.ShouldNotBe((await File.ReadAllTextAsync("/proc/self/stat", TestContext.Current.CancellationToken)).Split(' ')[5]);
    }

    [Fact]
    public async Task A_job_has_no_terminal_to_read_from()
    {
        ToolResult result = await FlyballTool.Run("run", ":::", "cat </dev/tty");
        result.ShouldExitWith(1).Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_session_gives_way_to_others_as_its_level_says()
    {
        Requirement.Need("root", "autogroup");
        ToolResult result = await FlyballTool.Run("run", "--aggressiveness", "polite", ":::", "sleep 0.5; cat /proc/self/autogroup");
        result.ShouldExitWith(0).Output.ShouldEndWith(" nice 15\n");
        result = await FlyballTool.Run("run", "--aggressiveness", "eager", ":::", "sleep 0.5; cat /proc/self/autogroup");
        result.ShouldExitWith(0).Output.ShouldEndWith(" nice 0\n");
    }

    [Theory]
    [InlineData("<&-", "a\n", 0)]
    [InlineData(">&-", "", 255)]
    [InlineData("2>&-", "a\n", 0)]
    [InlineData("<&- 2>&-", "a\n", 0)]
    public async Task Streams_that_are_closed_do_no_harm_and_hide_no_loss(string closed, string output, int status)
    {
        FlyballTool tool = new() { Through = ["sh", "-c", $"\"$@\" {closed}", "sh"] };
        (await tool.RunAsync("run", "echo", ":::", "a")).ShouldExitWith(status).Output.ShouldBe(output);
    }

    [Fact]
    public async Task Words_that_are_not_UTF_8_arrive_as_they_are()
    {
        FlyballTool tool = new() { Through = ["sh", "-c", "FLYBALL_TEST=$(printf 'v\\376') exec \"$@\" \"$(printf 'a\\377')\"", "sh"] };
        ToolResult result = await tool.RunAsync("run", "printf %s {} \"$FLYBALL_TEST\"", ":::");
        result.ShouldExitWith(0).OutputBytes.ShouldBe([(byte)'a', 0xff, (byte)'v', 0xfe]);
    }

    [Fact]
    public async Task A_parent_that_ignores_the_ends_of_its_children_does_no_harm()
    {
        FlyballTool tool = new() { Through = ["bash", "-c", "trap '' CHLD; exec \"$@\"", "bash"] };
        Requirement.Need("bash");
        (await tool.RunAsync("run", ":::", "true", "exit 3", "exit 4")).ShouldExitWith(2);
    }

    [Fact]
    public async Task An_engine_that_is_called_by_hand_is_a_wrong_option() => (await FlyballTool.Run("--engine")).ShouldExitWith(255).Error.ShouldStartWith("error: unknown option '--engine'\nhint: ");
}
