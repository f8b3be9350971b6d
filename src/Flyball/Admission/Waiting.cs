namespace Flyball.Admission;

/// <summary>What the time without a start does: escalation, and the progress rule.</summary>
static class Waiting
{
    /// <summary>The state with the beginning of the wait noted, or forgotten when the queue is empty.</summary>
    public static AdmissionState Note(in Situation situation) => situation.Queue.IsEmpty
        ? situation.State with { WaitingSince = null }
        : situation.State with { WaitingSince = situation.State.WaitingSince ?? situation.Now };

    /// <summary>How long nothing has started although something waits.</summary>
    public static TimeSpan SinceLastStart(in AdmissionState state, TimeSpan now)
    {
        TimeSpan since = state.WaitingSince ?? now;
        if (state.LastStart is { } start && start > since) since = start;
        return now > since ? now - since : TimeSpan.Zero;
    }

    /// <summary>
    /// The share of escalation in force: a = clamp((wait − grace) / ramp · 2^(priority / 10), 0, 1).
    /// It raises the CPU target only, never what memory allows.
    /// </summary>
    public static double Escalation(TimeSpan wait, Aggressiveness level, int priority)
    {
        double over = (wait - level.Grace).TotalSeconds;
        if (over <= 0) return 0;
        double ramp = level.Ramp.TotalSeconds;
        return ramp <= 0 ? 1 : Math.Clamp(over / ramp * Math.Pow(2, priority / 10.0), 0, 1);
    }
}
