using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>The tool on a terminal: what it draws there, and in what state it leaves it.</summary>
public sealed class TerminalTests : IDisposable
{
    const string Erased = "A\r\u001b[J", Summary = @"flyball: \d+ succeeded in [\d.]+ s\r\n$";

    readonly TemporaryFolder _folder = new();

    /// <summary>The tool on a terminal.</summary>
    /// <param name="terminal">Its kind.</param>
    /// <param name="call">What the shell that leads its session does with the tool's words, <c>$line</c>.</param>
    FlyballTool Tool(string terminal = "xterm", string call = "$line") => new()
    {
        Folder = _folder.Path,
        Through = ["sh", "-c", $"for word; do line=\"$line '$word'\"; done; exec {Requirement.Program("script")} -qec \"{call}\" /dev/null", "sh"],
        Environment = new Dictionary<string, string> { ["TERM"] = terminal, ["FLYBALL_HOME"] = _folder.Path, ["SHELL"] = "/bin/sh" },
    };

    [Theory]
    [InlineData("--group")]
    [InlineData("--line-buffer")]
    [InlineData("--keep-order")]
    public async Task A_terminal_that_is_closed_lets_run_what_runs(string mode)
    {
        // The system tells only the leader of the session, a shell tells its jobs.
        FlyballTool tool = Tool(call: "trap 'kill -HUP \\$!' HUP; $line & wait \\$!; wait \\$!; echo \\$? >status");
        using RunningTool terminal = tool.Start("run", mode, "-j2", "--cores", "0", "--memory", "1M", "--joblog", "log", "echo >>began; while [ -e began ] && [ ! -e go ]; do sleep 0.02; done; echo", ":::", "1", "2", "3");
        await Waiting.Until(() => _folder.Count("began", "\n") == 2, "two jobs run");
        terminal.Signal(RunningTool.Kill);
        await Waiting.Until(() => Drains(_folder.Path), "the run knows it");
        _folder.File("go", "");
        await Waiting.Until(() => _folder.Count("status", "\n") == 1, "the run has ended");
        File.ReadAllText(_folder.File("status")).ShouldBe("129\n");
        File.ReadAllLines(_folder.File("log")).Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("run", "--quiet", "true", ":::", "a")]
    [InlineData("run", "sleep", ":::", "0.6")]
    [InlineData("run", ":", "{}")]
    public async Task The_keypad_of_the_terminal_stays_as_it_was(params string[] words)
    {
        ToolResult result = await (Tool() with { Input = "typed\n"u8.ToArray() }).RunAsync(words);
        result.ShouldExitWith(0).Output.ShouldNotContain("\u001b[?1h");
        result.Output.ShouldNotContain("\u001b=");
    }

    [Theory]
    [InlineData("xterm", true)]
    [InlineData("foot", true)]
    [InlineData("dumb", false)]
    [InlineData("", false)]
    public async Task What_is_shown_is_drawn_only_where_it_can_be_taken_away(string terminal, bool isDrawn)
    {
        ToolResult result = await Tool(terminal).RunAsync("run", "sleep", ":::", "0.6");
        result.ShouldExitWith(0).Output.ShouldMatch((isDrawn ? "" : "^") + Summary);
        result.Output.Contains(Erased, StringComparison.Ordinal).ShouldBe(isDrawn);
    }

    [Theory]
    [InlineData("printf %s")]
    [InlineData("printf %s", "--keep-order")]
    [InlineData("printf %s", "--line-buffer")]
    [InlineData("printf %s", "--tagstring", "tag")]
    [InlineData(">&2 printf %s")]
    public async Task What_does_not_end_its_line_is_not_taken_away_with_what_is_drawn(string command, params string[] options)
    {
        ToolResult result = await Tool().RunAsync(["run", "-j1", .. options, command, ":::", "alpha", "beta"]);
        result.ShouldExitWith(0).Output.ShouldMatch("alpha");
        result.Output.ShouldMatch("beta\r\n");
    }

    [Fact]
    public async Task Where_jobs_write_themselves_nothing_is_drawn()
    {
        ToolResult result = await Tool().RunAsync("run", "--ungroup", "--bar", "echo {}; sleep 0.6", ":::", "a");
        result.ShouldExitWith(0).Output.ShouldMatch(Summary);
        result.Output.ShouldNotContain(Erased);
    }

    [Fact]
    public async Task Where_outputs_go_to_files_it_is_drawn_also_where_they_are_not_grouped()
    {
        ToolResult result = await Tool().RunAsync("run", "--ungroup", "--results", "out", "sleep", ":::", "0.6");
        result.ShouldExitWith(0).Output.ShouldMatch(Summary);
        result.Output.ShouldContain(Erased);
    }

    [Fact]
    public async Task A_run_in_the_background_draws_nothing()
    {
        ToolResult result = await Tool(call: "set -m; $line & wait").RunAsync("run", "sleep", ":::", "0.6");
        result.ShouldExitWith(0).Output.ShouldMatch(Summary);
        result.Output.ShouldNotContain(Erased);
    }

    [Fact]
    public async Task While_values_are_typed_nothing_is_drawn()
    {
        FlyballTool tool = Tool() with { Input = "0.6\n"u8.ToArray(), InputStaysOpen = true };
        using RunningTool terminal = tool.Start("run", "sleep {}; echo after {}");
        await Waiting.Until(() => terminal.Output.Contains("after 0.6\r\n", StringComparison.Ordinal), "the job has ended");
        terminal.Output.ShouldNotContain(Erased);
    }

    static bool Drains(string home)
    {
        FlyballTool tool = new() { Environment = new Dictionary<string, string> { ["FLYBALL_HOME"] = home } };
        return tool.RunAsync("why", "--json").GetAwaiter().GetResult().Output.Contains("\"draining\":true", StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
