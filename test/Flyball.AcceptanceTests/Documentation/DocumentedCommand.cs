using System.Text.RegularExpressions;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.Documentation;

/// <summary>A command line that a page shows in a console block, and what it says that it prints.</summary>
/// <param name="Page">The file, seen from the root of the repository.</param>
/// <param name="Line">Where the command stands, from 1.</param>
/// <param name="Command">As bash reads it.</param>
/// <param name="Output">The lines below it; <c>...</c> alone stands for any lines.</param>
/// <param name="Before">The commands above it in a block that is called a session, each on a line: it goes on from what they did. Elsewhere each command stands for itself.</param>
sealed partial record DocumentedCommand(string Page, int Line, string Command, string Output, string Before = "")
{
    const string Readme = "README.md";

    /// <summary>Those of the README and of all pages in docs.</summary>
    public static IReadOnlyList<DocumentedCommand> All { get; } =
        [.. Pages().SelectMany(page => Read(page, File.ReadAllText(Path.Combine(BuiltPrograms.RepositoryRoot, page))))];

    public bool IsInReadme => Page == Readme;

    /// <summary>The commands of a page.</summary>
    public static IEnumerable<DocumentedCommand> Read(string page, string text) => ConsoleBlock().Matches(text).SelectMany(block =>
    {
        Group content = block.Groups["content"];
        int first = 1 + text.AsSpan(0, content.Index).Count('\n');
        bool isSession = block.Groups["session"].Success;
        Match[] examples = Example().Matches(content.Value).ToArray();
        return examples.Select((example, index) => new DocumentedCommand(
            page, first + content.Value.AsSpan(0, example.Index).Count('\n'), example.Groups["command"].Value, example.Groups["output"].Value,
            string.Concat(examples.Take(isSession ? index : 0).Select(before => before.Groups["command"].Value + "\n"))));
    });

    /// <summary>Whether a text is what the page shows, or nothing is shown.</summary>
    public bool Allows(string output)
    {
        if (Output.Length == 0) return true;
        IEnumerable<string> lines = Output.TrimEnd('\n').Split('\n').Select(line => line == "..." ? "(.*\n)*?" : Regex.Escape(line) + "\n");
        return Regex.IsMatch(output, $"^{string.Concat(lines)}$(?!\n)", RegexOptions.None, TimeSpan.FromSeconds(5));
    }

    public override string ToString() => $"{Page}:{Line}: {Command}";

    static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Path.Combine(BuiltPrograms.RepositoryRoot, "docs"), "*.md").Order().Select(path => Path.GetRelativePath(BuiltPrograms.RepositoryRoot, path)).Prepend(Readme);

    [GeneratedRegex(@"^```console(?<session> session)?\n(?<content>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline, 5000)]
    private static partial Regex ConsoleBlock();

    // A command goes on after a backslash at the end of a line, and with the text that it is given up to END.
    [GeneratedRegex(@"^\$ (?<command>.*<<'END'\n(.*\n)*?END|(.*\\\n)*.*)\n(?<output>((?!\$ ).*\n)*)", RegexOptions.Multiline, 5000)]
    private static partial Regex Example();
}
