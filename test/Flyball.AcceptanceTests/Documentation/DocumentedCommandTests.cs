using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.Documentation;

/// <summary>What the README and the pages in docs show is what happens.</summary>
public sealed class DocumentedCommandTests
{
    const string Readme = "README.md";

    public static TheoryData<string> All => [.. DocumentedCommand.All.Select(command => command.ToString())];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_command_that_is_shown_does_what_is_shown(string shown)
    {
        DocumentedCommand command = DocumentedCommand.All.Single(candidate => candidate.ToString() == shown);
        using TemporaryFolder folder = new();
        foreach (string name in (string[])["a.txt", "b c.txt", "names.txt"]) folder.File(name, "one\ntwo\n");
        folder.File("table.csv", "name,size\na,1\n\"b, c\",2\n");
        folder.File("table.tsv", "name\tsize\na\t1\nb\t2\n");
        string line = $"PATH={Path.GetDirectoryName(BuiltPrograms.Tool)}:$PATH\n{{ :; {command.Before}}} </dev/null >/dev/null 2>&1\n{command.Command}";
        ToolResult result = await new FlyballTool { Folder = folder.Path, Through = [Requirement.Program("bash"), "-c", line] }.RunAsync();
        if (command.Page == Readme) result.ShouldExitWith(0);
        else result.Exit.ShouldBeInRange(0, 100, result.Error);
        command.Allows(result.Output).ShouldBeTrue($"{shown}\nit printed:\n{result.Output}and said:\n{result.Error}");
        if (command.Page == Readme && command.Command.Contains("flyball run") && command.Output.Length == 0) result.Error.ShouldMatch(@"flyball: [1-9]\d* succeeded in ");
    }

    [Fact]
    public void The_README_shows_both_commands()
    {
        string[] shown = [.. DocumentedCommand.All.Where(command => command.Page == Readme).Select(command => command.Command)];
        shown.Length.ShouldBeGreaterThan(8);
        shown.ShouldContain(command => command.StartsWith("flyball load"));
    }

    [Fact]
    public void Commands_are_found_with_what_they_print()
    {
        const string Page = "text\n```console\n$ one \\\n  more\na\nb\n$ two # comment\n```\n```sh\n$ not this\n```\n```console session\n$ three\n...\n$ four <<'END'\ntext\nEND\nc\n```\n";
        DocumentedCommand.Read("p.md", Page).ShouldBe(
        [
            new("p.md", 3, "one \\\n  more", "a\nb\n"),
            new("p.md", 7, "two # comment", ""),
            new("p.md", 13, "three", "...\n"),
            new("p.md", 15, "four <<'END'\ntext\nEND", "c\n", "three\n"),
        ]);
    }

    [Theory]
    [InlineData(true, "", "anything\n")]
    [InlineData(true, "a\nb\n", "a\nb\n")]
    [InlineData(false, "a\nb\n", "a\nb\nc\n")]
    [InlineData(false, "a\nb\n", "b\na\n")]
    [InlineData(false, "a\n", "a")]
    [InlineData(false, "a.\n", "ab\n")]
    [InlineData(true, "a\n...\n", "a\nb\nc\n")]
    [InlineData(true, "a\n...\n", "a\n")]
    [InlineData(true, "...\nc\n", "a\nb\nc\n")]
    [InlineData(false, "...\nc\n", "a\nb\n")]
    public void Three_dots_stand_for_any_lines_and_everything_else_for_itself(bool allows, string shown, string output) =>
        new DocumentedCommand("p.md", 1, "x", shown).Allows(output).ShouldBe(allows);
}
