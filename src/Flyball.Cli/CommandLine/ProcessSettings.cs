using System.Collections.Immutable;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Cli.CommandLine;

/// <summary>What each job's processes are given beside their command.</summary>
sealed record ProcessSettings
{
    /// <summary>Where each runs, with replacement strings; <c>null</c>: where we are.</summary>
    public string? Folder { get; init; }

    /// <summary>Names of variables that jobs use. They are given all of ours, whatever this says.</summary>
    public ImmutableArray<string> Variables { get; init; } = [];

    /// <summary>The variable that holds the number of the slot, from 0; <c>null</c>: only PARALLEL_JOBSLOT does, from 1.</summary>
    public string? SlotVariable { get; init; }

    /// <summary>How long each may run; <c>null</c>: as long as it takes.</summary>
    public TimeLimit? TimeLimit { get; init; }

    /// <summary>CPU priority; <c>null</c>: that of the level.</summary>
    public int? Nice { get; init; }

    /// <summary>I/O priority; <c>null</c>: that of the level.</summary>
    public IoPriority? IoPriority { get; init; }

    /// <summary>The CPUs that may be used; empty: all that we may use.</summary>
    public ImmutableArray<int> Cpus { get; init; } = [];

    /// <summary>The most memory that each may hold; <c>null</c>: no limit.</summary>
    public ByteSize? MemoryLimit { get; init; }

    /// <summary>The most cores that each may keep busy; <c>null</c>: no limit.</summary>
    public double? CpuLimit { get; init; }

    public ImmutableArray<ResourceLimit> Limits { get; init; } = [];

    /// <summary>How jobs are ended.</summary>
    public TerminationSequence Termination { get; init; } = TerminationSequence.Default;
}
