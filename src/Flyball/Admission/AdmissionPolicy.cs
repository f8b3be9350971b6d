using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>By which rule jobs are admitted: <see cref="GovernorPolicy"/> or <see cref="PlainPolicy"/>. Immutable; only these two exist.</summary>
public abstract record AdmissionPolicy
{
    private protected AdmissionPolicy() { }

    /// <summary>The most jobs that run at once; at least 1. <c>null</c> (default): the policy's own bound, 8 for each usable core and at least 64, or 2 for each by the plain rule.</summary>
    public int? MaxRunning { get; init; }

    /// <summary>Time that must pass between two starts, not negative. Default: none.</summary>
    public TimeSpan StartInterval { get; init; }

    /// <summary>Jobs start only while fewer tasks than this run or wait for a CPU on the whole machine; above 0. Holds also while none of ours runs. <c>null</c> (default): no such limit.</summary>
    public double? MaxLoad { get; init; }

    /// <summary>Jobs start only while at least this much memory is available, and below half of it the youngest is to be ended and run again later. Holds also while none of ours runs. <c>null</c> (default): no such limit.</summary>
    public ByteSize? MinAvailableMemory { get; init; }
}

/// <summary>Admission by budgets: what is committed of each resource plus what the job needs must stay within the target. The default.</summary>
public sealed record GovernorPolicy : AdmissionPolicy
{
    /// <summary>The user's trade between responsiveness and throughput. Default: <see cref="Aggressiveness.Balanced"/>.</summary>
    public Aggressiveness Aggressiveness { get; init; } = Aggressiveness.Balanced;

    /// <summary>Share of the usable cores that may be committed, above 0. <c>null</c> (default): that of the aggressiveness.</summary>
    public double? CpuTarget { get; init; }

    /// <summary>Memory that is never given away. <c>null</c> (default): that of the aggressiveness.</summary>
    public ByteSize? MemoryReserve { get; init; }

    /// <summary>
    /// Whether cores that others keep busy count as taken. Default: <c>true</c>. Where the kernel lets others go first, since our jobs as a whole have a lower CPU weight, they need not: jobs then wait for
    /// others in the kernel, and take up at once what these leave. Source: docs/decisions/0019.
    /// </summary>
    public bool CountsOthers { get; init; } = true;
}

/// <summary>
/// The plain rule, the baseline that the governor is measured against: start one job in each polling period while the least busy core is under a threshold and
/// free memory over another; while nothing starts, the CPU threshold rises, and after a start it falls back.
/// </summary>
public sealed record PlainPolicy : AdmissionPolicy
{
    /// <summary>A job starts only while the least busy core's utilization is not above this, 0..1. Default 0.5.</summary>
    public double CpuThreshold { get; init; } = 0.5;

    /// <summary>Share of the usable memory that must be free after the start, 0..1. Default 0.15.</summary>
    public double MemoryThreshold { get; init; } = 0.15;

    /// <summary>Time between two starts, and between two looks at the machine. Default 0.5 s.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How much the CPU threshold rises in each second without a start. Default 0.02.</summary>
    public double EscalationPerSecond { get; init; } = 0.02;
}
