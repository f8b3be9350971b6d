using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Admission;

/// <summary>A job that waits.</summary>
/// <param name="Id">Which.</param>
/// <param name="Estimate">What it is believed to need.</param>
/// <param name="QueuedAt">Since when it waits, on the clock of <see cref="Situation.Now"/>.</param>
/// <param name="Priority">As the user gave it; higher first.</param>
/// <param name="HeldSince">When it first was <see cref="Plan.FirstHeld"/>; <c>null</c>: it never was.</param>
public readonly record struct QueuedJob(JobId Id, Estimate Estimate, TimeSpan QueuedAt, int Priority = 0, TimeSpan? HeldSince = null)
{
    /// <summary>How often it was ended for want of memory. From three times on it only runs alone.</summary>
    public int MemoryEnds { get; init; }

    internal bool RunsAlone => MemoryEnds >= MemoryLadder.MostEnds;
}

/// <summary>A job that runs.</summary>
/// <param name="Id">Which.</param>
/// <param name="Estimate">What it is believed to need.</param>
/// <param name="StartedAt">When it was started, on the clock of <see cref="Situation.Now"/>.</param>
/// <param name="Cores">Cores that it keeps busy now, as measured; <c>null</c>: not measured yet, or not measurable.</param>
/// <param name="Memory">Memory that it and its children hold now, as measured; <c>null</c>: not measured yet, or not measurable.</param>
/// <param name="WantsCpu">Whether it runs, or would if it were given a CPU; <c>null</c>: not measurable.</param>
public readonly record struct RunningJob(
    JobId Id, Estimate Estimate, TimeSpan StartedAt, CoreAmount? Cores = null, ByteSize? Memory = null, bool? WantsCpu = null)
{
    /// <summary>Bytes per second that it reads from storage and writes to it now; <c>null</c>: not measured yet, or not measurable.</summary>
    public double? BytesPerSecond { get; init; }

    /// <summary>Whether it is suspended: it uses no CPU, but holds its memory.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Whether it can be suspended. Default: <c>true</c>.</summary>
    public bool IsSuspendable { get; init; } = true;

    /// <summary>When it was last suspended or resumed; <c>null</c>: never.</summary>
    public TimeSpan? SteppedAt { get; init; }

    /// <summary>Whether it was told to end, for whatever reason.</summary>
    public bool IsEnding { get; init; }

    /// <summary>Whether it may be ended for want of memory and run again. Default: <c>true</c>.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>Bytes per second by which its memory grew over the last window, of a suspended job over the last one before that; negative when it shrank. <c>null</c>: not measured.</summary>
    public ByteSize? Growth { get; init; }

    /// <summary>CPU time of its whole tree so far; zero where it cannot be measured.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>How often it was ended for want of memory.</summary>
    public int MemoryEnds { get; init; }

    internal bool RunsAlone => MemoryEnds >= MemoryLadder.MostEnds;
}

/// <summary>What one decision hands on to the next: all that the policy remembers.</summary>
public readonly record struct AdmissionState
{
    /// <summary>When a job was last started; <c>null</c>: none was.</summary>
    public TimeSpan? LastStart { get; init; }

    /// <summary>Since when the queue has not been empty; <c>null</c>: it is empty.</summary>
    public TimeSpan? WaitingSince { get; init; }

    /// <summary>Whether the last sample had more runnable tasks than cores: two in a row mean contention where the kernel measures no pressure.</summary>
    public bool Crowded { get; init; }

    /// <summary>The instant of the sample that <see cref="Crowded"/> was read from.</summary>
    public TimeSpan CrowdedAt { get; init; }

    /// <summary>Whether two samples in a row were crowded.</summary>
    public bool CrowdedTwice { get; init; }

    /// <summary>Share of the cores that may be committed beyond the target.</summary>
    internal double Surplus { get; init; }

    /// <summary>The instant of the sample that <see cref="Surplus"/> was last changed by.</summary>
    internal TimeSpan SurplusAt { get; init; }

    /// <summary>Whether the last decision held a job for want of cores.</summary>
    internal bool HeldForCpu { get; init; }

    /// <summary>What the yield probe remembers.</summary>
    internal YieldState Yield { get; init; }

    /// <summary>What was done for the sake of memory.</summary>
    public MemoryLadderState Memory { get; init; }
}

/// <summary>
/// Everything a decision may depend on: a read-only view over buffers of the caller, made for one call of
/// <see cref="Governor.Decide(in Situation, AdmissionPolicy, Plan)"/>.
/// </summary>
public readonly ref struct Situation
{
    /// <summary>The time: any monotonic clock, the same one in all its fields.</summary>
    public required TimeSpan Now { get; init; }

    /// <summary>What the machine said last.</summary>
    public required LoadSample Load { get; init; }

    /// <summary>When <see cref="Load"/> was taken, on the clock of <see cref="Now"/>. Default: before any start.</summary>
    public TimeSpan LoadTakenAt { get; init; }

    /// <summary>
    /// Cores that we kept busy over the window of <see cref="Load"/>: all our jobs, the ended ones too, and the controller. What is
    /// busy beyond it is foreign. <c>null</c>: not measured.
    /// </summary>
    public double? OwnCores { get; init; }

    /// <summary>Memory that jobs held which have ended since <see cref="Load"/> was taken: it is available, and not in there yet. Default: none.</summary>
    public ByteSize MemoryReturned { get; init; }

    /// <summary>Time since somebody last typed at a terminal of this machine. <c>null</c>: nobody was looked for, or it cannot be told.</summary>
    public TimeSpan? PersonIdle { get; init; }

    /// <summary>What all our jobs have done so far. <c>null</c> (default): not measured, then the yield of more jobs is not asked for.</summary>
    public WorkDone? Done { get; init; }

    /// <summary>The front of the queue in the order of <see cref="QueueOrder"/>; more jobs may wait behind it.</summary>
    public ReadOnlySpan<QueuedJob> Queue { get; init; }

    /// <summary>All running jobs, in any order.</summary>
    public ReadOnlySpan<RunningJob> Running { get; init; }

    /// <summary>What the decision before handed on; <c>default</c> for the first.</summary>
    public AdmissionState State { get; init; }
}
