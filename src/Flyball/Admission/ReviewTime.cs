namespace Flyball.Admission;

/// <summary>When the same facts could give another answer although nothing was heard: exits and submissions are events, foreign load and memory are not.</summary>
static class ReviewTime
{
    static readonly TimeSpan Busy = TimeSpan.FromSeconds(0.1);
    static readonly TimeSpan SlotsOnly = TimeSpan.FromSeconds(0.5);
    static readonly TimeSpan Slowest = TimeSpan.FromSeconds(1);

    /// <summary>Memory is not filled faster than this many bytes a second, so an answer about memory holds for as long as the headroom takes to fill.</summary>
    const double FillRate = 1L << 30;

    public static TimeSpan? After(Plan plan, in Situation situation, AdmissionPolicy policy)
    {
        TimeSpan? wait = null;
        foreach (ref readonly Decision decision in plan.Decisions)
        {
            if (decision.Starts) continue;
            TimeSpan next = decision.Because.Gate switch
            {
                Gate.Cap => SlotsOnly,
                Gate.Memory or Gate.ReservedMemory => MemoryReview(situation),
                Gate.PersonActive => Slowest,
                Gate.Pace => (plan.State.LastStart ?? situation.Now) + policy.StartInterval - situation.Now,
                _ => Busy,
            };
            if (wait is null || next < wait) wait = next;
        }

        return situation.Now + wait;
    }

    static TimeSpan MemoryReview(in Situation situation)
    {
        double seconds = (situation.Load.MemoryAvailable?.Bytes ?? 0) / FillRate;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, Busy.TotalSeconds, Slowest.TotalSeconds));
    }
}
