using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball load</c>.</summary>
static class LoadOptions
{
    static readonly FlagOption Json = new(["--json"], "as JSON, one object to a line") { IsCommon = true };
    static readonly FlagOption Watch = new(["--watch"], "go on until interrupted") { IsCommon = true };
    static readonly FlagOption Help = new(["--help", "-h"], "show this help") { IsCommon = true };

    public static OptionGroup All { get; } = new("Options", Json, Watch, Help);

    static readonly Command Command = new("load") { Json, Watch, Help };

    /// <summary>Reads the words after <c>load</c>.</summary>
    /// <returns>The arguments, or <c>null</c> when help was asked for.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static LoadArguments? Parse(IReadOnlyList<string> words) =>
        LoneOptions.Parse(Command, Help, words) is { } parsed ? new(parsed.GetValue(Json), parsed.GetValue(Watch)) : null;
}
