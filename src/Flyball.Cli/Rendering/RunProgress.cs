using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>What the events of a run add up to, for the display and the summary. A fold; not thread safe.</summary>
sealed class RunProgress
{
    /// <summary>Time over which the rate is taken.</summary>
    static readonly TimeSpan s_rateWindow = TimeSpan.FromSeconds(30);

    readonly Queue<TimeSpan> _ends = new();
    readonly SortedDictionary<JobId, (JobStarted Started, TimeSpan At)> _running = [];
    readonly HashSet<JobId> _suspended = [];
    TimeSpan _first;
    bool _begun;

    public long Succeeded { get; private set; }
    public long Failed { get; private set; }

    public long Running => _running.Count;

    /// <summary>Running jobs that were stopped because memory is short.</summary>
    public long Suspended => _suspended.Count;

    /// <summary>In the queue, or kept from it by others that must end first or by a pause after a failure.</summary>
    public long Waiting { get; private set; }

    /// <summary>All that are over, also those that never ran.</summary>
    public long Ended { get; private set; }

    /// <summary>The starts of the jobs that run, and when they were, in the order of their numbers.</summary>
    public IReadOnlyCollection<(JobStarted Started, TimeSpan At)> RunningJobs => _running.Values;

    /// <summary>What holds the first waiting job; <c>null</c>: nothing known.</summary>
    public JobHeld? Held { get; private set; }

    /// <param name="happened">What happened.</param>
    /// <param name="now">When, on a clock that nobody sets, as it is for all that is asked here: the times of day in events may jump.</param>
    public void Add(JobEvent happened, TimeSpan now)
    {
        // What counts is what runs: the steps of a sequence, not the sequence.
        if (happened.Job is SequenceJob) return;
        if (happened is JobSuspended) _suspended.Add(happened.Id);
        else if (happened is JobResumed or JobRetrying or JobEnded) _suspended.Remove(happened.Id);
        switch (happened)
        {
            case JobQueued:
                if (!_begun) (_begun, _first) = (true, now);
                Waiting++;
                break;
            case JobStarted started:
                Waiting--;
                _running[happened.Id] = (started, now);
                if (Held?.Id == happened.Id) Held = null;
                break;
            case JobHeld held:
                Held = held;
                break;
            case JobRetrying:
                _running.Remove(happened.Id);
                Waiting++;
                break;
            case JobEnded ended:
                Add(ended, now);
                break;
        }
    }

    /// <summary>Ended jobs per second over the last half minute; <c>null</c> before the first end.</summary>
    public double? Rate(TimeSpan now)
    {
        Forget(now);
        TimeSpan span = now - _first < s_rateWindow ? now - _first : s_rateWindow;
        return _ends.Count == 0 || span <= TimeSpan.Zero ? null : _ends.Count / span.TotalSeconds;
    }

    /// <summary>Time until all jobs have ended, at the present rate; <c>null</c>: no rate.</summary>
    /// <param name="now">The time.</param>
    /// <param name="total">How many jobs there are; <c>null</c>: as many as were queued.</param>
    public TimeSpan? TimeLeft(TimeSpan now, long? total = null) =>
        Rate(now) is { } rate ? TimeSpan.FromSeconds(Math.Max(0, (total ?? Ended + Waiting + Running) - Ended) / rate) : null;

    void Forget(TimeSpan now)
    {
        while (_ends.TryPeek(out TimeSpan oldest) && now - oldest > s_rateWindow) _ends.Dequeue();
    }

    void Add(JobEnded ended, TimeSpan now)
    {
        Ended++;
        if (ended.WasWaiting) Waiting--;
        else _running.Remove(ended.Id);
        if (ended.StartedAt is null) return;
        _ends.Enqueue(now);
        Forget(now);
        if (ended.Outcome.Succeeded) Succeeded++;
        else if (ended.Outcome.Status.IsFailure()) Failed++;
    }
}
