using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>What the events of a run add up to, for the display and the summary. A fold; not thread safe.</summary>
sealed class RunProgress
{
    /// <summary>Time over which the rate is taken.</summary>
    static readonly TimeSpan s_rateWindow = TimeSpan.FromSeconds(30);

    readonly Queue<DateTimeOffset> _ends = new();
    DateTimeOffset _first;
    bool _begun;

    public long Succeeded { get; private set; }
    public long Failed { get; private set; }

    public long Running { get; private set; }

    /// <summary>In the queue, or kept from it by others that must end first or by a pause after a failure.</summary>
    public long Waiting { get; private set; }

    /// <summary>What holds the first waiting job; <c>null</c>: nothing known.</summary>
    public JobHeld? Held { get; private set; }

    public void Add(JobEvent happened)
    {
        // What counts is what runs: the steps of a sequence, not the sequence.
        if (happened.Job is SequenceJob) return;
        switch (happened)
        {
            case JobQueued:
                if (!_begun) (_begun, _first) = (true, happened.At);
                Waiting++;
                break;
            case JobStarted:
                Waiting--;
                Running++;
                if (Held?.Id == happened.Id) Held = null;
                break;
            case JobHeld held:
                Held = held;
                break;
            case JobRetrying:
                Running--;
                Waiting++;
                break;
            case JobEnded ended:
                Add(ended);
                break;
        }
    }

    /// <summary>Ended jobs per second over the last half minute; <c>null</c> before the first end.</summary>
    public double? Rate(DateTimeOffset now)
    {
        while (_ends.TryPeek(out DateTimeOffset oldest) && now - oldest > s_rateWindow) _ends.Dequeue();
        TimeSpan span = now - _first < s_rateWindow ? now - _first : s_rateWindow;
        return _ends.Count == 0 || span <= TimeSpan.Zero ? null : _ends.Count / span.TotalSeconds;
    }

    /// <summary>Time until all known jobs have ended, at the present rate; <c>null</c>: no rate.</summary>
    public TimeSpan? TimeLeft(DateTimeOffset now) => Rate(now) is { } rate ? TimeSpan.FromSeconds((Waiting + Running) / rate) : null;

    void Add(JobEnded ended)
    {
        if (ended.WasWaiting) Waiting--;
        else Running--;
        if (ended.StartedAt is null) return;
        _ends.Enqueue(ended.At);
        if (ended.Outcome.Succeeded) Succeeded++;
        else if (ended.Outcome.Status is JobStatus.Failed or JobStatus.TimedOut) Failed++;
    }
}
