using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>What a job that ended for want of memory teaches: estimates of its template were too small. They grow at once, and with each job that had enough they fall back a little.</summary>
static class EstimateGrowth
{
    const double Step = 1.5;

    /// <summary>Beyond this it is not the estimate that is wrong.</summary>
    const double Largest = 4;

    static readonly ByteSize s_leastStep = ByteSize.MiB(100);

    static readonly double s_fall = Math.Pow(2, -1.0 / DecayingHistogram.HalfLife);

    /// <summary>The factor by which estimates are to be multiplied, after one more end. While too few have ended for an estimate, none was too small.</summary>
    /// <param name="factor">The factor before.</param>
    /// <param name="ranShort">Whether it ended for want of memory, and had been believed to need less.</param>
    /// <param name="peaks">The sizes of those that had ended before.</param>
    public static double After(double factor, bool ranShort, DecayingHistogram peaks)
    {
        if (!ranShort) return 1 + ((factor - 1) * s_fall);
        return peaks.Weight > DecayingHistogram.WeightThatTeaches ? Math.Min(factor * Step, Largest) : factor;
    }

    /// <summary>What a job is taken to need that held so much when it ran short.</summary>
    public static ByteSize Beyond(ByteSize peak) => ByteSize.Max(peak * Step, peak + s_leastStep);
}
