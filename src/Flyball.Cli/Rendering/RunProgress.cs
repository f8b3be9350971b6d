using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>What the events of a run add up to, for the display and the summary. A fold; not thread safe.</summary>
sealed class RunProgress
{
    /// <summary>Time over which the rate is taken.</summary>
    static readonly TimeSpan s_rateWindow = TimeSpan.FromSeconds(30);

    readonly Queue<DateTimeOffset> _ends = new();
    readonly SortedDictionary<JobId, JobStarted> _running = [];
    DateTimeOffset _first;

    public long Queued { get; private set; }
    public long Started { get; private set; }
    public long Succeeded { get; private set; }
    public long Failed { get; private set; }

    /// <summary>Ended while running, by us.</summary>
    public long Cancelled { get; private set; }

    /// <summary>Taken out of the queue before a start.</summary>
    public long NotRun { get; private set; }

    /// <summary>The starts of the jobs that run, in the order of their numbers.</summary>
    public IReadOnlyCollection<JobStarted> RunningJobs => _running.Values;

    public long Ended => Succeeded + Failed + Cancelled + NotRun;
    public long Running => Started - Succeeded - Failed - Cancelled;
    public long Waiting => Queued - Started - NotRun;

    /// <summary>What holds the first waiting job; <c>null</c>: nothing known.</summary>
    public JobHeld? Held { get; private set; }

    public void Add(JobEvent happened)
    {
        switch (happened)
        {
            case JobQueued:
                if (Queued++ == 0) _first = happened.At;
                break;
            case JobStarted started:
                Started++;
                _running[happened.Id] = started;
                if (Held?.Id == happened.Id) Held = null;
                break;
            case JobHeld held:
                Held = held;
                break;
            case JobEnded ended:
                Add(ended);
                break;
        }
    }

    /// <summary>Ended jobs per second over the last half minute; <c>null</c> before the first end.</summary>
    public double? Rate(DateTimeOffset now)
    {
        Forget(now);
        TimeSpan span = now - _first < s_rateWindow ? now - _first : s_rateWindow;
        return _ends.Count == 0 || span <= TimeSpan.Zero ? null : _ends.Count / span.TotalSeconds;
    }

    /// <summary>Time until all jobs have ended, at the present rate; <c>null</c>: no rate.</summary>
    /// <param name="now">The time.</param>
    /// <param name="total">How many jobs there are; <c>null</c>: as many as were queued.</param>
    public TimeSpan? TimeLeft(DateTimeOffset now, long? total = null) =>
        Rate(now) is { } rate ? TimeSpan.FromSeconds(Math.Max(0, (total ?? Queued) - Ended) / rate) : null;

    void Forget(DateTimeOffset now)
    {
        while (_ends.TryPeek(out DateTimeOffset oldest) && now - oldest > s_rateWindow) _ends.Dequeue();
    }

    void Add(JobEnded ended)
    {
        if (ended.StartedAt is null)
        {
            NotRun++;
            return;
        }

        _running.Remove(ended.Id);
        _ends.Enqueue(ended.At);
        Forget(ended.At);
        switch (ended.Outcome.Status)
        {
            case JobStatus.Succeeded:
                Succeeded++;
                break;
            case JobStatus.Failed or JobStatus.TimedOut:
                Failed++;
                break;
            default:
                Cancelled++;
                break;
        }
    }
}
