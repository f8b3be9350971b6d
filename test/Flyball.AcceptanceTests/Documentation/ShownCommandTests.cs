using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.Documentation;

/// <summary>What the README shows is what happens, and so is every other command that the pages show.</summary>
/// <remarks>Tests of one class run one after another, and these are the longest row of all: two classes share them.</remarks>
public abstract class ShownCommandTests
{
    /// <summary>Every second command of all pages.</summary>
    protected static TheoryData<string> Half(int first) => [.. DocumentedCommand.All.Where((_, index) => index % 2 == first).Select(command => command.ToString())];

    protected static async Task ShouldDoWhatIsShown(string shown)
    {
        DocumentedCommand command = DocumentedCommand.All.Single(candidate => candidate.ToString() == shown);
        using TemporaryFolder folder = new();
        foreach (string name in (string[])["a.txt", "b c.txt", "names.txt"]) folder.File(name, "one\ntwo\n");
        folder.File("table.csv", "name,size\na,1\n\"b, c\",2\n");
        folder.File("table.tsv", "name\tsize\na\t1\nb\t2\n");
        string line = $"PATH={Path.GetDirectoryName(BuiltPrograms.Tool)}:$PATH\n{{ :; {command.Before}}} </dev/null >/dev/null 2>&1\n{command.Command}";
        ToolResult result = await new FlyballTool { Folder = folder.Path, Through = [Requirement.Program("bash"), "-c", line] }.RunAsync();
        if (command.IsInReadme) result.ShouldExitWith(0);
        else result.Exit.ShouldBeInRange(0, 100, result.Error);
        command.Allows(result.Output).ShouldBeTrue($"{shown}\nit printed:\n{result.Output}and said:\n{result.Error}");
        if (command.IsInReadme && command.Command.Contains("flyball run") && command.Output.Length == 0) result.Error.ShouldMatch(@"flyball: [1-9]\d* succeeded in ");
    }
}

public sealed class EvenShownCommandTests : ShownCommandTests
{
    public static TheoryData<string> Commands => Half(0);

    [Theory]
    [MemberData(nameof(Commands))]
    public Task A_command_that_is_shown_does_what_is_shown(string shown) => ShouldDoWhatIsShown(shown);
}

public sealed class OddShownCommandTests : ShownCommandTests
{
    public static TheoryData<string> Commands => Half(1);

    [Theory]
    [MemberData(nameof(Commands))]
    public Task A_command_that_is_shown_does_what_is_shown(string shown) => ShouldDoWhatIsShown(shown);
}
