using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>What one job that has ended was seen to need. What is <c>null</c> was not measured, or says nothing of its siblings.</summary>
public readonly record struct JobObservation
{
    /// <summary>The most memory that it held; of one that ended for want of it, what it is then taken to need.</summary>
    public ByteSize? PeakMemory { get; init; }

    /// <summary>Mean of the cores that it would have kept busy, had it been alone.</summary>
    public double? Cores { get; init; }

    /// <summary>How long it ran.</summary>
    public TimeSpan? WallTime { get; init; }

    /// <summary>How long it took until it was seen to use a CPU.</summary>
    public TimeSpan? FirstLoad { get; init; }

    /// <summary>What it read of storage.</summary>
    public ByteSize? Read { get; init; }

    /// <summary>What it wrote to storage.</summary>
    public ByteSize? Written { get; init; }

    /// <summary>Whether it ended for want of memory, and had been believed to need less.</summary>
    public bool RanShort { get; init; }

    /// <summary>How many of its template at once were found to do most work; <c>null</c>: as was known.</summary>
    public double? BestConcurrency { get; init; }
}
