namespace Flyball.Jobs;

/// <summary>How often a job that fails, or runs out of time, is run again, and after what pause. A job that is removed is not.</summary>
public sealed record RetryRule
{
    /// <summary>Makes a rule.</summary>
    /// <param name="attempts">See <see cref="Attempts"/>.</param>
    /// <param name="delay">See <see cref="Delay"/>; <c>null</c>: none.</param>
    /// <param name="mostDelay">See <see cref="MostDelay"/>; <c>null</c>: <paramref name="delay"/>, so all pauses are alike.</param>
    /// <param name="jitter">See <see cref="Jitter"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public RetryRule(int attempts, TimeSpan? delay = null, TimeSpan? mostDelay = null, double jitter = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        if (!(jitter is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(jitter), jitter, "Jitter must lie in 0..1.");
        (Attempts, Delay, Jitter) = (attempts, delay ?? TimeSpan.Zero, jitter);
        MostDelay = mostDelay ?? Delay;
        ArgumentOutOfRangeException.ThrowIfLessThan(Delay, TimeSpan.Zero, nameof(delay));
        ArgumentOutOfRangeException.ThrowIfLessThan(MostDelay, Delay, nameof(mostDelay));
    }

    /// <summary>How many times it is run in all, at least 1; <see cref="int.MaxValue"/> is without end.</summary>
    public int Attempts { get; }

    /// <summary>Pause before the second attempt, not negative. Each further pause is twice as long. Default: none.</summary>
    public TimeSpan Delay { get; }

    /// <summary>The longest pause, at least <see cref="Delay"/>. Default: <see cref="Delay"/>.</summary>
    public TimeSpan MostDelay { get; }

    /// <summary>Share of each pause that chance may take off, 0..1, so that jobs that failed together do not come back together. Default 0.</summary>
    public double Jitter { get; }

    /// <summary>The pause before an attempt: min(Delay · 2^(attempt − 2), MostDelay) · (1 − Jitter · chance).</summary>
    /// <param name="attempt">The attempt that follows, from 2 on.</param>
    /// <param name="chance">A random number, 0..1.</param>
    internal TimeSpan PauseBefore(int attempt, double chance)
    {
        if (Delay == TimeSpan.Zero) return TimeSpan.Zero; // Zero times the infinity that doubling reaches is no number.
        double doubled = Math.Min(Delay.Ticks * Math.Pow(2, attempt - 2), MostDelay.Ticks);
        return new((long)(doubled * (1 - (Jitter * chance)))); // What no TimeSpan holds becomes the longest.
    }
}
