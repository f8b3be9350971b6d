using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.Cli.Records;

/// <summary>The records of a run: those of earlier runs say which jobs need not be run, and each job that ran to its end is noted.</summary>
sealed class RunRecords : IDisposable
{
    readonly JobLog? _log;
    readonly Checkpoint? _checkpoint;

    /// <summary>Those that could be written so far. What could not is kept from other runs all the same.</summary>
    JobLog? _wholeLog;
    Checkpoint? _wholeCheckpoint;

    RunRecords(RecordSettings settings, IEnumerable<string> variables, ReplacementRules rules, Action<string> say)
    {
        if (settings.Checkpoint is { } file) _checkpoint = Checkpoint.Open(file, settings.Resume != ResumeMode.None);
        if (settings.JobLog is { } name) _log = JobLog.Open(name, UseOf(settings));
        (_wholeLog, _wholeCheckpoint) = (_log, _checkpoint);
        Earlier = _checkpoint is null ? KnownByPlace(settings, rules, () => _log?.Earlier, say) : Noted(settings, variables, rules, _checkpoint.Take);
    }

    /// <summary>Opens the records, and keeps them from other runs. What they hold stays as it is until they are begun.</summary>
    /// <param name="settings">Which.</param>
    /// <param name="variables">The names of the variables that jobs are given.</param>
    /// <param name="rules">The replacement strings that there are.</param>
    /// <param name="say">Says a line to people.</param>
    /// <exception cref="UsageException">One of them cannot be read or written.</exception>
    public static RunRecords Open(RecordSettings settings, IEnumerable<string> variables, ReplacementRules rules, Action<string> say) => new(settings, variables, rules, say);

    /// <summary>What a run would leave out. The records are read alone.</summary>
    /// <inheritdoc cref="Open"/>
    public static EarlierRuns Preview(RecordSettings settings, IEnumerable<string> variables, ReplacementRules rules, Action<string> say)
    {
        if (settings.Resume is not (ResumeMode.Ended or ResumeMode.Failed)) return EarlierRuns.None;
        if (settings.Checkpoint is not { } file) return KnownByPlace(settings, rules, () => settings.JobLog is { } name ? JobLogReader.Jobs(JobLog.FileOf(name)) : null, say);
        NotedJobs notes = CheckpointReader.Read(file);
        return Noted(settings, variables, rules, (_, identity, repeatFailed) => notes.Take(identity, repeatFailed));
    }

    /// <summary>The jobs that <c>--retry-failed</c> runs: the command of each is its only value.</summary>
    /// <returns><c>null</c>: those of the input are to be run.</returns>
    /// <exception cref="UsageException">The log cannot be read.</exception>
    public static IEnumerable<JobArguments>? Retried(RecordSettings settings) => settings is { Resume: ResumeMode.RetryFailed, JobLog: { } name }
        ? JobLogReader.Failed(JobLog.FileOf(name)).Select(line => new JobArguments(line.Number, [line.Command]))
        : null;

    /// <summary>Which jobs need not be run.</summary>
    public EarlierRuns Earlier { get; }

    static JobLogUse UseOf(RecordSettings settings) => settings switch
    {
        { Resume: ResumeMode.None } => settings.JobLog!.StartsWith('+') ? JobLogUse.Append : JobLogUse.Anew,

        // What the job is tells more than its place, where both are known.
        { Checkpoint: not null } => JobLogUse.Append,
        _ => JobLogUse.GoOn,
    };

    static EarlierRuns KnownByPlace(RecordSettings settings, ReplacementRules rules, Func<LoggedJobs?> logged, Action<string> say)
    {
        if (settings.Resume is not (ResumeMode.Ended or ResumeMode.Failed)) return EarlierRuns.None;
        return logged() is { } jobs ? EarlierRuns.InLog(jobs, settings.Resume == ResumeMode.Failed, say) : EarlierRuns.InResults(settings.Results!, rules);
    }

    static EarlierRuns Noted(RecordSettings settings, IEnumerable<string> variables, ReplacementRules rules, Func<long, JobIdentity, bool, EarlierRun> take)
    {
        var identities = new JobIdentities(settings.InputFiles, variables, rules);
        return new(job => take(JobArguments.Of(job).Number, identities.Of(job), settings.Resume == ResumeMode.Failed));
    }

    /// <summary>Begins them: what is not gone on from is thrown away, also a last line that was cut off.</summary>
    /// <param name="say">Says a line to people.</param>
    /// <exception cref="UsageException">One of them cannot be written.</exception>
    public void Begin(Action<string> say)
    {
        _checkpoint?.Begin(say);
        _log?.Begin(say);
    }

    /// <summary>Takes note of an end. Jobs that we ended ourselves, that had attempts left, or were never started, are not noted: they did not run to their end.</summary>
    public void Add(JobEnded ended)
    {
        if (ended.Job.Tag is JobArguments { IsStep: true }) return;
        long number = JobArguments.Of(ended.Job).Number;
        if (ended is { StartedAt: { } start, Outcome.Status: not JobStatus.Cancelled, HadMoreAttempts: false })
        {
            _wholeLog?.Add(number, ended, start);
            _wholeCheckpoint?.Add(number, ended, start);
        }
        else
        {
            _wholeCheckpoint?.Drop(number);
        }
    }

    /// <summary>Writes what was noted. A record that cannot be written ends there, and the other one goes on.</summary>
    /// <param name="tell">Told why a record has ended.</param>
    public void Flush(Action<RecordFault> tell)
    {
        try
        {
            _wholeLog?.Flush();
        }
        catch (IOException failure)
        {
            _wholeLog = null;
            tell(RecordFault.OfRecord("--joblog", failure));
        }

        try
        {
            _wholeCheckpoint?.Flush();
        }
        catch (IOException failure)
        {
            _wholeCheckpoint = null;
            tell(RecordFault.OfRecord("--checkpoint", failure));
        }
    }

    public void Dispose()
    {
        _log?.Dispose();
        _checkpoint?.Dispose();
    }
}
