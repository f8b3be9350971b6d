using Flyball.Jobs;

namespace Flyball.Queue;

/// <summary>A sequence on its way: which step is next, and what its steps used so far.</summary>
sealed class SequenceRun(JobEntry entry)
{
    int _next;
    bool _ran;
    TimeSpan _wall;
    TimeSpan? _user = TimeSpan.Zero, _system = TimeSpan.Zero;
    ByteSize? _peak;
    long? _read = 0, _written = 0, _output = 0;

    /// <summary>The sequence's own entry; it never waits in the queue itself.</summary>
    public JobEntry Entry { get; } = entry;

    /// <summary>Whether a step has ended, of it or of a sequence around it, so that the next one goes before other jobs.</summary>
    public bool HasBegun => _next > 1 || Entry.Sequence is { HasBegun: true };

    /// <summary>Whether it was removed: then no further step is queued.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>The step to be queued next; <c>null</c>: all have been.</summary>
    public Job? TakeNext() => Entry.Job is SequenceJob { Steps: var steps } && _next < steps.Length ? steps[_next++] : null;

    public void Add(ResourceUsage? usage)
    {
        if (usage is null) return;
        _ran = true;
        _wall += usage.WallTime;
        _user += usage.UserTime;
        _system += usage.SystemTime;
        _read += usage.BlocksRead;
        _written += usage.BlocksWritten;
        _output += usage.OutputBytes;
        if (usage.PeakMemory is { } peak) _peak = ByteSize.Max(peak, _peak ?? peak);
    }

    /// <summary>The outcome of the sequence: that of its last step, with the use of all that ran.</summary>
    public JobOutcome Outcome(JobOutcome last) => last with { Usage = _ran ? new(_wall, _user, _system, _peak, _read, _written, _output) : null };
}
