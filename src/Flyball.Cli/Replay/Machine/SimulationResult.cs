namespace Flyball.Cli.Replay.Machine;

/// <summary>What came of a run. Times are in seconds since its beginning.</summary>
sealed record SimulationResult
{
    /// <summary>When the last job ended; infinity: some never did.</summary>
    public required double Makespan { get; init; }

    /// <summary>The makespan over <see cref="LowerBound"/>. Below 1: work of others was pushed aside.</summary>
    public required double Ratio { get; init; }

    /// <summary>Share of what the foreign load asked for that it did not get, 0..1.</summary>
    public required double ForeignLoss { get; init; }

    /// <summary>Jobs that the kernel killed for want of memory; they were run again.</summary>
    public required int OutOfMemoryKills { get; init; }

    /// <summary>Jobs that the policy ended for want of memory; they were run again.</summary>
    public required int MemoryEnds { get; init; }

    public required int Starts { get; init; }

    /// <summary>The most jobs that ran at once.</summary>
    public required int MostRunning { get; init; }

    /// <summary>The most megabytes that all jobs held together.</summary>
    public required double PeakMemory { get; init; }

    /// <summary>The longest time between two starts, the beginning counted as one.</summary>
    public required double LongestGapBetweenStarts { get; init; }

    /// <summary>When each job was first started, by its index; infinity: never.</summary>
    public required IReadOnlyList<double> FirstStarts { get; init; }
}
