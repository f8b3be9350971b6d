using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that say what is told of it while it lasts, and at its end.</summary>
static class DisplayOptions
{
    static readonly FlagOption s_bar = new(["--bar"], "a bar of all jobs; reads all input first");
    static readonly FlagOption s_eta = new(["--eta"], "jobs left and the time they take; reads all input first");
    static readonly FlagOption s_progress = new(["--progress"], "counts of jobs");
    static readonly FlagOption s_quiet = new(["--quiet"], "no display, and no summary at the end");
    static readonly FlagOption s_trace = new(["--verbose", "-t"], "each command when it is started");
    static readonly FlagOption s_dryRun = new(["--dry-run", "--dryrun"], "print the commands instead of running them") { IsCommon = true, IsForOneCall = true };
    static readonly ValueOption s_events = new(["--events"], "FILE", "FILE", "write each event as a line of JSON") { Kind = ValueKind.File };

    public static OptionGroup All { get; } = new("On standard error", s_bar, s_eta, s_progress, s_trace, s_quiet);

    /// <summary>Those that are not about the display.</summary>
    public static IReadOnlyList<Option> Others { get; } = [s_dryRun, s_events];

    public static DisplaySettings Read(ParseResult parsed) => new()
    {
        Look = parsed.GetValue(s_bar) ? DisplayLook.Bar : parsed.GetValue(s_eta) ? DisplayLook.TimeLeft : parsed.GetValue(s_progress) ? DisplayLook.Counts : null,
        IsQuiet = parsed.GetValue(s_quiet),
        TracesCommands = parsed.GetValue(s_trace),
        IsDryRun = parsed.GetValue(s_dryRun),
        Events = parsed.LastOrNull(s_events, EventFile),
    };

    static string EventFile(string name, string path) => path != "-"
        ? path
        : throw OptionValues.Wrong(name, path, "is not the name of a file", $"standard output has the output of jobs; to mix events with it: {name} /dev/stdout");
}

/// <summary>What the display of a run looks like.</summary>
enum DisplayLook
{
    /// <summary>Counts, load, and what holds the next job.</summary>
    Status,

    /// <summary>How much is done of all.</summary>
    Bar,

    /// <summary>How long the rest takes.</summary>
    TimeLeft,

    /// <summary>How many are done and run.</summary>
    Counts,
}

/// <summary>What is told of a run.</summary>
sealed record DisplaySettings
{
    /// <summary>What was asked for, wherever standard error goes; <c>null</c>: the status, on a terminal.</summary>
    public DisplayLook? Look { get; init; }

    /// <summary>Whether there is neither display nor summary.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Whether each command is told when it is started.</summary>
    public bool TracesCommands { get; init; }

    /// <summary>Whether commands are printed and not run.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The file that takes all events; <c>null</c>: none.</summary>
    public string? Events { get; init; }

    /// <summary>Whether the number of jobs must be known beforehand.</summary>
    public bool NeedsTotal => Look is DisplayLook.Bar or DisplayLook.TimeLeft && !IsQuiet;
}
