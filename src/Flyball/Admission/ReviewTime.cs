using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>When the same facts could give another answer although nothing was heard: exits and submissions are events, foreign load and memory are not.</summary>
static class ReviewTime
{
    /// <summary>Samples are not taken closer to one another.</summary>
    static readonly TimeSpan s_closest = TimeSpan.FromSeconds(0.05);
    static readonly TimeSpan s_busy = TimeSpan.FromSeconds(0.1);
    static readonly TimeSpan s_slotsOnly = TimeSpan.FromSeconds(0.5);
    static readonly TimeSpan s_slowest = TimeSpan.FromSeconds(1);

    /// <summary>A job of which nothing was measured yet is not believed to fill memory faster than this many bytes a second, nor are all that were: so an answer about memory holds for as long as the headroom takes to fill.</summary>
    const double FillRate = 1L << 30;

    /// <summary>With less than this many reserves available, what grows is looked at each tick.</summary>
    const double Wary = 3;

    public static TimeSpan? After(Plan plan, in Situation situation, AdmissionPolicy policy)
    {
        TimeSpan? wait = null;
        foreach (ref readonly Decision decision in plan.Decisions)
        {
            if (decision.Starts) continue;
            TimeSpan next = decision.Because.Gate switch
            {
                Gate.Cap => s_slotsOnly,
                Gate.Memory or Gate.ReservedMemory or Gate.MemoryShort when !plan.AwaitsFigures => MemoryReview(situation),
                Gate.PersonActive => s_slowest,
                Gate.Pace => (plan.State.LastStart ?? situation.Now).Plus(policy.StartInterval) - situation.Now,
                _ => plan.AwaitsFigures ? s_closest : s_busy,
            };
            if (wait is null || next < wait) wait = next;
        }

        return situation.Now + wait;
    }

    /// <summary>See <see cref="Plan.AwaitsFigures"/>.</summary>
    public static bool AwaitsFigures(Plan plan, in Situation situation)
    {
        if (plan.State.Yield.Tries || plan.Holds(Gate.Trial)) return true;
        if (situation.MemoryReturned > ByteSize.Zero && (plan.Holds(Gate.Memory) || plan.Holds(Gate.Scouting))) return true;
        return situation.Queue is [{ Estimate.CoresSource: EstimateSource.Assumed }, ..] && plan.Decisions[0].Because.Gate == Gate.Cpu && HasYoung(situation);
    }

    static bool HasYoung(in Situation situation)
    {
        foreach (ref readonly RunningJob job in situation.Running)
            if (situation.Now - job.StartedAt < CpuCommitment.StartReservation) return true;
        return false;
    }

    /// <summary>When to look at the memory of what runs, also when nothing waits; <c>null</c>: never.</summary>
    public static TimeSpan? OfMemory(Plan plan, in Situation situation, AdmissionPolicy policy)
    {
        if ((situation.Running.IsEmpty && plan.Starts == 0) || situation.Load.MemoryAvailable is not { } available) return null;
        if (policy is not GovernorPolicy governor) return policy.MinAvailableMemory is null ? null : situation.Now + s_slotsOnly;
        MemoryUse use = MemoryUse.Of(situation);
        var marks = MemoryMarks.Of(governor, situation.Load.Capacity.Memory);
        double rate = Math.Max(FillRate, use.Growth + (FillRate * (use.Unmeasured + plan.Starts)));
        double seconds = 0.5 * Math.Max(0, available.Bytes - marks.Critical) / rate;
        bool isMoving = use.Grows || use.Suspended > 0;
        if (isMoving && available.Bytes < marks.Reserve * Wary) seconds = Math.Min(seconds, s_busy.TotalSeconds);
        double least = (isMoving ? s_closest : s_busy).TotalSeconds;
        if (policy.MinAvailableMemory is not null) seconds = Math.Min(seconds, s_slotsOnly.TotalSeconds);
        return situation.Now + TimeSpan.FromSeconds(Math.Clamp(seconds, least, s_slowest.TotalSeconds));
    }

    /// <summary>The earlier of two times; <c>null</c>: never.</summary>
    public static TimeSpan? First(TimeSpan? one, TimeSpan? other) => one < other || other is null ? one : other;

    static TimeSpan MemoryReview(in Situation situation)
    {
        double seconds = (situation.Load.MemoryAvailable?.Bytes ?? 0) / FillRate;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, s_busy.TotalSeconds, s_slowest.TotalSeconds));
    }
}
