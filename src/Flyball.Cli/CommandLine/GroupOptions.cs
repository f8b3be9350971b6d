using System.CommandLine;
using Flyball.Cli.Input;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that give several values to one job.</summary>
static class GroupOptions
{
    static readonly ValueOption s_maxArgs = new(["--max-args", "-n"], "N", "10", "N values for each job");
    static readonly ValueOption s_maxReplaceArgs = new(["--max-replace-args", "-N"], "N", "2", "the same; the word around {} is repeated as with -X");
    static readonly ValueOption s_maxLines = new(["--max-lines", "-L"], "N", "2", "the same; a value that ends in a blank goes on in the next");
    static readonly FlagOption s_repeatWords = new(["-X"], "as many values as fit; the word around {} for each");
    static readonly FlagOption s_many = new(["-m"], "as many values as fit, in the place of {}");
    static readonly FlagOption s_xargs = new(["--xargs"], "the same, in as few jobs as possible");
    static readonly ValueOption s_maxChars = new(["--max-chars", "-s"], "SIZE", "10000", "a command line must be shorter");

    public static OptionGroup All { get; } = new("Several values for a job", s_maxArgs, s_maxReplaceArgs, s_maxLines, s_repeatWords, s_many, s_xargs, s_maxChars);

    /// <summary>Whether values are counted as xargs counts lines.</summary>
    public static bool CountsLines(ParseResult parsed) => parsed.GetValue(s_maxLines) is { Length: > 0 };

    /// <summary>Whether the word around a replacement string is repeated for each value, instead of only the value.</summary>
    public static bool RepeatsWords(ParseResult parsed)
    {
        bool onlyValues = parsed.GetValue(s_many) || parsed.GetValue(s_xargs);
        return parsed.GetValue(s_repeatWords) || (!onlyValues && (CountsLines(parsed) || parsed.GetValue(s_maxReplaceArgs) is { Length: > 0 }));
    }

    /// <summary>How many rows a job gets.</summary>
    /// <exception cref="UsageException">A value is wrong.</exception>
    public static GroupSettings Read(ParseResult parsed)
    {
        // The order is GNU parallel's, wherever they stand. Lines that are none are told also where they would not count.
        int? lines = parsed.Last(s_maxLines, InputOptionValues.Lines);
        int? rows = parsed.Last(s_maxReplaceArgs, InputOptionValues.Rows) ?? parsed.Last(s_maxArgs, InputOptionValues.Rows) ?? lines;
        bool spreads = parsed.GetValue(s_repeatWords) || parsed.GetValue(s_many);
        return new()
        {
            MaxRows = rows ?? (spreads || parsed.GetValue(s_xargs) ? null : 1),
            MaxLength = parsed.Last(s_maxChars, InputOptionValues.LineLength),
            Spread = spreads ? AdmissionOptions.Slots(parsed) : 1,
        };
    }
}
