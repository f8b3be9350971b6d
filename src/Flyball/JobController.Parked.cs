using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Queue;

namespace Flyball;

/// <summary>Jobs that are not in the queue yet: they wait for others to end, or for their time after a failed attempt.</summary>
public sealed partial class JobController
{
    readonly ParkedJobs _parked = new();

    /// <summary>Spreads retries; nothing else is left to chance.</summary>
    readonly Random _chance;

    /// <summary>Ended jobs that others wait for. A queue and not a recursion: chains may be long.</summary>
    readonly Queue<JobEntry> _settled = new();

    /// <summary>Takes a new job in: into the queue, or to those that wait for others.</summary>
    void Admit(JobEntry entry, IReadOnlyCollection<JobDependency>? after)
    {
        TellAdded(entry, after);
        if (after is not { Count: > 0 })
        {
            Enqueue(entry, continues: false);
            return;
        }

        // One more than there are, until all are known: else it would start before.
        entry.Unmet = 1;
        entry.LacksFailure = after.Any(dependency => dependency.Condition == DependencyCondition.Failure);
        _parked.Add(entry, Now);
        foreach ((JobHandle on, DependencyCondition condition) in after)
        {
            entry.Unmet++;
            if (on.Entry is { Outcome: null } other) (other.Dependents ??= []).Add((entry, condition));
            else Settle(entry, condition, new(on.Id, on.Entry?.Job, on.Entry?.Outcome ?? on.Completion.Result));
        }

        CountDown(entry);
    }

    void TellAdded(JobEntry entry, IReadOnlyCollection<JobDependency>? after)
    {
        if (!_news.IsHeard) return;
        var queued = new JobQueued(entry.Id, entry.Job, _time.GetUtcNow(), entry.Sequence?.Entry.Id);
        _news.Add(after is { Count: > 0 } ? queued with { After = [.. after.Select(dependency => dependency.On.Id)] } : queued);
    }

    /// <summary>Tells those that waited for the jobs that have ended. What is skipped thereby has ended too.</summary>
    void SettleDependents()
    {
        while (_settled.TryDequeue(out JobEntry? ended))
        {
            foreach ((JobEntry entry, DependencyCondition condition) in ended.Dependents!) Settle(entry, condition, new(ended.Id, ended.Job, ended.Outcome!));
            ended.Dependents = null;
        }
    }

    /// <summary>One of those that it waits for has ended.</summary>
    void Settle(JobEntry entry, DependencyCondition condition, in EndedJob other)
    {
        if (entry.Outcome is not null) return;
        if (condition == DependencyCondition.Failure)
        {
            if (other.Outcome.Status.IsFailure()) entry.LacksFailure = false;
            else entry.DidNotFail = other;
        }

        if (condition.IsRuledOutBy(other.Outcome.Status)) Skip(entry, other);
        else CountDown(entry);
    }

    /// <summary>One thing less to wait for.</summary>
    void CountDown(JobEntry entry)
    {
        if (entry.Outcome is not null || --entry.Unmet > 0) return;
        if (entry.LacksFailure) Skip(entry, entry.DidNotFail!.Value);
        else if (_parked.Remove(entry)) Enqueue(entry, continues: false);
    }

    void Skip(JobEntry entry, in EndedJob because)
    {
        _parked.Remove(entry);
        string what = because.Outcome.Status switch
        {
            JobStatus.Succeeded => "succeeded",
            JobStatus.Skipped => "was skipped",
            JobStatus.Cancelled => "was removed",
            _ => "failed",
        };
        End(entry, new(JobStatus.Skipped, Detail: $"job {because.Id}{(because.Job is { } job ? $" ({job.Name})" : "")} {what}") { SkippedBecauseOf = because.Id });
    }

    void Repeat(JobEntry entry, JobOutcome outcome)
    {
        bool madeRoom = outcome.Status == JobStatus.Cancelled, ranOut = outcome.Status == JobStatus.OutOfMemory, counts = !madeRoom && !ranOut;
        TimeSpan pause = counts ? entry.Job.Retry!.PauseBefore(entry.Attempt + 1, _chance.NextDouble()) : TimeSpan.Zero;
        if (counts) entry.Attempt++;
        else NoteMemoryEnd(entry, outcome);
        Reason? because = madeRoom ? entry.EndsBecause : null;
        entry.Renew();
        entry.LastFailure = madeRoom ? null : outcome;
        if (_news.IsHeard) _news.Add(new JobRetrying(entry.Id, entry.Execution!.Job, _time.GetUtcNow(), outcome, entry.StartedWall!.Value, entry.Attempt, pause) { Because = because });
        _parked.Add(entry, Now, Now.Plus(pause));
    }

    void QueueWhatIsDue()
    {
        // What has been tried already goes before what has not, so that a failure is not found out last.
        while (_parked.TakeDue(Now) is { } entry) _queue.Add(entry, Now, continues: true);
    }
}
