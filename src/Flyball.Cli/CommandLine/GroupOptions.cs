using System.CommandLine;
using Flyball.Cli.Input;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that give several values to one job.</summary>
static class GroupOptions
{
    static readonly ValueOption MaxArgs = new(["--max-args", "-n"], "N", "10", "N values for each job");
    static readonly ValueOption MaxReplaceArgs = new(["--max-replace-args", "-N"], "N", "2", "the same; the word around {} is repeated as with -X");
    static readonly ValueOption MaxLines = new(["--max-lines", "-L"], "N", "2", "the same; a value that ends in a blank goes on in the next");
    static readonly FlagOption RepeatWords = new(["-X"], "as many values as fit; the word around {} for each");
    static readonly FlagOption Many = new(["-m"], "as many values as fit, in the place of {}");
    static readonly FlagOption Xargs = new(["--xargs"], "the same, in as few jobs as possible");
    static readonly ValueOption MaxChars = new(["--max-chars", "-s"], "SIZE", "10000", "a command line must be shorter");

    public static OptionGroup All { get; } = new("Several values for a job", MaxArgs, MaxReplaceArgs, MaxLines, RepeatWords, Many, Xargs, MaxChars);

    /// <summary>Whether values are counted as xargs counts lines.</summary>
    public static bool CountsLines(ParseResult parsed) => parsed.GetValue(MaxLines) is { Length: > 0 };

    /// <summary>Whether the word around a replacement string is repeated for each value, instead of only the value.</summary>
    public static bool RepeatsWords(ParseResult parsed)
    {
        bool onlyValues = parsed.GetValue(Many) || parsed.GetValue(Xargs);
        return parsed.GetValue(RepeatWords) || (!onlyValues && (CountsLines(parsed) || parsed.GetValue(MaxReplaceArgs) is { Length: > 0 }));
    }

    /// <summary>How many rows a job gets.</summary>
    /// <exception cref="UsageException">A value is wrong.</exception>
    public static GroupSettings Read(ParseResult parsed)
    {
        int? rows = parsed.Last(MaxReplaceArgs, InputOptionValues.Rows) ?? parsed.Last(MaxLines, InputOptionValues.Lines) ?? parsed.Last(MaxArgs, InputOptionValues.Rows);
        bool spreads = parsed.GetValue(RepeatWords) || parsed.GetValue(Many);
        return new()
        {
            MaxRows = rows ?? (spreads || parsed.GetValue(Xargs) ? null : 1),
            MaxLength = parsed.Last(MaxChars, InputOptionValues.LineLength),
            Spread = spreads ? AdmissionOptions.Slots(parsed) : 1,
        };
    }
}
