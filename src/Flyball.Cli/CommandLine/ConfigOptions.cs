using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball config</c>.</summary>
static class ConfigOptions
{
    static readonly FlagOption s_json = new(["--json"], "as one JSON object") { IsCommon = true };
    static readonly FlagOption s_help = new(["--help", "-h"], "show this help") { IsCommon = true };

    public static OptionGroup All { get; } = new("Options", s_json, s_help);

    static readonly Command s_command = new("config") { s_json, s_help };

    /// <summary>Reads the words after <c>config</c>.</summary>
    /// <returns>What was asked for, or <c>null</c> when help was.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static ConfigInvocation? Parse(IReadOnlyList<string> words) =>
        LoneOptions.Parse(s_command, s_help, words) is { } parsed ? new(parsed.GetValue(s_json)) : null;
}
