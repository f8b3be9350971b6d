namespace Flyball.Jobs;

/// <summary>How long a job may run before it is ended, with all its processes. Counted from its start; the time that it takes to end comes on top.</summary>
public readonly record struct TimeLimit
{
    TimeLimit(TimeSpan? time, double? timesMedian) => (Time, TimesMedian) = (time, timesMedian);

    /// <summary>The time; <c>null</c>: the limit is relative.</summary>
    public TimeSpan? Time { get; }

    /// <summary>A multiple of the median run time of the successful jobs of the same template; <c>null</c>: the limit is absolute.</summary>
    public double? TimesMedian { get; }

    /// <summary>A limit that is known beforehand.</summary>
    /// <param name="time">Above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is zero or negative.</exception>
    public static TimeLimit After(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return new(time, null);
    }

    /// <summary>
    /// A limit that follows what is usual: it acts once three jobs of the template have succeeded, also on those that run then. It moves with the median.
    /// </summary>
    /// <param name="multiple">Above zero; 3 is three times the median.</param>
    /// <exception cref="ArgumentOutOfRangeException">The multiple is not above zero, or not finite.</exception>
    public static TimeLimit OfMedian(double multiple)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(multiple);
        if (!double.IsFinite(multiple)) throw new ArgumentOutOfRangeException(nameof(multiple), multiple, "The multiple must be finite.");
        return new(null, multiple);
    }

    /// <summary>The limit when the median is known, or not yet (<c>null</c>).</summary>
    internal TimeSpan? For(TimeSpan? median)
    {
        double seconds = Time?.TotalSeconds ?? ((TimesMedian ?? 0) * (median?.TotalSeconds ?? double.NaN));

        // Longer than a TimeSpan holds is no limit.
        return seconds is > 0 and < 1e11 ? TimeSpan.FromSeconds(seconds) : null;
    }
}
