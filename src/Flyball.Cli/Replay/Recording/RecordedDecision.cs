using Flyball.Admission;

namespace Flyball.Cli.Replay.Recording;

/// <summary>A decision of a recorded run with all the facts that it was made from, so that it can be made again.</summary>
readonly ref struct RecordedDecision
{
    /// <summary>When, since the record began.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>The rule in force.</summary>
    public required AdmissionPolicy Policy { get; init; }

    /// <summary>The facts.</summary>
    public required Situation Situation { get; init; }

    /// <summary>What was decided about each job of the queue.</summary>
    public required ReadOnlySpan<Decision> Decided { get; init; }

    /// <summary>What was done with a running job for the sake of memory; <c>null</c>: nothing.</summary>
    public MemoryStep? MemoryStep { get; init; }
}
