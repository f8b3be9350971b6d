using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Queue;

namespace Flyball;

/// <summary>
/// Gathers the facts, asks the governor about the front of the queue, and keeps what it said until the next question. Buffers are used again: nothing is allocated for a decision. Used by the
/// controller's loop alone.
/// </summary>
sealed class DecisionDesk(JobQueue queue, List<JobEntry> running, LoadWatch watch, PersonWatch person, IDecisionWitness? witness)
{
    readonly JobEntry[] _front = new JobEntry[QueueOrder.Window];
    readonly QueuedJob[] _frontView = new QueuedJob[QueueOrder.Window];
    RunningJob[] _runningView = new RunningJob[64];
    AdmissionState _state;

    /// <summary>The rule in force.</summary>
    public required AdmissionPolicy Policy { get; set; }

    /// <summary>What was decided last.</summary>
    public Plan Plan { get; } = new();

    /// <summary>How many jobs are at the front.</summary>
    public int Count { get; private set; }

    /// <summary>The foremost job that the governor holds; if it holds none, the one that waits for a named resource.</summary>
    public JobEntry? FirstHeld
    {
        get
        {
            for (int i = 0; i < Plan.Decisions.Length; i++)
                if (!Plan.Decisions[i].Starts) return _front[i];
            return queue.FirstBlocked is { IsQueued: true } blocked ? blocked : null;
        }
    }

    /// <summary>A job at the front, and what it was believed to need.</summary>
    public (JobEntry Entry, Estimate Estimate) this[int index] => (_front[index], _frontView[index].Estimate);

    /// <summary>Takes the front of the queue to be decided about.</summary>
    /// <param name="window">How many jobs of it at most.</param>
    /// <param name="now">The time.</param>
    public void TakeFront(int window, TimeSpan now) => Count = queue.Front(_front.AsSpan(0, window), now);

    /// <summary>Decides.</summary>
    /// <param name="now">The time.</param>
    /// <param name="mayRunAgain">Whether a job that is ended for want of memory is run again.</param>
    public void Decide(TimeSpan now, bool mayRunAgain)
    {
        Situation situation = Situation(Count, now, mayRunAgain);
        Governor.Decide(situation, Policy, Plan);
        witness?.Witness(situation, Policy, Plan);
        _state = Plan.State;
        watch.NotePlan(Plan);
    }

    /// <summary>Notes that there is nothing to decide about.</summary>
    public void Clear()
    {
        _state = _state with { WaitingSince = null };
        Plan.Clear();
    }

    /// <summary>Notes with jobs what was decided about them, and what was found out with them.</summary>
    public void NoteDecisions(TimeSpan now)
    {
        NoteBestConcurrency();
        if (Plan.FirstHeld is { } held) _front[held].HeldSince ??= now;
        for (int i = 0; i < Count; i++) _front[i].Note(Plan.Decisions[i], now);
    }

    /// <summary>Notes that jobs were started. Deciding has taken its time: what must pass between two starts is counted from the start itself.</summary>
    public void NoteStart(TimeSpan now) => _state = _state with { LastStart = now };

    /// <summary>What would let a waiting job start, if the governor looks at it.</summary>
    public IReadOnlyList<Remedy> RemediesFor(JobEntry entry, TimeSpan now, bool mayRunAgain)
    {
        if (entry.Decision is not { Starts: false, Because: var because }) return [];
        if (because.Gate == Gate.Resource) return [RemedySearch.ForResource(because)];

        // The front is that of the last decision, which is still being told of.
        JobEntry[] decided = [.. _front];
        int count = queue.Front(_front, now), index = Array.IndexOf(_front, entry, 0, count);
        IReadOnlyList<Remedy> found = index < 0 ? [] : RemedySearch.Find(Situation(count, now, mayRunAgain), Policy, index);
        decided.CopyTo(_front, 0);
        return found;
    }

    void NoteBestConcurrency()
    {
        if (_state.Yield.Found is not { } best) return;
        for (int i = 0; i < running.Count; i++)
            if (YieldProbe.Counts(_runningView[i].Estimate, _state.Yield)) running[i].Siblings.BestConcurrency = best;
    }

    Situation Situation(int count, TimeSpan now, bool mayRunAgain)
    {
        ByteSize? memoryPerCore = watch.Load.Capacity?.MemoryPerCore;
        for (int i = 0; i < count; i++) _frontView[i] = _front[i].AsQueued(memoryPerCore);
        if (_runningView.Length < running.Count) _runningView = new RunningJob[running.Count * 2];
        for (int i = 0; i < running.Count; i++) _runningView[i] = running[i].AsRunning(memoryPerCore, mayRunAgain);
        return new()
        {
            Now = now,
            Load = watch.Load,
            LoadTakenAt = watch.TakenAt,
            OwnCores = watch.OwnCores,
            MemoryReturned = watch.MemoryReturned,
            PersonIdle = person.Idle(Policy, now),
            Done = watch.Done,
            Queue = _frontView.AsSpan(0, count),
            Running = _runningView.AsSpan(0, running.Count),
            State = _state,
        };
    }
}
