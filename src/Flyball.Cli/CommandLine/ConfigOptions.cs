using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball config</c>.</summary>
static class ConfigOptions
{
    static readonly FlagOption Json = new(["--json"], "as one JSON object") { IsCommon = true };
    static readonly FlagOption Help = new(["--help", "-h"], "show this help") { IsCommon = true };

    public static OptionGroup All { get; } = new("Options", Json, Help);

    static readonly Command Command = new("config") { Json, Help };

    /// <summary>Reads the words after <c>config</c>.</summary>
    /// <returns>What was asked for, or <c>null</c> when help was.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static ConfigInvocation? Parse(IReadOnlyList<string> words) =>
        LoneOptions.Parse(Command, Help, words) is { } parsed ? new(parsed.GetValue(Json)) : null;
}
