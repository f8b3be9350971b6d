using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Output.Results;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.Cli.Records;

/// <summary>Which jobs of the input need not be run, because of what earlier runs left behind.</summary>
/// <param name="find">What a job is to their records; asked once for each job.</param>
sealed class EarlierRuns(Func<Job, EarlierRun> find)
{
    /// <summary>How jobs with a name ended, by what stands for them where others wait for them.</summary>
    readonly Dictionary<JobId, (string Title, JobStatus Status)> _ends = [];

    /// <summary>Earlier runs do not count.</summary>
    public static EarlierRuns None { get; } = new(_ => EarlierRun.None);

    /// <summary>How many jobs were left out so far.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Those that a log tells of, by their places in the input.</summary>
    /// <param name="logged">What it tells.</param>
    /// <param name="repeatFailed">Whether those that failed are run again.</param>
    /// <param name="say">Says a line to people.</param>
    public static EarlierRuns InLog(LoggedJobs logged, bool repeatFailed, Action<string> say)
    {
        bool warned = false;
        return new(job =>
        {
            var place = JobArguments.Of(job);
            if (!logged.HasEnded(place.Number)) return EarlierRun.None;
            if (!place.IsLate && !warned && !logged.IsCommand(place.Number, job.Name))
            {
                warned = true;
                say($"warning: job {place.Number} had another command in the log than now, which is: {UsageException.OneLine(job.Name)}; jobs are known by their numbers there, --checkpoint knows them by their commands");
            }

            return logged.HasSucceeded(place.Number) ? EarlierRun.Succeeded : repeatFailed ? EarlierRun.ToRepeat : EarlierRun.Failed;
        });
    }

    /// <summary>Those whose results are there.</summary>
    /// <param name="place">Where results are kept.</param>
    /// <param name="rules">The replacement strings that there are.</param>
    /// <exception cref="UsageException">The place does not tell.</exception>
    public static EarlierRuns InResults(string place, ReplacementRules rules)
    {
        Func<JobArguments, bool> areThere = ResultPlace.Finder(place, rules)
            ?? throw UsageException.Of("--resume", $"{UsageException.Quote(place)} does not tell which jobs have ended", "results in a folder do; or keep a record by --joblog FILE or --checkpoint FILE");
        return new(job => areThere(JobArguments.Of(job)) ? EarlierRun.Succeeded : EarlierRun.None);
    }

    /// <summary>Those of the jobs that are to be run.</summary>
    public IEnumerable<ProcessJob> Remaining(IEnumerable<ProcessJob> jobs) => jobs.Where(job => StatusOf(job) is null);

    /// <summary>How a job ended in an earlier run; <c>null</c>: it is to be run. To be asked once for each job.</summary>
    public JobStatus? StatusOf(Job job)
    {
        JobStatus? status = find(job) switch
        {
            EarlierRun.Succeeded => JobStatus.Succeeded,
            EarlierRun.Failed => JobStatus.Failed,
            _ => null,
        };
        if (status is null) return null;
        LeftOut++;
        var place = JobArguments.Of(job);
        if (place.Name is not null) _ends[IdOf(place)] = (place.Title, status.Value);
        return status;
    }

    /// <summary>What stands for a job that has ended, where others wait for it.</summary>
    public static JobHandle Handle(Job job, JobStatus status) => new(IdOf(JobArguments.Of(job)), Task.FromResult(new JobOutcome(status)));

    /// <summary>The title of a job that such a handle stands for, and how it ended; <c>null</c>: it stands for none.</summary>
    public (string Title, JobStatus Status)? EndOf(JobId id) => _ends.TryGetValue(id, out (string, JobStatus) end) ? end : null;

    /// <summary>A number that no job of this run has.</summary>
    static JobId IdOf(JobArguments place) => new(-place.Number);
}
