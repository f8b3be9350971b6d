using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Cli.CommandLine;

/// <summary>By which rule jobs are admitted.</summary>
enum PolicyKind
{
    Governor,
    Plain,
}

/// <summary>Memory that is never given away: a size or a share of all, 0..1. Exactly one of them is set.</summary>
readonly record struct MemoryReserve(ByteSize? Size, double? Share);

/// <summary>How much may run at once, and what each job is said to need.</summary>
sealed record AdmissionSettings
{
    /// <summary>The most jobs at once. <c>null</c>: not said.</summary>
    public JobCount? MaxRunning { get; init; }

    /// <summary>Fewer tasks must run on the machine. <c>null</c>: not said.</summary>
    public double? MaxLoad { get; init; }

    /// <summary>So much memory must be available. <c>null</c>: not said.</summary>
    public ByteSize? MinAvailableMemory { get; init; }

    /// <summary>Time between starts. <c>null</c>: none.</summary>
    public StartDelay? Delay { get; init; }

    /// <summary>The level. With the plain rule it still fixes the CPU priority of the jobs.</summary>
    public Aggressiveness Aggressiveness { get; init; } = Aggressiveness.Balanced;

    public double? CpuTarget { get; init; }

    public MemoryReserve? MemoryReserve { get; init; }

    /// <summary>What each job is said to need.</summary>
    public ResourceRequest Request { get; init; } = ResourceRequest.Unknown;

    /// <summary>The name by which what is learned of the jobs is kept; <c>null</c>: the shape of each one's command.</summary>
    public string? Template { get; init; }

    /// <summary>Whether sizes that earlier runs have shown are used, and those of this one kept.</summary>
    public bool UsesHistory { get; init; } = true;

    public PolicyKind PolicyKind { get; init; }

    /// <summary>The options of a controller that admits so.</summary>
    public JobControllerOptions ToOptions() => new()
    {
        Aggressiveness = MemoryReserve?.Share is { } share ? Aggressiveness with { MemoryReserve = share } : Aggressiveness,
        CpuTarget = CpuTarget,
        MemoryReserve = MemoryReserve?.Size,
        MaxRunning = MaxRunning?.Most,
        MaxLoad = MaxLoad,
        MinAvailableMemory = MinAvailableMemory,
        StartInterval = Delay?.Time ?? TimeSpan.Zero,
        Plain = PolicyKind == PolicyKind.Plain ? new PlainPolicy() : null,
    };
}
