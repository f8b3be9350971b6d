using System.Runtime.InteropServices;
using Flyball.Jobs;
using Flyball.Queue;

namespace Flyball;

/// <summary>What a turn has to tell: first the journal, so that nothing starts that it does not know of, then listeners and whoever waits for a job. Used by the controller's loop alone.</summary>
/// <param name="journal">Keeps what happens; <c>null</c>: nobody does.</param>
/// <param name="listeners">Those that listen.</param>
sealed class TurnNews(IJobJournal? journal, EventStream listeners)
{
    readonly List<JobEvent> _happened = [];
    readonly List<(JobEntry Entry, JobOutcome Outcome)> _ended = [];

    /// <summary>Whether anybody listens: else no event need be made.</summary>
    public bool IsHeard => journal is not null || listeners.HasListeners;

    /// <summary>Whether a job has ended of which nobody was told yet.</summary>
    public bool HasEnds => _ended.Count > 0;

    public void Add(JobEvent happened) => _happened.Add(happened);

    /// <summary>Adds the end of a job, for whoever waits for it.</summary>
    public void AddEnd(JobEntry entry, JobOutcome outcome) => _ended.Add((entry, outcome));

    /// <summary>Forgets the events that were not told yet.</summary>
    public void ForgetEvents() => _happened.Clear();

    /// <summary>Tells all.</summary>
    /// <param name="keeps">Whether the journal is told, too.</param>
    public void Tell(bool keeps)
    {
        if (_happened.Count > 0)
        {
            if (keeps) journal?.Append(CollectionsMarshal.AsSpan(_happened));
            foreach (JobEvent happened in _happened) listeners.Publish(happened);
            _happened.Clear();
        }

        foreach ((JobEntry entry, JobOutcome outcome) in _ended) entry.Complete(outcome);
        _ended.Clear();
    }
}
