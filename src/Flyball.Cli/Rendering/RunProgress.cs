using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>What the events of a run add up to, for the display and the summary. A fold; not thread safe.</summary>
sealed class RunProgress
{
    readonly EndRate _ends = new(), _wholeEnds = new();
    readonly HashSet<JobId> _steps = [];
    readonly SortedDictionary<JobId, (JobStarted Started, TimeSpan At)> _running = [];
    readonly HashSet<JobId> _suspended = [];

    public long Succeeded { get; private set; }
    public long Failed { get; private set; }

    public long Running => _running.Count;

    /// <summary>Running jobs that were stopped because memory is short.</summary>
    public long Suspended => _suspended.Count;

    /// <summary>In the queue, or kept from it by others that must end first or by a pause after a failure.</summary>
    public long Waiting { get; private set; }

    /// <summary>All that are over, also those that never ran; of a sequence the whole, not its steps.</summary>
    public long WholeEnded { get; private set; }

    /// <summary>The starts of the jobs that run, and when they were, in the order of their numbers.</summary>
    public IReadOnlyCollection<(JobStarted Started, TimeSpan At)> RunningJobs => _running.Values;

    /// <summary>What holds the first waiting job; <c>null</c>: nothing known.</summary>
    public JobHeld? Held { get; private set; }

    /// <param name="happened">What happened.</param>
    /// <param name="now">When, on a clock that nobody sets, as it is for all that is asked here: the times of day in events may jump.</param>
    public void Add(JobEvent happened, TimeSpan now)
    {
        if (happened is JobQueued begun) Note(begun, now);
        else if (happened is JobEnded end && !_steps.Remove(end.Id)) NoteWhole(end, now);

        // What counts is what runs: the steps of a sequence, not the sequence.
        if (happened.Job is SequenceJob) return;
        if (happened is JobSuspended) _suspended.Add(happened.Id);
        else if (happened is JobResumed or JobRetrying or JobEnded) _suspended.Remove(happened.Id);
        switch (happened)
        {
            case JobQueued:
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

    /// <summary>Ended jobs per second, each step for itself; <c>null</c> before the first end.</summary>
    public double? Rate(TimeSpan now) => _ends.At(now);

    /// <summary>The same, but of a sequence the whole.</summary>
    public double? WholeRate(TimeSpan now) => _wholeEnds.At(now);

    /// <summary>Time until all that were queued have ended, at the present rate; <c>null</c>: no rate.</summary>
    public TimeSpan? TimeLeft(TimeSpan now) => Rate(now) is { } rate ? TimeSpan.FromSeconds((Waiting + Running) / rate) : null;

    /// <summary>Time until all jobs have ended, at the present rate; <c>null</c>: no rate.</summary>
    /// <param name="now">The time.</param>
    /// <param name="total">How many jobs there are, each sequence for one.</param>
    public TimeSpan? TimeLeft(TimeSpan now, long total) => WholeRate(now) is { } rate ? TimeSpan.FromSeconds(Math.Max(0, total - WholeEnded) / rate) : null;

    void Note(JobQueued queued, TimeSpan now)
    {
        _ends.Begin(now);
        _wholeEnds.Begin(now);
        if (queued.Sequence is not null) _steps.Add(queued.Id);
    }

    void NoteWhole(JobEnded ended, TimeSpan now)
    {
        WholeEnded++;
        if (ended.StartedAt is not null) _wholeEnds.Add(now);
    }

    void Add(JobEnded ended, TimeSpan now)
    {
        if (ended.WasWaiting) Waiting--;
        else _running.Remove(ended.Id);
        if (ended.StartedAt is null) return;
        _ends.Add(now);
        if (ended.Outcome.Succeeded) Succeeded++;
        else if (ended.Outcome.Status.IsFailure()) Failed++;
    }
}
