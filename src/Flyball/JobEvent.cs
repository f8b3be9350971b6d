using System.Collections.Immutable;
using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball;

/// <summary>Something that happened to a job. The stream of events is the only source of truth about a run.</summary>
/// <param name="Id">Which job.</param>
/// <param name="Job">What it is.</param>
/// <param name="At">When.</param>
public abstract record JobEvent(JobId Id, Job Job, DateTimeOffset At);

/// <summary>The job was added: it waits in the queue, or for jobs that it depends on. The steps of a sequence are queued one by one, each with a number of its own.</summary>
/// <param name="Id">Which job.</param>
/// <param name="Job">What it is.</param>
/// <param name="At">When.</param>
/// <param name="Sequence">The sequence that it is a step of; <c>null</c>: of none.</param>
public sealed record JobQueued(JobId Id, Job Job, DateTimeOffset At, JobId? Sequence) : JobEvent(Id, Job, At)
{
    /// <summary>The jobs that it waits for. Default: none.</summary>
    public ImmutableArray<JobId> After { get; init; } = [];
}

/// <summary>The first job in the queue is held by another gate than before, it is another job, or nothing runs beside it any more. Not written more often than ten times a second.</summary>
/// <param name="Id">Which job.</param>
/// <param name="Job">What it is.</param>
/// <param name="At">When.</param>
/// <param name="Because">The gate that holds it, with its numbers.</param>
public sealed record JobHeld(JobId Id, Job Job, DateTimeOffset At, Reason Because) : JobEvent(Id, Job, At)
{
    /// <summary>Since when that gate holds it.</summary>
    public DateTimeOffset Since { get; init; } = At;

    /// <summary>What would let it start, each alone: see <see cref="JobExplanation.Remedies"/>.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];
}

/// <summary>The job was started.</summary>
/// <param name="Id">Which job.</param>
/// <param name="Job">What it is.</param>
/// <param name="At">When.</param>
/// <param name="Because">The rule that let it start, with its numbers.</param>
/// <param name="Granted">What was set aside for it.</param>
public sealed record JobStarted(JobId Id, Job Job, DateTimeOffset At, Reason Because, Estimate Granted) : JobEvent(Id, Job, At);

/// <summary>The job has failed, has run out of memory, or was ended because memory was short, and will be run again.</summary>
/// <param name="Id">Which job.</param>
/// <param name="Job">What it is.</param>
/// <param name="At">When it ended.</param>
/// <param name="Outcome">How.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="Attempt">The attempt that follows. One that was ended because memory was short, or ran out of it, does not count.</param>
/// <param name="Pause">After how long it is queued again.</param>
public sealed record JobRetrying(JobId Id, Job Job, DateTimeOffset At, JobOutcome Outcome, DateTimeOffset StartedAt, int Attempt, TimeSpan Pause) : JobEvent(Id, Job, At)
{
    /// <summary>Why it was ended although nothing was wrong with it: memory was short. <c>null</c>: it failed.</summary>
    public Reason? Because { get; init; }
}

/// <summary>Memory is short: the job was stopped where it is. It goes on later, or is ended.</summary>
/// <param name="Id">Which job.</param>
/// <param name="Job">What it is.</param>
/// <param name="At">When.</param>
/// <param name="Because">Why, in bytes of memory.</param>
public sealed record JobSuspended(JobId Id, Job Job, DateTimeOffset At, Reason Because) : JobEvent(Id, Job, At);

/// <summary>A suspended job goes on: there is room for it, nothing else runs, or it was told to end and must be able to.</summary>
/// <param name="Id">Which job.</param>
/// <param name="Job">What it is.</param>
/// <param name="At">When.</param>
/// <param name="Because">Why, in bytes of memory; <c>null</c>: to end.</param>
public sealed record JobResumed(JobId Id, Job Job, DateTimeOffset At, Reason? Because) : JobEvent(Id, Job, At);

/// <summary>The job has ended; nothing more will be heard of it.</summary>
/// <param name="Id">Which job.</param>
/// <param name="Job">What it is.</param>
/// <param name="At">When.</param>
/// <param name="Outcome">How.</param>
/// <param name="StartedAt">When it was started; <c>null</c>: never.</param>
public sealed record JobEnded(JobId Id, Job Job, DateTimeOffset At, JobOutcome Outcome, DateTimeOffset? StartedAt) : JobEvent(Id, Job, At)
{
    /// <summary>Whether it did not run at its end: it never started, or it waited to be run again. Of a sequence: whether no step was ever started.</summary>
    public bool WasWaiting { get; init; }

    /// <summary>Whether it failed and had attempts left, which it was not given because it was removed or nothing more was to be started.</summary>
    public bool HadMoreAttempts { get; init; }
}
