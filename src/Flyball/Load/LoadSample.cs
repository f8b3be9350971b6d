using Flyball.Jobs;

namespace Flyball.Load;

/// <summary>
/// What the machine said at one instant. Rates are averages over <see cref="Window"/>, the time since an earlier sample.
/// What this system cannot tell, or what has no rate yet, is <c>null</c>: never a guess.
/// </summary>
public readonly record struct LoadSample
{
    /// <summary>When the sample was taken, on the sampler's own monotonic clock.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>The time that the rates cover, ending at <see cref="At"/>. Zero in the first sample: it has no rates.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>What this process may use.</summary>
    public required Capacity Capacity { get; init; }

    /// <summary>Cores kept busy by anybody, 0..<see cref="Capacity.UsableCpus"/>: the sum over the CPUs that this process may use. Waiting for I/O is not busy.</summary>
    public double? BusyCores { get; init; }

    /// <summary>
    /// Utilization of each CPU of the machine, 0..1, by CPU number, 0 for one that is offline; empty when unknown. The memory belongs to
    /// the sampler and holds these values until its next sample.
    /// </summary>
    public ReadOnlyMemory<double> CoreUtilization { get; init; }

    /// <summary>Cores kept busy by the control group whose quota binds; <c>null</c> without a quota.</summary>
    public double? QuotaGroupBusyCores { get; init; }

    /// <summary>
    /// Memory that can be taken without swapping: the machine's, or what is left below the tightest limit of the control groups
    /// (limit − (usage − inactive file cache)), whichever is less. <c>null</c> also when only one of the two can be read.
    /// </summary>
    public ByteSize? MemoryAvailable { get; init; }

    /// <summary>The control group in which <see cref="MemoryAvailable"/> is least; <c>null</c> when it is the machine.</summary>
    public string? MemoryAvailableGroup { get; init; }

    /// <summary>Traffic to and from swap space.</summary>
    public SwapLoad? Swap { get; init; }

    /// <summary>Pressure on the CPUs. Its <see cref="Pressure.Full"/> is 0: the kernel defines none for the CPUs of a whole machine.</summary>
    public Pressure? CpuPressure { get; init; }

    /// <summary>Pressure on memory.</summary>
    public Pressure? MemoryPressure { get; init; }

    /// <summary>Pressure on I/O. It says that tasks wait for I/O, not that one more job would not help.</summary>
    public Pressure? IoPressure { get; init; }

    /// <summary>Traffic of the disks.</summary>
    public DiskLoad? Disk { get; init; }

    /// <summary>Pages per second that were read again shortly after the page cache dropped them: it is too small for what runs.</summary>
    public double? PageRefaultsPerSecond { get; init; }

    /// <summary>Tasks that are running or ready to run at this instant on the whole machine, the reading thread not counted.</summary>
    public int? Runnable { get; init; }
}
