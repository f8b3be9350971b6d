using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Queue;

namespace Flyball;

/// <summary>Says why. Questions come through the inbox like everything else, and are answered at the end of a turn, when all is decided.</summary>
public sealed partial class JobController
{
    readonly List<Action> _questions = [];

    /// <summary>Why a job waits, since when and what would let it start; or why it was let through. Answered once the controller runs.</summary>
    /// <returns><c>null</c>: the job is not known, or has ended.</returns>
    public Task<JobExplanation?> ExplainAsync(JobId id, CancellationToken cancellationToken = default) =>
        _known.Find(id) is { } entry ? Ask(() => entry.Outcome is null ? Explain(entry) : null, cancellationToken) : Task.FromResult<JobExplanation?>(null);

    /// <summary>What runs, what waits and what holds the foremost of that. Answered once the controller runs.</summary>
    public Task<RunExplanation> ExplainAsync(CancellationToken cancellationToken = default) => Ask(ExplainAll, cancellationToken);

    /// <inheritdoc cref="RunExplanation.Others"/>
    internal ForeignUse? Others => _watch.Others;

    /// <inheritdoc cref="RunExplanation.IsDraining"/>
    internal bool IsDraining => _draining.IsCancellationRequested;

    /// <summary>The jobs that have not ended and of which something holds; of a sequence that is in the queue or runs the step at hand. In the order of their numbers.</summary>
    internal IReadOnlyList<JobId> Find(Func<Job, bool> which) =>
        [.. _known.All.Where(entry => entry.Current is null && which(entry.Job)).Select(entry => entry.Id).Order()];

    Task<T> Ask<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        var answered = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _inbox.Post(new(MessageKind.Asked) { Question = Reply });
        return answered.Task.WaitAsync(cancellationToken);

        void Reply()
        {
            try
            {
                answered.SetResult(answer());
            }
#pragma warning disable CA1031 // A question that cannot be answered is the trouble of who asks, not of the jobs.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                answered.SetException(failure);
            }
        }
    }

    void Answer()
    {
        foreach (Action question in _questions) question();
        _questions.Clear();
    }

    RunExplanation ExplainAll() => new(
        _time.GetUtcNow(),
        [.. _running.OrderBy(entry => entry.StartedAt).ThenBy(entry => entry.Id).Select(Explain)],
        _queue.Count,
        _parked.Count,
        _desk.FirstHeld is { IsQueued: true } held ? Explain(held) : null)
    {
        Others = Others,
        IsDraining = IsDraining,
    };

    JobExplanation Explain(JobEntry entry)
    {
        if (entry.Current is { } step) return Explain(step);
        if (entry.IsQueued) return ExplainWaiting(entry);
        return entry.IsRunning ? ExplainRunning(entry) : ExplainParked(entry);
    }

    JobExplanation ExplainWaiting(JobEntry entry) => new(entry.Id, entry.Job, JobStage.Waiting, Wall(entry.DecidedAt ?? entry.QueuedAt))
    {
        Because = entry.Decision?.Because,
        Place = _queue.PlaceOf(entry, Now),
        Remedies = RemediesFor(entry),
        Estimate = entry.AsQueued(_watch.Load.Capacity?.MemoryPerCore).Estimate,
    };

    static JobExplanation ExplainRunning(JobEntry entry) => new(entry.Id, entry.Execution?.Job ?? entry.Job, JobStage.Running, entry.StartedWall!.Value)
    {
        Because = entry.Decision?.Because,
        Estimate = entry.Granted,
        Cores = entry.Use?.Cores,
        Memory = entry.Use?.Memory,
    };

    JobExplanation ExplainParked(JobEntry entry)
    {
        Job[] others = [.. _known.All.Where(other => other.Dependents is { } dependents && dependents.Exists(dependent => dependent.Entry == entry)).OrderBy(other => other.Id).Select(other => other.Job)];
        return new(entry.Id, entry.Job, JobStage.Parked, Wall(entry.QueuedAt)) { WaitsFor = others, Due = _parked.DueOf(entry) is { } due ? Wall(due) : null };
    }

    IReadOnlyList<Remedy> RemediesFor(JobEntry entry) => _desk.RemediesFor(entry, Now, MayRunAgain);

    /// <summary>An instant of the loop's clock on the wall; one that no calendar has, which a retry may be due at, is the last that it has.</summary>
    DateTimeOffset Wall(TimeSpan at)
    {
        DateTimeOffset wall = _time.GetUtcNow();
        TimeSpan ahead = at - Now;
        return ahead < DateTimeOffset.MaxValue - wall ? wall + ahead : DateTimeOffset.MaxValue;
    }
}
