using Flyball.Jobs;

namespace Flyball.Load;

/// <summary>What this process may use of the machine, and what limits it. Compared by value.</summary>
public sealed record Capacity
{
    /// <summary>CPUs that the machine has online; at least 1.</summary>
    public required int MachineCpus { get; init; }

    /// <summary>CPUs in the affinity mask of this process; 1..<see cref="MachineCpus"/>.</summary>
    public required int UsableCpus { get; init; }

    /// <summary>The tightest CPU quota among this process's control group and its ancestors. <c>null</c>: none is set.</summary>
    public CoreAmount? CpuQuota { get; init; }

    /// <summary>The control group whose CPU quota it is, as a path from the root of its hierarchy; <c>null</c> without a quota.</summary>
    public string? CpuQuotaGroup { get; init; }

    /// <summary>Physical memory of the machine; <c>null</c>: could not be read.</summary>
    public ByteSize? MachineMemory { get; init; }

    /// <summary>The tightest memory limit among this process's control group and its ancestors, below the machine's memory. <c>null</c>: none is set.</summary>
    public ByteSize? MemoryLimit { get; init; }

    /// <summary>The control group whose memory limit it is, as a path from the root of its hierarchy; <c>null</c> without a limit.</summary>
    public string? MemoryLimitGroup { get; init; }

    /// <summary>Cores that may be kept busy: the usable CPUs, or the quota where it is tighter.</summary>
    public CoreAmount Cores
    {
        get
        {
            var cpus = new CoreAmount(UsableCpus * 1000L);
            return CpuQuota is { } quota ? CoreAmount.Min(quota, cpus) : cpus;
        }
    }

    /// <summary>Memory that may be filled: the machine's, or the limit where there is one. <c>null</c>: could not be read.</summary>
    public ByteSize? Memory => MemoryLimit ?? MachineMemory;

    /// <summary>An equal share of <see cref="Memory"/> for each of <see cref="Cores"/>, and all of it where these are less than one. <c>null</c>: could not be read.</summary>
    public ByteSize? MemoryPerCore => Memory * (1 / Math.Max(1, Cores.Cores));
}
