using System.CommandLine;
using Flyball.Cli.Input;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that say where values come from and what a value is.</summary>
static class InputOptions
{
    static readonly ValueOption s_argumentFile = new(["--arg-file", "-a"], "FILE", "FILE", "the lines of FILE, '-' is standard input")
    {
        IsCommon = true, IsRepeatable = true, Kind = ValueKind.File,
    };

    static readonly ValueOption s_jobFile = new(["--file"], "FILE", "jobs.yaml", "run the jobs of a job file; no COMMAND, no values") { IsCommon = true, IsForOneCall = true, Kind = ValueKind.File };
    static readonly ValueOption s_separator = new(["--arg-sep"], "WORD", ",,", "stands before values instead of ':::'");
    static readonly ValueOption s_fileSeparator = new(["--arg-file-sep"], "WORD", ",,,", "stands before files instead of '::::'");
    static readonly FlagOption s_link = new(["--link", "--xapply"], "take the values of all sources in step");
    static readonly FlagOption s_null = new(["--null", "-0"], "a NUL byte ends a value, not a newline") { IsCommon = true };
    static readonly ValueOption s_delimiter = new(["--delimiter", "-d"], "TEXT", ",", "TEXT ends a value: ',' or '\\t'");
    static readonly ValueOption s_columnSeparator = new(["--colsep", "-C"], "REGEX", "','", "split each value into {1} {2} ...") { IsCommon = true };
    static readonly FlagOption s_csv = new(["--csv"], "the same for CSV with its quotes");
    static readonly ValueOption s_header = new(["--header"], "':'", ":", "the first value of each source is its name: {name}") { Values = [":"] };
    static readonly ValueOption s_trim = new(["--trim"], "SIDES", "lr", "take away blanks: n, l, r or lr") { Values = ["n", "l", "r", "lr"] };
    static readonly ValueOption s_endMark = new(["--eof", "-E"], "TEXT", "END", "a value that ends its source");
    static readonly FlagOption s_skipEmpty = new(["--no-run-if-empty", "-r"], "leave out values of nothing but blanks");
    static readonly FlagOption s_shuffle = new(["--shuf"], "run jobs in random order");

    public static OptionGroup All { get; } = new(
        "Values", s_argumentFile, s_jobFile, s_separator, s_fileSeparator, s_link, s_null, s_delimiter, s_columnSeparator, s_csv, s_header, s_trim, s_endMark, s_skipEmpty, s_shuffle);

    /// <summary>Splits the words after the options.</summary>
    public static ValueGroups Split(ParseResult parsed, IReadOnlyList<string> words) =>
        ValueGroups.Split(words, parsed.GetValue(s_separator)?.LastOrDefault() ?? ":::", parsed.GetValue(s_fileSeparator)?.LastOrDefault() ?? "::::");

    /// <summary>The job file; <c>null</c>: there is none.</summary>
    public static string? ReadJobFile(ParseResult parsed) => parsed.GetValue(s_jobFile)?.LastOrDefault();

    /// <summary>Options that say what the jobs are have no meaning where a file says it.</summary>
    /// <param name="given">What stands on the command line.</param>
    /// <param name="words">The words after the options.</param>
    /// <exception cref="UsageException">There is a job file and something else that says what to run.</exception>
    public static void RejectBesideJobFile(IReadOnlyList<GivenOption> given, IReadOnlyList<string> words)
    {
        if (!given.Any(option => option.Option == s_jobFile)) return;
        Option? other = given.Select(option => option.Option).FirstOrDefault(option => option != s_jobFile && All.Options.Concat(GroupOptions.All.Options).Concat(TemplateOptions.All.Options).Contains(option));
        string? what = other is not null ? $"option '{other.Name}'" : words is [var word, ..] ? UsageException.Quote(word) : null;
        if (what is not null) throw new UsageException($"{what} has no meaning with '{s_jobFile.Name}'", "the job file says what is run, and with which values");
    }

    /// <summary>What values there are.</summary>
    /// <exception cref="UsageException">A value of an option is wrong.</exception>
    public static InputSettings Read(ParseResult parsed, ValueGroups words)
    {
        InputSource[] given = [.. (parsed.GetValue(s_argumentFile) ?? []).Select(InputSource.FromFile), .. words.Sources];
        byte[]? delimiter = parsed.LastOrNull(s_delimiter, InputOptionValues.Delimiter) ?? (parsed.GetValue(s_null) ? [0] : null);
        bool hasHeader = parsed.LastOrNull(s_header, InputOptionValues.Header) is not null;
        return new()
        {
            Sources = given.Length == 0 ? [new StandardInputLines()] : [.. given],
            LinksAll = parsed.GetValue(s_link),
            Delimiter = delimiter is null ? null : [.. delimiter],
            Columns = Columns(parsed, hasHeader),
            HasHeader = hasHeader,
            EndMark = parsed.GetValue(s_endMark)?.LastOrDefault(),
            SkipsEmpty = parsed.GetValue(s_skipEmpty),
            JoinsContinued = GroupOptions.CountsLines(parsed),
            Shuffles = parsed.GetValue(s_shuffle),
            Groups = GroupOptions.Read(parsed),
        };
    }

    static ColumnSettings Columns(ParseResult parsed, bool hasHeader)
    {
        TrimSides? trim = parsed.Last(s_trim, InputOptionValues.Trim);
        string? separator = parsed.GetValue(s_columnSeparator)?.LastOrDefault();
        if (parsed.GetValue(s_csv)) return new CsvColumns(separator is null ? "," : InputOptionValues.Unescape(separator), trim ?? TrimSides.None);
        if (separator is not null) return new SeparatedColumns(UserPattern.Parse(separator, $"option '{s_columnSeparator.Name}'", separator), trim ?? TrimSides.Both);
        // As in GNU parallel: tables with a header are separated by tabs unless it is said otherwise.
        return hasHeader ? new SeparatedColumns(UserPattern.Parse("\t", "option '--header'", "\t"), trim ?? TrimSides.None) : new SingleColumn(trim ?? TrimSides.None);
    }
}
