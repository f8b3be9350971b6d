using System.CommandLine;
using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Completion;

/// <summary>The script that lets a shell complete the words of the tool, made from its tables of commands and options.</summary>
static class CompletionScript
{
    /// <param name="shell">One of <see cref="CompletionOptions.CompletedShells"/>.</param>
    public static string For(string shell) => shell switch
    {
        "bash" => BashCompletion.Script(),
        "zsh" => ZshCompletion.Script(),
        _ => FishCompletion.Script(),
    };

    /// <summary>The options of a command that are offered.</summary>
    public static IEnumerable<Option> Options(ToolCommand command) => command.Groups.SelectMany(group => group.Options).Where(option => !option.Hidden);

    /// <summary>All names of an option, the long ones first.</summary>
    public static IEnumerable<string> Names(Option option) => option.Aliases.Prepend(option.Name).OrderByDescending(name => name.StartsWith("--", StringComparison.Ordinal));

    /// <summary>Within single quotes, as all three shells read them.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
