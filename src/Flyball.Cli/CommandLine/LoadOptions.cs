using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball load</c>.</summary>
static class LoadOptions
{
    static readonly FlagOption Json = new(["--json"], "as JSON, one object to a line");
    static readonly FlagOption Watch = new(["--watch"], "go on until interrupted");
    static readonly FlagOption Help = new(["--help", "-h"], "show this help");

    public static OptionGroup All { get; } = new("Options", Json, Watch, Help);

    static readonly Command Command = new("load") { Json, Watch, Help };

    /// <summary>Reads the words after <c>load</c>.</summary>
    /// <returns>The arguments, or <c>null</c> when help was asked for.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static LoadArguments? Parse(IReadOnlyList<string> words)
    {
        OptionWords split = OptionWords.Split(Command, words);
        ParseResult parsed = Command.Parse(split.Options, Strict.Configuration);
        if (parsed.GetValue(Help)) return null;
        Strict.ThrowOnErrors(parsed);
        if (split.Rest is [var word, ..])
            throw new UsageException($"'flyball load' takes no argument, but was given {UsageException.Quote(word)}", "'flyball load --help' lists the options");
        return new(parsed.GetValue(Json), parsed.GetValue(Watch));
    }
}
