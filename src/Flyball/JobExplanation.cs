using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball;

/// <summary>Where a job is on its way.</summary>
public enum JobStage
{
    /// <summary>In the queue.</summary>
    Waiting,

    /// <summary>Not in the queue yet: others must end first, or its pause after a failure lasts.</summary>
    Parked,

    /// <summary>It runs.</summary>
    Running,
}

/// <summary>Why a job waits, or why it was let through, as it was at one instant.</summary>
/// <param name="Id">Which job.</param>
/// <param name="Job">What it is.</param>
/// <param name="Stage">Where it is.</param>
/// <param name="Since">Since when: it is held by the gate of <see cref="Because"/>, waits, or runs.</param>
public sealed record JobExplanation(JobId Id, Job Job, JobStage Stage, DateTimeOffset Since)
{
    /// <summary>Waiting: the gate that holds it. Running: the rule that let it through, with its numbers of then. <c>null</c>: it is parked, or too far back in the queue to be looked at.</summary>
    public Reason? Because { get; init; }

    /// <summary>Its place in the queue, from 1; <c>null</c>: it is not in it.</summary>
    public int? Place { get; init; }

    /// <summary>What would let it start, each alone: first what may come to pass, then what may be set. Empty: nothing of that kind, or it does not wait for the governor.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>The jobs that it still waits for. Empty: for none.</summary>
    public IReadOnlyList<Job> WaitsFor { get; init; } = [];

    /// <summary>Parked: when its pause after a failure is over; <c>null</c>: it makes none.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Running: what was set aside for it. Waiting: what it is believed to need.</summary>
    public Estimate? Estimate { get; init; }

    /// <summary>Running: cores that it keeps busy; <c>null</c>: not measured.</summary>
    public double? Cores { get; init; }

    /// <summary>Running: memory that it and its children hold; <c>null</c>: not measured.</summary>
    public ByteSize? Memory { get; init; }
}

/// <summary>What runs and what waits, as it was at one instant.</summary>
/// <param name="At">When.</param>
/// <param name="Running">The jobs that run, in the order of their starts.</param>
/// <param name="Queued">How many wait in the queue.</param>
/// <param name="Parked">How many wait for others to end, or for their pause after a failure.</param>
/// <param name="FirstHeld">The foremost job that is held; <c>null</c>: none is.</param>
public sealed record RunExplanation(DateTimeOffset At, IReadOnlyList<JobExplanation> Running, int Queued, int Parked, JobExplanation? FirstHeld)
{
    /// <summary>Others that have what running jobs want of the CPUs. <c>null</c>: these get what they want, or it cannot be seen.</summary>
    public ForeignUse? Others { get; init; }

    /// <summary>Whether no more jobs are started: <see cref="JobController.Drain"/> was called.</summary>
    public bool IsDraining { get; init; }
}
