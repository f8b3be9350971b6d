using System.CommandLine;
using Flyball.Cli.Input;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that say where values come from and what a value is.</summary>
static class InputOptions
{
    static readonly ValueOption ArgumentFile = new(["--arg-file", "-a"], "FILE", "FILE", "the lines of FILE, '-' is standard input")
    {
        IsCommon = true, IsRepeatable = true, Kind = ValueKind.File,
    };

    static readonly ValueOption JobFile = new(["--file"], "FILE", "jobs.yaml", "run the jobs of a job file; no COMMAND, no values") { IsCommon = true, IsForOneCall = true, Kind = ValueKind.File };
    static readonly ValueOption Separator = new(["--arg-sep"], "WORD", ",,", "stands before values instead of ':::'");
    static readonly ValueOption FileSeparator = new(["--arg-file-sep"], "WORD", ",,,", "stands before files instead of '::::'");
    static readonly FlagOption Link = new(["--link", "--xapply"], "take the values of all sources in step");
    static readonly FlagOption Null = new(["--null", "-0"], "a NUL byte ends a value, not a newline") { IsCommon = true };
    static readonly ValueOption Delimiter = new(["--delimiter", "-d"], "TEXT", ",", "TEXT ends a value: ',' or '\\t'") { AllowsEmpty = true };
    static readonly ValueOption ColumnSeparator = new(["--colsep", "-C"], "REGEX", "','", "split each value into {1} {2} ...") { IsCommon = true };
    static readonly FlagOption Csv = new(["--csv"], "the same for CSV with its quotes");
    static readonly ValueOption Header = new(["--header"], "':'", ":", "the first value of each source is its name: {name}") { Values = [":"] };
    static readonly ValueOption Trim = new(["--trim"], "SIDES", "lr", "take away blanks: n, l, r or lr") { Values = ["n", "l", "r", "lr"] };
    static readonly ValueOption EndMark = new(["--eof", "-E"], "TEXT", "END", "a value that ends its source");
    static readonly FlagOption SkipEmpty = new(["--no-run-if-empty", "-r"], "leave out values of nothing but blanks");
    static readonly FlagOption Shuffle = new(["--shuf"], "run jobs in random order");

    public static OptionGroup All { get; } = new(
        "Values", ArgumentFile, JobFile, Separator, FileSeparator, Link, Null, Delimiter, ColumnSeparator, Csv, Header, Trim, EndMark, SkipEmpty, Shuffle);

    /// <summary>Splits the words after the options.</summary>
    public static ValueGroups Split(ParseResult parsed, IReadOnlyList<string> words) =>
        ValueGroups.Split(words, parsed.GetValue(Separator)?.LastOrDefault() ?? ":::", parsed.GetValue(FileSeparator)?.LastOrDefault() ?? "::::");

    /// <summary>The job file; <c>null</c>: there is none.</summary>
    public static string? ReadJobFile(ParseResult parsed) => parsed.GetValue(JobFile)?.LastOrDefault();

    /// <summary>Options that say what the jobs are have no meaning where a file says it.</summary>
    /// <param name="given">What stands on the command line.</param>
    /// <param name="words">The words after the options.</param>
    /// <exception cref="UsageException">There is a job file and something else that says what to run.</exception>
    public static void RejectBesideJobFile(IReadOnlyList<GivenOption> given, IReadOnlyList<string> words)
    {
        if (!given.Any(option => option.Option == JobFile)) return;
        Option? other = given.Select(option => option.Option).FirstOrDefault(option => option != JobFile && All.Options.Concat(GroupOptions.All.Options).Concat(TemplateOptions.All.Options).Contains(option));
        string? what = other is not null ? $"option '{other.Name}'" : words is [var word, ..] ? UsageException.Quote(word) : null;
        if (what is not null) throw new UsageException($"{what} has no meaning with '{JobFile.Name}'", "the job file says what is run, and with which values");
    }

    /// <summary>What values there are.</summary>
    /// <exception cref="UsageException">A value of an option is wrong.</exception>
    public static InputSettings Read(ParseResult parsed, ValueGroups words)
    {
        InputSource[] given = [.. (parsed.GetValue(ArgumentFile) ?? []).Select(InputSource.FromFile), .. words.Sources];
        byte[]? delimiter = parsed.LastOrNull(Delimiter, InputOptionValues.Delimiter) ?? (parsed.GetValue(Null) ? [0] : null);
        bool hasHeader = parsed.LastOrNull(Header, InputOptionValues.Header) is not null;
        return new()
        {
            Sources = given.Length == 0 ? [new StandardInputLines()] : [.. given],
            LinksAll = parsed.GetValue(Link),
            Delimiter = delimiter is null ? null : [.. delimiter],
            Columns = Columns(parsed, hasHeader),
            HasHeader = hasHeader,
            EndMark = parsed.GetValue(EndMark)?.LastOrDefault(),
            SkipsEmpty = parsed.GetValue(SkipEmpty),
            JoinsContinued = GroupOptions.CountsLines(parsed),
            Shuffles = parsed.GetValue(Shuffle),
            Groups = GroupOptions.Read(parsed),
        };
    }

    static ColumnSettings Columns(ParseResult parsed, bool hasHeader)
    {
        TrimSides? trim = parsed.Last(Trim, InputOptionValues.Trim);
        string? separator = parsed.GetValue(ColumnSeparator)?.LastOrDefault();
        if (parsed.GetValue(Csv)) return new CsvColumns(separator is null ? "," : InputOptionValues.Unescape(separator), trim ?? TrimSides.None);
        if (separator is not null) return new SeparatedColumns(UserPattern.Parse(separator, $"option '{ColumnSeparator.Name}'", separator), trim ?? TrimSides.Both);
        // As in GNU parallel: tables with a header are separated by tabs unless it is said otherwise.
        return hasHeader ? new SeparatedColumns(UserPattern.Parse("\t", "option '--header'", "\t"), trim ?? TrimSides.None) : new SingleColumn(trim ?? TrimSides.None);
    }
}
