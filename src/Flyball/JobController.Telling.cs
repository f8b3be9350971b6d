using Flyball.Jobs;
using Flyball.Queue;

namespace Flyball;

/// <summary>What a turn tells: first the journal, so that nothing starts that it does not know of, then listeners and whoever waits for a job.</summary>
public sealed partial class JobController
{
    readonly IJobJournal? _journal;
    readonly EventStream _events = new();
    readonly List<JobEvent> _happened = [];
    readonly List<(JobEntry Entry, JobOutcome Outcome)> _ended = [];

    /// <summary>Whether anybody listens: else no event is made.</summary>
    bool IsHeard => _journal is not null || _events.HasListeners;

    void TellAdded(JobEntry entry, IReadOnlyCollection<JobDependency>? after)
    {
        if (!IsHeard) return;
        var queued = new JobQueued(entry.Id, entry.Job, _time.GetUtcNow(), entry.Sequence?.Entry.Id);
        _happened.Add(after is { Count: > 0 } ? queued with { After = [.. after.Select(dependency => dependency.On.Id)] } : queued);
    }

    /// <summary>Tells the ends of jobs before anything is decided: whoever hears of one may have the run stopped, and then nothing more is to start.</summary>
    /// <returns>Whether there were any.</returns>
    bool TellEnds()
    {
        if (_ended.Count == 0) return false;
        TellAll();
        return true;
    }

    void TellAll()
    {
        if (_happened.Count > 0)
        {
            if (_fault is null) _journal?.Append(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_happened));
            foreach (JobEvent happened in _happened) _events.Publish(happened);
            _happened.Clear();
        }

        foreach ((JobEntry entry, JobOutcome outcome) in _ended) entry.Complete(outcome);
        _ended.Clear();
    }
}
