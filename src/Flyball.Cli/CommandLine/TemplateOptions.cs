using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that say how a command is read.</summary>
static class TemplateOptions
{
    static readonly ValueOption s_placeholder = new(["--replace", "-I"], "TEXT", "%", "TEXT stands for the value instead of {}");
    static readonly FlagOption s_plus = new(["--plus"], "more replacement strings: {..} {+/} {:1} {%REGEX} ...");
    static readonly FlagOption s_quote = new(["--quote", "-q"], "each word is an argument, whatever it holds");

    public static OptionGroup All { get; } = new("The command", s_placeholder, s_plus, s_quote);

    public static TemplateSettings Read(ParseResult parsed) => new()
    {
        Placeholder = parsed.GetValue(s_placeholder)?.LastOrDefault() ?? "{}",
        HasPlus = parsed.GetValue(s_plus),
        IsQuoted = parsed.GetValue(s_quote),
        RepeatsWords = GroupOptions.RepeatsWords(parsed),
    };
}

/// <summary>How the command is read.</summary>
sealed record TemplateSettings
{
    /// <summary>What stands for the values.</summary>
    public string Placeholder { get; init; } = "{}";

    /// <summary>Whether there are the replacement strings of <c>--plus</c>.</summary>
    public bool HasPlus { get; init; }

    /// <summary>Whether each word is an argument, and no shell syntax.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>Whether the word around a replacement string is repeated for each value.</summary>
    public bool RepeatsWords { get; init; }
}
