using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball load</c>.</summary>
static class LoadOptions
{
    static readonly FlagOption s_json = new(["--json"], "as JSON, one object to a line") { IsCommon = true };
    static readonly FlagOption s_watch = new(["--watch"], "go on until interrupted") { IsCommon = true };
    static readonly FlagOption s_help = new(["--help", "-h"], "show this help") { IsCommon = true };

    public static OptionGroup All { get; } = new("Options", s_json, s_watch, s_help);

    static readonly Command s_command = new("load") { s_json, s_watch, s_help };

    /// <summary>Reads the words after <c>load</c>.</summary>
    /// <returns>The arguments, or <c>null</c> when help was asked for.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static LoadArguments? Parse(IReadOnlyList<string> words) =>
        LoneOptions.Parse(s_command, s_help, words) is { } parsed ? new(parsed.GetValue(s_json), parsed.GetValue(s_watch)) : null;
}
