using System.Collections.Immutable;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Output.Results;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.Cli.Records;

/// <summary>The records of a run: those of earlier runs say which jobs need not be run, and each job that ran to its end is noted.</summary>
sealed class RunRecords : IDisposable
{
    readonly RecordSettings _settings;
    readonly Action<string> _say;
    readonly LoggedJobs? _logged;
    readonly JobLog? _log;

    /// <summary>The file that is there when a job has ended.</summary>
    readonly Func<JobArguments, string>? _resultOf;
    readonly Checkpoint? _checkpoint;
    readonly ImmutableArray<TextTemplate> _inputs;
    readonly KeyValuePair<string, string?>[] _variables;
    bool _warned;

    RunRecords(RecordSettings settings, IEnumerable<string> variables, ReplacementRules rules, Action<string> say)
    {
        _settings = settings;
        _say = say;
        _variables = [.. variables.Select(name => KeyValuePair.Create(name, Environment.GetEnvironmentVariable(name)))];
        _inputs = [.. settings.InputFiles.Select(text => TextTemplate.Parse(text, rules))];
        if (settings.Checkpoint is { } file) _checkpoint = Checkpoint.Open(file, settings.Resume != ResumeMode.None, say);
        if (settings is { JobLog: null, Checkpoint: null, Resume: ResumeMode.Ended, Results: { } place })
        {
            _resultOf = ResultPlace.FileOf(place, rules)
                ?? throw new UsageException($"option '--resume': {UsageException.Quote(place)} does not tell which jobs have ended", "results in a folder do; or keep a record by --joblog FILE or --checkpoint FILE");
        }

        if (settings.JobLog is not { } name) return;
        // What the job is tells more than its place, where both are known.
        if (_checkpoint is null && settings.Resume is ResumeMode.Ended or ResumeMode.Failed) _logged = JobLogReader.Jobs(JobLog.FileOf(name), say);
        _log = JobLog.Open(JobLog.FileOf(name), append: name.StartsWith('+') || settings.Resume != ResumeMode.None);
    }

    /// <summary>Opens the records.</summary>
    /// <param name="settings">Which.</param>
    /// <param name="variables">The names of the variables that jobs are given.</param>
    /// <param name="rules">The replacement strings that there are.</param>
    /// <param name="say">Says a line to people.</param>
    /// <exception cref="UsageException">One of them cannot be read or written.</exception>
    public static RunRecords Open(RecordSettings settings, IEnumerable<string> variables, ReplacementRules rules, Action<string> say) => new(settings, variables, rules, say);

    /// <summary>The jobs that <c>--retry-failed</c> runs: the command of each is its only value.</summary>
    /// <returns><c>null</c>: those of the input are to be run.</returns>
    /// <exception cref="UsageException">The log cannot be read.</exception>
    public static IEnumerable<JobArguments>? Retried(RecordSettings settings, Action<string> say) => settings is { Resume: ResumeMode.RetryFailed, JobLog: { } name }
        ? JobLogReader.Failed(JobLog.FileOf(name), say).Select(line => new JobArguments(line.Number, [line.Command]))
        : null;

    /// <summary>How many jobs were left out so far, because of what earlier runs noted.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Those of the jobs that are to be run.</summary>
    public IEnumerable<ProcessJob> Remaining(IEnumerable<ProcessJob> jobs)
    {
        foreach (ProcessJob job in jobs)
        {
            if (EndedEarlier(job) is null) yield return job;
        }
    }

    /// <summary>How a job ended in an earlier run; <c>null</c>: it is to be run. To be asked once for each job.</summary>
    public JobStatus? EndedEarlier(Job job)
    {
        var place = JobArguments.Of(job);
        JobStatus? status = _checkpoint is not null ? InCheckpoint(job) : _resultOf is not null ? InResults(place) : InLog(place, job.Name);
        if (status is not null) LeftOut++;
        return status;
    }

    JobStatus? InResults(JobArguments place) => File.Exists(_resultOf!(place)) ? JobStatus.Succeeded : null;

    JobStatus? InCheckpoint(Job job) => _checkpoint!.Take(JobArguments.Of(job).Number, IdentityOf(job), _settings.Resume == ResumeMode.Failed) switch
    {
        EarlierRun.Succeeded => JobStatus.Succeeded,
        EarlierRun.Failed => JobStatus.Failed,
        _ => null,
    };

    JobStatus? InLog(JobArguments place, string command)
    {
        if (_logged?.HasEnded(place.Number) != true) return null;
        if (!place.IsLate) WarnOfOther(place.Number, command);
        return _logged.HasSucceeded(place.Number) ? JobStatus.Succeeded : _settings.Resume == ResumeMode.Failed ? null : JobStatus.Failed;
    }

    void WarnOfOther(long number, string command)
    {
        if (_warned || _logged!.IsCommand(number, command)) return;
        _warned = true;
        _say($"warning: job {number} had another command in the log than now, which is: {UsageException.OneLine(command)}; jobs are known by their numbers there, --checkpoint knows them by their commands");
    }

    JobIdentity IdentityOf(Job job)
    {
        // All that its steps are: where they run belongs to it.
        if (job is SequenceJob sequence) return JobIdentity.Of(string.Concat(sequence.Steps.Select(step => $"{IdentityOf(step)}\n")), "", [], []);
        var process = job as ProcessJob;
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(process?.WorkingDirectory ?? "."));
        IEnumerable<InputState> inputs = _inputs.SelectMany(input => input.Each(JobArguments.Of(job))).Select(file => InputState.Of(Path.GetFullPath(file, folder)));
        return JobIdentity.Of(job.Name, folder, (process?.Environment ?? []).Concat(_variables), inputs);
    }

    /// <summary>Takes note of an end. Jobs that we ended ourselves, or never started, are not noted: they did not run to their end.</summary>
    public void Add(JobEnded ended)
    {
        if (ended.Job.Tag is JobArguments { IsStep: true }) return;
        long number = JobArguments.Of(ended.Job).Number;
        if (ended is { StartedAt: { } start, Outcome.Status: not JobStatus.Cancelled })
        {
            _log?.Add(number, ended, start);
            _checkpoint?.Add(number, ended, start);
        }
        else
        {
            _checkpoint?.Drop(number);
        }
    }

    /// <summary>Writes what was noted.</summary>
    /// <exception cref="RecordException">It could not be written.</exception>
    public void Flush()
    {
        try
        {
            _log?.Flush();
        }
        catch (IOException failure)
        {
            throw new RecordException("--joblog", failure);
        }

        try
        {
            _checkpoint?.Flush();
        }
        catch (IOException failure)
        {
            throw new RecordException("--checkpoint", failure);
        }
    }

    public void Dispose()
    {
        _log?.Dispose();
        _checkpoint?.Dispose();
    }
}

/// <summary>A record could not be written to its end.</summary>
/// <param name="option">The option that asked for it.</param>
/// <param name="reason">What the system said.</param>
sealed class RecordException(string option, IOException reason) : Exception(reason.Message, reason)
{
    public string Option { get; } = option;
}
