namespace Flyball.AcceptanceTests.Documentation;

/// <summary>Commands are found in the README and in the pages, with what they print.</summary>
public sealed class DocumentedCommandTests
{
    [Fact]
    public void The_README_shows_both_commands()
    {
        string[] shown = [.. DocumentedCommand.All.Where(command => command.IsInReadme).Select(command => command.Command)];
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
