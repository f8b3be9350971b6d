using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball load</c>.</summary>
static class LoadOptions
{
    static readonly Option<bool> Json = new("--json") { Arity = ArgumentArity.Zero };
    static readonly Option<bool> Watch = new("--watch") { Arity = ArgumentArity.Zero };
    static readonly Option<bool> Help = new("--help", "-h") { Arity = ArgumentArity.Zero };
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
