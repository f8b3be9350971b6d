using System.CommandLine;
using System.Text.RegularExpressions;
using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Cli.CommandLine;

namespace Flyball.AcceptanceTests.Documentation;

/// <summary>Every option of <c>flyball run</c> is told of in docs/cli.md, and shown in an example that is run.</summary>
public sealed class DocumentedOptionTests
{
    static readonly Option[] s_options = [.. RunOptions.Groups.SelectMany(group => group.Options).Where(option => !option.Hidden)];

    static readonly string[] s_page = File.ReadAllLines(Path.Combine(BuiltPrograms.RepositoryRoot, "docs/cli.md"));

    [Fact]
    public void Every_option_stands_in_a_table()
    {
        string tables = string.Join('\n', s_page.Where(line => line.StartsWith('|')));
        s_options.Where(option => !Names(option).Any(name => IsIn(tables, name))).Select(option => option.Name).ShouldBeEmpty();
    }

    [Fact]
    public void Every_option_is_shown_in_an_example()
    {
        string examples = string.Join('\n', DocumentedCommand.All.Where(command => command.Command.Contains("flyball run")).Select(command => command.Command));
        s_options.Where(option => !Names(option).Any(name => IsIn(examples, name))).Select(option => option.Name).ShouldBeEmpty();
    }

    static IEnumerable<string> Names(Option option) => option.Aliases.Prepend(option.Name);

    /// <summary>Long names as whole words; short ones also among others, and with their value in the same word.</summary>
    static bool IsIn(string text, string name) => Regex.IsMatch(
        text, name.Length > 2 ? $@"(?<![\w-]){name}(?![\w-])" : $@"(?<![\w-])-[a-zA-Z0-9]*{name[1]}", RegexOptions.None, TimeSpan.FromSeconds(5));
}
