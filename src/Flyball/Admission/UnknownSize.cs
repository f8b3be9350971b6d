using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>
/// What jobs may need of which fewer than three have ended: a prior at first. What their running siblings show takes its place, the sooner the longer none of them has grown. While one grows it is
/// believed to go on.
/// </summary>
sealed class UnknownSize
{
    /// <summary>The memory of a job that nobody knows: this, or an equal share of the memory per core where that is less.</summary>
    static readonly ByteSize s_usualPrior = ByteSize.MiB(500);

    const double Margin = 1.1;

    /// <summary>The doubt is halved each time that no sibling has grown for so long.</summary>
    static readonly TimeSpan s_halfDoubt = TimeSpan.FromSeconds(0.25);

    /// <summary>A job that grows is believed to go on as it did for so long.</summary>
    static readonly TimeSpan s_goesOn = TimeSpan.FromSeconds(5);

    /// <summary>But not to more than so many times what it holds: programs take much at once when they begin.</summary>
    const double MostGrowth = 4;

    /// <summary>Less is no growth: 2 % of what it held, and pages of the C library.</summary>
    const double Noticeable = 0.02;

    static readonly ByteSize s_leastGrowth = ByteSize.MiB(1);

    ByteSize _largest;
    TimeSpan _now, _grewAt, _lookedAt;
    double _bytesPerSecond;
    bool _wasSeen;

    /// <summary>A look at all that run begins. May be called more than once for one look.</summary>
    public void Begin(TimeSpan now)
    {
        if (now > _now) (_lookedAt, _now) = (_now, now);
    }

    /// <summary>Notes what a sibling that has run so long holds.</summary>
    public void Note(ByteSize held, TimeSpan age)
    {
        if (_wasSeen && held <= (_largest * (1 + Noticeable)) + s_leastGrowth) return;
        TimeSpan since = _now - _lookedAt;
        if (!_wasSeen || age < since) since = age;
        _bytesPerSecond = since > TimeSpan.Zero ? (held - _largest).Bytes / since.TotalSeconds : 0;
        (_largest, _grewAt, _wasSeen) = (held, _now, true);
    }

    /// <summary>What the next of them may need.</summary>
    /// <param name="memoryPerCore">The machine's usable memory divided by its usable cores; <c>null</c>: cannot be read.</param>
    /// <param name="ended">The sizes of the few that have ended.</param>
    public ByteSize Estimate(ByteSize? memoryPerCore, DecayingHistogram ended)
    {
        ByteSize prior = memoryPerCore is { } share ? ByteSize.Min(s_usualPrior, share) : s_usualPrior;
        ByteSize seen = ByteSize.Max(_largest, ByteSize.FromBytes(ended.Quantile(1))) * Margin;
        if (!_wasSeen) return ByteSize.Max(seen, prior);
        double doubt = Math.Pow(2, -((_now - _grewAt) / s_halfDoubt));
        double growth = ended.Weight > 0 ? 0 : Math.Min(_bytesPerSecond * s_goesOn.TotalSeconds, _largest.Bytes * MostGrowth);
        return ByteSize.Max(seen, ByteSize.Max((_largest * Margin) + ByteSize.FromBytes(growth * doubt), prior * doubt));
    }
}
