using System.Collections.Immutable;
using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that keep a record of it, and go on from one.</summary>
static class RecordOptions
{
    static readonly ValueOption s_jobLog = new(["--joblog"], "FILE", "FILE", "write a line for each job that ended") { IsCommon = true, Kind = ValueKind.File };
    static readonly ValueOption s_checkpoint = new(["--checkpoint"], "FILE", "FILE", "note what has ended, so that --resume goes on") { IsCommon = true, Kind = ValueKind.File };
    static readonly ValueOption s_inputFiles = new(["--input-file"], "FILE", "{}", "with --checkpoint: a file that each job reads: {}; when it has changed the job runs again") { IsRepeatable = true };
    static readonly ValueOption s_record = new(["--record"], "FILE", "FILE", "keep load and decisions, for 'flyball replay'") { Kind = ValueKind.File };
    static readonly FlagOption s_recordCommands = new(["--record-commands"], "with --record: keep the commands, too");
    static readonly FlagOption s_resume = new(["--resume"], "leave out what ended, says the log or checkpoint") { IsCommon = true, IsForOneCall = true };
    static readonly FlagOption s_resumeFailed = new(["--resume-failed"], "the same, but run those again that failed") { IsForOneCall = true };
    static readonly FlagOption s_retryFailed = new(["--retry-failed"], "run the commands of the log that failed, nothing else") { IsForOneCall = true };

    public static OptionGroup All { get; } = new("Records", s_jobLog, s_checkpoint, s_inputFiles, s_resume, s_resumeFailed, s_retryFailed, s_record, s_recordCommands);

    /// <exception cref="UsageException">The options do not go together.</exception>
    /// <param name="parsed">The options.</param>
    /// <param name="results">Where results are kept; <c>null</c>: nowhere.</param>
    public static RecordSettings Read(ParseResult parsed, string? results)
    {
        (FlagOption? option, ResumeMode mode) = parsed.GetValue(s_retryFailed) ? (s_retryFailed, ResumeMode.RetryFailed)
            : parsed.GetValue(s_resumeFailed) ? (s_resumeFailed, ResumeMode.Failed)
            : parsed.GetValue(s_resume) ? (s_resume, ResumeMode.Ended)
            : ((FlagOption?)null, ResumeMode.None);
        RecordSettings settings = new()
        {
            JobLog = parsed.LastOrNull(s_jobLog, RecordFile),
            Checkpoint = parsed.LastOrNull(s_checkpoint, RecordFile),
            InputFiles = [.. parsed.GetValue(s_inputFiles) ?? []],
            Results = results,
            Resume = mode,
            Recording = parsed.LastOrNull(s_record, RecordFile) is { } record ? new(record, parsed.GetValue(s_recordCommands)) : null,
        };
        if (settings is { Resume: ResumeMode.RetryFailed, JobLog: null } or { Resume: ResumeMode.RetryFailed, Checkpoint: not null })
            throw new UsageException($"option '{s_retryFailed.Name}' takes its commands from a joblog", "give the log of the run by --joblog FILE, and no --checkpoint; to go on from a checkpoint: --resume-failed");
        if (option is not null && settings is { JobLog: null, Checkpoint: null, Results: null })
            throw new UsageException($"option '{option.Name}': there is no record to go on from", "give the record of the run by --joblog FILE, --checkpoint FILE or --results FOLDER");
        if (settings is { Resume: ResumeMode.Failed, JobLog: null, Checkpoint: null })
            throw new UsageException($"option '{s_resumeFailed.Name}': results do not tell which jobs failed", "give the record of the run by --joblog FILE or --checkpoint FILE");
        if (!settings.InputFiles.IsEmpty && settings.Checkpoint is null)
            throw new UsageException($"option '{s_inputFiles.Name}' has no meaning without --checkpoint", "only --checkpoint FILE notes what jobs have read");
        if (settings.Recording is null && parsed.GetValue(s_recordCommands))
            throw new UsageException($"option '{s_recordCommands.Name}' has no meaning without --record", "give the file to record into by --record FILE");
        return settings;
    }

    static string RecordFile(string name, string path) => path != "-"
        ? path
        : throw OptionValues.Wrong(name, path, "is not the name of a file", $"standard output has the output of jobs; for example: {name} FILE");
}

/// <summary>What is kept of a run, and whether it goes on from another one.</summary>
sealed record RecordSettings
{
    /// <summary>GNU parallel's log, with a plus sign in front when it is to be appended to; <c>null</c>: none.</summary>
    public string? JobLog { get; init; }

    /// <summary>Our own record; <c>null</c>: none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The files that each job reads, with replacement strings.</summary>
    public ImmutableArray<string> InputFiles { get; init; } = [];

    public ResumeMode Resume { get; init; }

    /// <summary>The record of load and decisions; <c>null</c>: none.</summary>
    public RecordingSettings? Recording { get; init; }

    /// <summary>Where results are kept, from which one can go on, too; <c>null</c>: nowhere.</summary>
    public string? Results { get; init; }
}

/// <summary>What is kept of load and decisions, to decide again.</summary>
/// <param name="File">Where.</param>
/// <param name="WithCommands">Whether the commands are kept, too, with all values that are in them.</param>
sealed record RecordingSettings(string File, bool WithCommands);

/// <summary>Which jobs are run, going by the records of earlier runs.</summary>
enum ResumeMode
{
    /// <summary>All: earlier runs do not count.</summary>
    None,

    /// <summary>Those that have not ended.</summary>
    Ended,

    /// <summary>Those that have not ended, and those that failed.</summary>
    Failed,

    /// <summary>Those that failed, by the commands of the log; the input is not looked at.</summary>
    RetryFailed,
}
