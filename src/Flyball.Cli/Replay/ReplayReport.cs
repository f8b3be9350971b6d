using Flyball.Cli.Replay.Recording;

namespace Flyball.Cli.Replay;

/// <summary>What came of a replay.</summary>
/// <param name="Run">The record.</param>
/// <param name="Changes">What was to be other.</param>
/// <param name="Decisions">Its decisions, made again.</param>
sealed record ReplayReport(RecordedRun Run, ReplayChanges Changes, DecisionReplay Decisions)
{
    /// <summary>Why there is no simulation; <c>null</c>: there is.</summary>
    public string? WhyNotSimulated { get; init; }

    /// <summary>How many jobs are not in the simulation, because they never ran.</summary>
    public int LeftOut { get; init; }

    /// <summary>The run on the simulated machine as it was; <c>null</c>: it did not get anywhere, or there is none.</summary>
    public RunFigures? Simulated { get; init; }

    /// <summary>The same with the changes; <c>null</c>: none were wanted, or as above.</summary>
    public RunFigures? Changed { get; init; }

    /// <summary>By how much the simulation takes longer than the run took, as a share; <c>null</c>: there is nothing to compare.</summary>
    public double? Error => Simulated is { } simulated && Run.Happened is { Makespan.Ticks: > 0 } happened ? (simulated.Makespan / happened.Makespan) - 1 : null;
}
