using System.Text;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

public sealed class InputTests
{
    static FlyballTool WithInput(string input) => new() { Input = Encoding.UTF8.GetBytes(input) };

    [Fact]
    public async Task Whoever_is_to_type_the_values_is_told_so()
    {
        Requirement.Need("script");
        FlyballTool tool = new() { Through = ["sh", "-c", "exec script -qec \"$*\" /dev/null", "sh"], Input = "typed\n"u8.ToArray() };
        string terminal = (await tool.RunAsync("run", "echo", "and", "{}")).ShouldExitWith(0).Output;
        terminal.ShouldContain("flyball: values are read from the terminal, a line for each; Ctrl-D ends them.");
        terminal.ShouldContain("and typed");
        (await tool.RunAsync("run", "echo", ":::", "a")).Output.ShouldNotContain("Ctrl-D");
    }

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

    [Theory]
    [InlineData("a\0b\nc\0", "-0", "<a>", "<b\nc>")]
    [InlineData("a,b", "-d,", "<a>", "<b>")]
    [InlineData("x,y\n\"1,2\",3\n", "--csv", "<x>", "<y>", "<1,2>", "<3>")]
    public async Task Values_may_be_separated_otherwise(string input, string option, params string[] printed) =>
        (await WithInput(input).RunAsync("run", "-j1", option, "printf '<%s>\\0' {}")).ShouldExitWith(0).Output.ShouldBe(string.Concat(printed.Select(value => value + "\0")));

    [Fact]
    public async Task Rows_have_names_when_there_is_a_header()
    {
        ToolResult result = await WithInput("size;name\n1;a b\n2;c\n").RunAsync("run", "-j1", "--header", ":", "-C;", "echo {name}={size}{3}", "::::", "-", ":::", "n", "x");
        result.ShouldExitWith(0).Lines.ShouldBe(["a b=1x", "c=2x"]);
    }

    [Fact]
    public async Task Many_values_fill_command_lines_and_none_is_lost()
    {
        string[] numbers = [.. Enumerable.Range(1, 50_000).Select(number => $"{number}")];
        ToolResult result = await WithInput(string.Join('\n', numbers)).RunAsync("run", "-j1", "-X", "printf '%s\n' {} | cat");
        result.ShouldExitWith(0).Lines.ShouldBe(numbers);
        result.Error.ShouldStartWith("flyball: 3 succeeded");
    }

    [Fact]
    public async Task A_value_that_fits_no_command_line_is_found_while_reading()
    {
        ToolResult result = await FlyballTool.Run("run", "-j1", "-X", "-s", "20", "echo", ":::", "a", "much too long for this line", "b");
        result.ShouldExitWith(255).Output.ShouldBe("a\n");
        result.Error.ShouldContain("error: the command line of job 2 is too long: 34 bytes, and it must be shorter than 20\n");
    }

    [Fact]
    public async Task The_number_of_a_job_is_its_place_in_the_input_also_in_the_joblog()
    {
        using TemporaryFolder folder = new();
        string log = Path.Combine(folder.Path, "log");
        (await FlyballTool.Run("run", "-j1", "--plus", "--joblog", log, "-n2", "echo {0#}/{##} {}", ":::", "a", "b", "c")).ShouldExitWith(0).Lines.ShouldBe(["1/2 a b", "2/2 c"]);
        File.ReadLines(log).Skip(1).Select(line => line.Split('\t')[0]).ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task What_a_job_was_granted_stands_in_its_command_and_its_environment()
    {
        ToolResult result = await FlyballTool.Run("run", "-j1", "--cores", "0.25", "--memory", "64M", "echo {#} {%} {cores} {memory} $PARALLEL_SEQ $PARALLEL_JOBSLOT {}; test $PARALLEL_PID = $PPID", ":::", "a", "b");
        result.ShouldExitWith(0).Lines.ShouldBe(["1 1 0.25 64 1 1 a", "2 1 0.25 64 2 1 b"]);
    }

    [Fact]
    public async Task A_job_starts_while_its_input_is_still_open()
    {
        using RunningTool tool = new FlyballTool { Input = "first\n"u8.ToArray(), InputStaysOpen = true }.Start("run", "echo");
        await Waiting.Until(() => tool.Output == "first\n", "the first line's job has run");
    }

    [Fact]
    public async Task A_job_of_several_values_starts_as_soon_as_they_are_there()
    {
        using RunningTool tool = new FlyballTool { Input = "a\nb\nc\n"u8.ToArray(), InputStaysOpen = true }.Start("run", "-n2", "echo", "::::", "-");
        await Waiting.Until(() => tool.Output == "a b\n", "the job of the first two lines has run");
    }
}
