namespace Flyball.Admission;

/// <summary>What came of a stretch of time.</summary>
/// <param name="Seconds">How long it was.</param>
/// <param name="Cores">Cores that our jobs kept busy.</param>
/// <param name="BytesPerSecond">Bytes that they moved.</param>
/// <param name="RefaultedBytesPerSecond">Bytes that the whole machine read again since the page cache had dropped them.</param>
/// <param name="WrittenBytesPerSecond">Those of the bytes that they wrote.</param>
/// <param name="TransfersPerSecond">Calls by which they moved the bytes; 0: not measurable.</param>
readonly record struct YieldFigures(double Seconds, double Cores, double BytesPerSecond, double RefaultedBytesPerSecond, double WrittenBytesPerSecond, double TransfersPerSecond)
{
    /// <summary>Slower traffic is taken for programs being loaded and logs being written.</summary>
    public const double LeastTraffic = 1e6;

    /// <summary>Refaults below this happen on every machine.</summary>
    const double LeastRefaults = 4e6;

    /// <summary>Share of our traffic that must be refaults for these to be ours.</summary>
    const double OwnShare = 0.25;

    const double PageBytes = 4096;

    /// <summary>What moves so much at once, and no more than that, tells by its calls how long a medium takes for it.</summary>
    const double LeastLarge = 256 << 10, MostLarge = 16 << 20;

    /// <summary>Seconds. A medium that takes longer for a large piece is at its limit with one job; what takes less, or is small, is waited for rather than moved.</summary>
    const double LongTransfer = 0.01;

    public static YieldFigures Between(in WorkDone from, in WorkDone to, double? refaultsPerSecond)
    {
        double seconds = (to.At - from.At).TotalSeconds;
        return seconds <= 0
            ? default
            : new(
                seconds,
                (to.CpuTime - from.CpuTime).TotalSeconds / seconds,
                (to.Bytes - from.Bytes) / seconds,
                (refaultsPerSecond ?? 0) * PageBytes,
                (to.Written - from.Written) / seconds,
                (to.Transfers - from.Transfers) / seconds);
    }

    /// <summary>Whether our jobs move bytes worth to be measured.</summary>
    public bool MovesBytes => BytesPerSecond >= LeastTraffic;

    /// <summary>Whether they write rather than read: what is written pushes nothing out of the page cache that others would have to read again.</summary>
    public bool Writes => MovesBytes && WrittenBytesPerSecond >= BytesPerSecond / 2;

    /// <summary>Whether much of what our jobs read is read again because the page cache dropped it.</summary>
    public bool Refaults => RefaultedBytesPerSecond >= LeastRefaults && RefaultedBytesPerSecond >= OwnShare * BytesPerSecond;

    /// <summary>Whether each of so many jobs waits long for each large piece: then the medium's rate is what is short, one job uses all of it, and a second only makes others wait.</summary>
    public bool FillsMedium(int jobs)
    {
        if (!MovesBytes || TransfersPerSecond <= 0) return false;
        double size = BytesPerSecond / TransfersPerSecond;
        return size is >= LeastLarge and <= MostLarge && (Math.Max(1, jobs) - Cores) / TransfersPerSecond >= LongTransfer;
    }

    /// <summary>
    /// CPU and traffic in one figure, each as a share of what there is: Y = cores / N + bytes / most bytes ever seen. What is only read again is no work.
    /// </summary>
    public double Yield(double cores, double peakBytes) =>
        (Cores / cores) + (peakBytes > LeastTraffic ? Math.Max(0, BytesPerSecond - RefaultedBytesPerSecond) / peakBytes : 0);
}
