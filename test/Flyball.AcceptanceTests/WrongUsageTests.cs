using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

public sealed class WrongUsageTests
{
    [Theory]
    [InlineData("frobnicate")]
    [InlineData("run", "--cores", "x", "echo", ":::", "a")]
    [InlineData("run", "-a", "/nonexistent", "echo")]
    [InlineData("run", "-a", "/", "echo")]
    [InlineData("run", "-j", "x", "echo", ":::", "a")]
    [InlineData("run", "--unknown", "echo", ":::", "a")]
    [InlineData("run", "echo", "it's", ":::", "a")]
    [InlineData("run", "--pipe", "wc", ":::", "a")]
    [InlineData("load", "--xml")]
    [InlineData("completion", "tcsh")]
    [InlineData("config", "x")]
    public async Task A_wrong_word_is_an_error_and_a_hint_and_starts_nothing(params string[] words)
    {
        ToolResult result = await FlyballTool.Run(words);
        result.ShouldExitWith(255).Output.ShouldBeEmpty();
        result.Error.ShouldMatch("^error: [^\n]+\nhint: [^\n]+\n$");
    }

    [Fact]
    public async Task A_shell_that_does_not_exist_is_an_error()
    {
        FlyballTool tool = new() { Environment = new Dictionary<string, string> { ["FLYBALL_SHELL"] = "/nonexistent/bash" } };
        ToolResult result = await tool.RunAsync("run", "echo", ":::", "a");
        result.ShouldExitWith(255).Error.ShouldStartWith("error: FLYBALL_SHELL: there is no shell '/nonexistent/bash'\nhint: ");
    }

    [Fact]
    public async Task A_joblog_that_cannot_be_written_is_an_error_and_starts_nothing()
    {
        using TemporaryFolder folder = new();
        ToolResult result = await new FlyballTool { Folder = folder.Path }.RunAsync("run", "--joblog", "no/such/folder/log", "touch {}", ":::", "a");
        result.ShouldExitWith(255).Error.ShouldMatch("^error: option '--joblog': [^\n]+\nhint: [^\n]+\n$");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("run", "--help", "all")]
    [InlineData("load", "--help")]
    [InlineData("help", "config")]
    [InlineData("help", "completion")]
    public async Task Questions_about_the_tool_are_answered_on_standard_output(params string[] words)
    {
        ToolResult result = await FlyballTool.Run(words);
        result.ShouldExitWith(0).Error.ShouldBeEmpty();
        result.Output.ShouldMatch(words[0] == "--version" ? @"^flyball \d+\.\d+\.\d+\S*\n$" : "Usage:\n? +flyball ");
    }
}
