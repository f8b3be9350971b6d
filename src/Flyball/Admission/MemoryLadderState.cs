using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>What the memory ladder hands on from one decision to the next. Times are on the clock of <see cref="Situation.Now"/>.</summary>
public readonly record struct MemoryLadderState
{
    /// <summary>Whether memory is short, so that nothing is started.</summary>
    public bool IsShort { get; init; }

    /// <summary>Since when enough has been available again although <see cref="IsShort"/>; <c>null</c>: it is not.</summary>
    public TimeSpan? CalmSince { get; init; }

    /// <summary>Bytes that should have been available when memory was last found short.</summary>
    public double Needed { get; init; }

    /// <summary>Bytes that were available then, fewer than <see cref="Needed"/>.</summary>
    public double Available { get; init; }

    /// <summary>Whether memory may be short within seconds, so that it is worth to look closely.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>When the last step was taken; <c>null</c>: none was.</summary>
    public TimeSpan? SteppedAt { get; init; }

    /// <summary>When a job was last ended; <c>null</c>: none was.</summary>
    public TimeSpan? EndedAt { get; init; }

    /// <summary>The job that was ended last; <c>null</c>: none was.</summary>
    public JobId? Victim { get; init; }

    /// <summary>When last a job was about to end and to give its memory back; <c>null</c>: never.</summary>
    public TimeSpan? FreeingAt { get; init; }

    /// <summary>Why nothing is started; <c>null</c>: memory is not short.</summary>
    internal Reason? Hold => IsShort ? new Reason(Gate.MemoryShort, 0, Needed, Available) : null;

    /// <summary>Whether what the last steps did can be seen in the sample of a situation: only then follows another.</summary>
    internal bool IsSettled(in Situation situation) => !(situation.LoadTakenAt <= SteppedAt);

    /// <summary>Whether a job may be ended: never two at a time, and not before it was seen what the last one gave back.</summary>
    /// <param name="situation">All that is known.</param>
    /// <param name="hasToWait">Whether some time must have passed since the last one; not when nothing else can happen.</param>
    internal bool MayEnd(in Situation situation, bool hasToWait = true) =>
        !Frees(situation) && !(situation.LoadTakenAt <= FreeingAt) && !(hasToWait && situation.Now - EndedAt < MemoryLadder.BetweenEnds);

    /// <summary>The state after a decision.</summary>
    internal MemoryLadderState After(in Situation situation, MemoryStep? step)
    {
        MemoryLadderState next = Frees(situation) ? this with { FreeingAt = situation.Now } : this;
        if (step is not { } taken) return next;
        next = next with { SteppedAt = situation.Now };
        return taken.Kind == MemoryStepKind.End ? next with { EndedAt = situation.Now, FreeingAt = situation.Now, Victim = taken.Job } : next;
    }

    /// <summary>Whether a job is about to end that is known to hold memory, or was ended for its memory.</summary>
    bool Frees(in Situation situation)
    {
        foreach (ref readonly RunningJob job in situation.Running)
            if (job.IsEnding && (job.Memory is not null || job.Id == Victim)) return true;
        return false;
    }
}
