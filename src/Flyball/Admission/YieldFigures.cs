namespace Flyball.Admission;

/// <summary>What came of a stretch of time.</summary>
/// <param name="Seconds">How long it was.</param>
/// <param name="Cores">Cores that our jobs kept busy.</param>
/// <param name="BytesPerSecond">Bytes that they moved.</param>
/// <param name="RefaultedBytesPerSecond">Bytes that the whole machine read again since the page cache had dropped them.</param>
readonly record struct YieldFigures(double Seconds, double Cores, double BytesPerSecond, double RefaultedBytesPerSecond)
{
    /// <summary>Slower traffic is taken for programs being loaded and logs being written.</summary>
    public const double LeastTraffic = 1e6;

    /// <summary>Refaults below this happen on every machine.</summary>
    const double LeastRefaults = 4e6;

    /// <summary>Share of our traffic that must be refaults for these to be ours.</summary>
    const double OwnShare = 0.25;

    const double PageBytes = 4096;

    public static YieldFigures Between(in WorkDone from, in WorkDone to, double? refaultsPerSecond)
    {
        double seconds = (to.At - from.At).TotalSeconds;
        return seconds <= 0
            ? default
            : new(seconds, (to.CpuTime - from.CpuTime).TotalSeconds / seconds, (to.Bytes - from.Bytes) / seconds, (refaultsPerSecond ?? 0) * PageBytes);
    }

    /// <summary>Whether our jobs move bytes worth to be measured.</summary>
    public bool MovesBytes => BytesPerSecond >= LeastTraffic;

    /// <summary>Whether much of what our jobs read is read again because the page cache dropped it.</summary>
    public bool Refaults => RefaultedBytesPerSecond >= LeastRefaults && RefaultedBytesPerSecond >= OwnShare * BytesPerSecond;

    /// <summary>
    /// CPU and traffic in one figure, each as a share of what there is: Y = cores / N + bytes / most bytes ever seen. What is only read again is no work.
    /// </summary>
    public double Yield(double cores, double peakBytes) =>
        (Cores / cores) + (peakBytes > LeastTraffic ? Math.Max(0, BytesPerSecond - RefaultedBytesPerSecond) / peakBytes : 0);
}
