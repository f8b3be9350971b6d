using System.Collections.Immutable;
using Flyball.Admission;
using Flyball.Cli.Input;
using Flyball.Execution;
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

/// <summary>What <c>flyball run</c> was asked to do.</summary>
sealed record RunArguments
{
    /// <summary>The most jobs at once; <see cref="int.MaxValue"/> for <c>-j 0</c>. <c>null</c>: not said.</summary>
    public int? MaxRunning { get; init; }

    /// <summary>The level. With the plain rule it still fixes the CPU priority of the jobs.</summary>
    public Aggressiveness Aggressiveness { get; init; } = Aggressiveness.Balanced;

    public double? CpuTarget { get; init; }

    public MemoryReserve? MemoryReserve { get; init; }

    /// <summary>What each job is said to need.</summary>
    public ResourceRequest Request { get; init; } = ResourceRequest.Unknown;

    public PolicyKind PolicyKind { get; init; }

    public ProcessSettings Processes { get; init; } = new();

    /// <summary>How jobs are ended.</summary>
    public TerminationSequence Termination { get; init; } = TerminationSequence.Default;

    public string? JobLog { get; init; }

    /// <summary>The words of the command template; empty when every value is a command line.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>Where values come from, at least one; the values of several are combined.</summary>
    public ImmutableArray<InputSource> Sources { get; init; } = [];

    /// <summary>The controller that these arguments ask for.</summary>
    /// <param name="output">Receives the output of the jobs.</param>
    public JobControllerOptions ToOptions(IJobOutput? output) => new()
    {
        Aggressiveness = MemoryReserve?.Share is { } share ? Aggressiveness with { MemoryReserve = share } : Aggressiveness,
        CpuTarget = CpuTarget,
        MemoryReserve = MemoryReserve?.Size,
        MaxRunning = MaxRunning,
        Plain = PolicyKind == PolicyKind.Plain ? new PlainPolicy() : null,
        Output = output,
        Termination = Termination,
    };
}

/// <summary>What <c>flyball load</c> was asked to do.</summary>
/// <param name="Json">Machine-readable output.</param>
/// <param name="Watch">Go on until interrupted.</param>
sealed record LoadArguments(bool Json, bool Watch);
