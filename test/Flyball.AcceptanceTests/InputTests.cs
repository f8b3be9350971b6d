using System.Text;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

public sealed class InputTests
{
    static FlyballTool WithInput(string input) => new() { Input = Encoding.UTF8.GetBytes(input) };

    [Fact]
    public async Task Each_line_of_standard_input_is_one_job()
    {
        int[] numbers = [.. Enumerable.Range(1, 300)];
        ToolResult result = await WithInput(string.Concat(numbers.Select(number => $"{number}\n"))).RunAsync("run", "echo line-{}");
        result.ShouldExitWith(0).Lines.ShouldBe(numbers.Select(number => $"line-{number}"), ignoreOrder: true);
        result.Error.ShouldMatch(@"^flyball: 300 succeeded in [\d.]+ s\n$");
    }

    [Theory]
    [InlineData("a\nb", "<a>", "<b>")]
    [InlineData("a\n\nb\n", "<a>", "<>", "<b>")]
    [InlineData("a\r\n\tb \n", "<a\r>", "<\tb >")]
    public async Task Only_newlines_end_a_value_and_a_blank_line_is_one(string input, params string[] printed)
    {
        ToolResult result = await WithInput(input).RunAsync("run", "printf '<%s>\\n'");
        result.ShouldExitWith(0).Lines.ShouldBe(printed, ignoreOrder: true);
    }

    [Fact]
    public async Task Empty_input_runs_nothing()
    {
        ToolResult result = await FlyballTool.Run("run", "echo");
        result.ShouldExitWith(0).Output.ShouldBeEmpty();
        result.Error.ShouldStartWith("flyball: 0 succeeded");
    }

    [Fact]
    public async Task A_file_gives_the_values()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("values", "a\nb\n");
        (await FlyballTool.Run("run", "-a", file, "echo")).ShouldExitWith(0).Lines.ShouldBe(["a", "b"], ignoreOrder: true);
        (await WithInput("c\n").RunAsync("run", "-a", file, "-a", "-", "echo {2}{1}")).ShouldExitWith(0).Lines.ShouldBe(["ca", "cb"], ignoreOrder: true);
    }

    [Fact]
    public async Task Several_sources_give_all_combinations_the_last_fastest()
    {
        ToolResult result = await FlyballTool.Run("run", "echo {#}={1}{2}", ":::", "a", "b", ":::", "1", "2", "3");
        result.ShouldExitWith(0).Lines.ShouldBe(["1=a1", "2=a2", "3=a3", "4=b1", "5=b2", "6=b3"], ignoreOrder: true);
    }

    [Fact]
    public async Task All_values_are_appended_when_the_command_has_no_place_for_them()
    {
        ToolResult result = await FlyballTool.Run("run", "echo x", ":::", "a", ":::", "b");
        result.ShouldExitWith(0).Output.ShouldBe("x a b\n");
    }

    [Fact]
    public async Task Options_end_at_two_dashes_and_at_the_command()
    {
        using TemporaryFolder folder = new();
        folder.File("-j", "#!/bin/sh\nprintf '<%s>' \"$@\"\n");
        FlyballTool tool = new() { Folder = folder.Path };
        (await tool.RunAsync("run", "-j", "1", "--", "sh ./-j --joblog", ":::", "a")).ShouldExitWith(0).Output.ShouldBe("<--joblog><a>");
        (await tool.RunAsync("run", "sh", "./-j", "-j", "x", "--unknown", ":::", "a")).ShouldExitWith(0).Output.ShouldBe("<-j><x><--unknown><a>");
    }

    [Fact]
    public async Task A_job_starts_while_its_input_is_still_open()
    {
        using RunningTool tool = new FlyballTool { Input = "first\n"u8.ToArray(), InputStaysOpen = true }.Start("run", "echo");
        await Waiting.Until(() => tool.Output == "first\n", "the first line's job has run");
    }
}
