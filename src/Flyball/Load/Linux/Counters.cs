namespace Flyball.Load.Linux;

/// <summary>What the kernel's files said at one instant, as they say it: counts since the start of the machine. Used again and again.</summary>
sealed class Counters
{
    /// <summary>On the sampler's clock.</summary>
    public TimeSpan At { get; set; }

    public CoreTimes Cores { get; } = new();

    public List<DiskTimes> Disks { get; } = [];

    /// <summary>Bytes; so are the other amounts of memory.</summary>
    public long? MachineMemory { get; set; }

    public long? MemoryAvailable { get; set; }

    /// <summary>Pages; so are the following two.</summary>
    public long? SwappedIn { get; set; }

    public long? SwappedOut { get; set; }

    public long? Refaults { get; set; }

    public int? Runnable { get; set; }

    /// <summary>On a clock of its own: it may have been read a little earlier than the rest.</summary>
    public PressureTotals Pressure { get; set; }

    /// <summary>The control group whose quota binds, and its CPU time in nanoseconds.</summary>
    public string? QuotaGroup { get; set; }

    public long? QuotaGroupCpuTime { get; set; }

    /// <summary>The control group in which least memory is available; <c>null</c>: it is the machine.</summary>
    public string? MemoryAvailableGroup { get; set; }
}
