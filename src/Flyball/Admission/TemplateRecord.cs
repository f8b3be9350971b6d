namespace Flyball.Admission;

/// <summary>What is remembered of the jobs of one template: their sizes, and nothing of what they were given. Immutable.</summary>
public sealed record TemplateRecord
{
    /// <summary>Nothing is known.</summary>
    public static TemplateRecord Empty { get; } = new();

    /// <summary>The most memory that each held, in bytes.</summary>
    public Distribution PeakMemory { get; init; } = Distribution.Empty;

    /// <summary>Mean of the cores that each kept busy, in thousandths.</summary>
    public Distribution Cores { get; init; } = Distribution.Empty;

    /// <summary>How long each ran, in milliseconds.</summary>
    public Distribution WallTime { get; init; } = Distribution.Empty;

    /// <summary>How long each took until it was seen to use a CPU, in milliseconds.</summary>
    public Distribution FirstLoad { get; init; } = Distribution.Empty;

    /// <summary>What each read of storage, in bytes.</summary>
    public Distribution Read { get; init; } = Distribution.Empty;

    /// <summary>What each wrote to storage, in bytes.</summary>
    public Distribution Written { get; init; } = Distribution.Empty;

    /// <summary>By how much what was estimated of memory has to grow, at least 1: see <see cref="EstimateGrowth"/>.</summary>
    public double MemoryFactor { get; init; } = 1;

    /// <summary>How many jobs at once were found to do most work; <c>null</c>: never looked for.</summary>
    public double? BestConcurrency { get; init; }

    /// <summary>Jobs that have ended, ever.</summary>
    public long Ends { get; init; }

    /// <summary>The day of the last of them, counted by the caller.</summary>
    public int LastDay { get; init; }

    /// <summary>This record after more jobs have ended.</summary>
    /// <param name="observations">What they needed, in the order of their ends.</param>
    /// <param name="day">The day on which they ended; one before <see cref="LastDay"/> counts as that.</param>
    public TemplateRecord With(ReadOnlySpan<JobObservation> observations, int day)
    {
        DecayingHistogram memory = Aged(PeakMemory), cores = Aged(Cores), wall = Aged(WallTime), load = Aged(FirstLoad), read = Aged(Read), written = Aged(Written);
        double factor = MemoryFactor;
        double? best = BestConcurrency;
        foreach (ref readonly JobObservation seen in observations)
        {
            factor = EstimateGrowth.After(factor, seen.RanShort, memory);
            if (seen.PeakMemory is { } peak) memory.Add(peak.Bytes);
            if (seen.Cores is { } used) cores.Add(used * 1000);
            if (seen.WallTime is { } ran) wall.Add(ran.TotalMilliseconds);
            if (seen.FirstLoad is { } until) load.Add(until.TotalMilliseconds);
            if (seen.Read is { } bytesRead) read.Add(bytesRead.Bytes);
            if (seen.Written is { } bytesWritten) written.Add(bytesWritten.Bytes);
            best = seen.BestConcurrency ?? best;
        }

        return new()
        {
            PeakMemory = memory.ToDistribution(),
            Cores = cores.ToDistribution(),
            WallTime = wall.ToDistribution(),
            FirstLoad = load.ToDistribution(),
            Read = read.ToDistribution(),
            Written = written.ToDistribution(),
            MemoryFactor = factor,
            BestConcurrency = best,
            Ends = Ends + observations.Length,
            LastDay = Math.Max(day, LastDay),
        };

        DecayingHistogram Aged(Distribution distribution)
        {
            var histogram = DecayingHistogram.Of(distribution);
            histogram.Age(day - LastDay);
            return histogram;
        }
    }
}
