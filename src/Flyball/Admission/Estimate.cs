using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>Where a figure of an <see cref="Estimate"/> comes from.</summary>
public enum EstimateSource
{
    /// <summary>Nobody knows: a prior.</summary>
    Assumed,

    /// <summary>What siblings of the same template were seen to need.</summary>
    Learned,

    /// <summary>What the very same command needed when it ran before.</summary>
    Remembered,

    /// <summary>The user said so.</summary>
    Requested,
}

/// <summary>What we believe a job needs.</summary>
public readonly record struct Estimate
{
    /// <summary>Cores that it keeps busy.</summary>
    public required CoreAmount Cores { get; init; }

    /// <summary>The most memory that it holds.</summary>
    public required ByteSize Memory { get; init; }

    /// <summary>How long it runs; <c>null</c>: unknown.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Where <see cref="Cores"/> comes from.</summary>
    public EstimateSource CoresSource { get; init; }

    /// <summary>Where <see cref="Memory"/> comes from.</summary>
    public EstimateSource MemorySource { get; init; }

    /// <summary>Bytes per second that it reads from storage and writes to it; <c>null</c>: unknown.</summary>
    public double? BytesPerSecond { get; init; }

    /// <summary>How many of its kind at once were found to do the most; <c>null</c>: unknown.</summary>
    public double? BestConcurrency { get; init; }

    /// <summary>Number of siblings whose use stands behind <see cref="Cores"/> when it is learned.</summary>
    public int Siblings { get; init; }
}
