using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>The plain rule: the lowest per-core load under a threshold, free memory over another, one start in each polling period.</summary>
static class PlainRule
{
    public static void Decide(in Situation situation, PlainPolicy policy, Plan plan)
    {
        TimeSpan now = situation.Now;
        AdmissionState state = Waiting.Note(situation);
        Reason behind = default;
        for (int i = 0; i < situation.Queue.Length; i++)
        {
            ref readonly QueuedJob job = ref situation.Queue[i];

            // Only the first job is looked at: the rest waits for the same gate, or for the next poll.
            Reason reason = i == 0 ? Judge(job, situation, policy, state) : behind;
            bool starts = reason.Gate <= Gate.Alone;
            plan.Add(job.Id, starts, reason);
            behind = starts ? new(Gate.Pace, 0, policy.Poll.TotalSeconds, 0) : reason;
            if (starts) state = state with { LastStart = now };
        }

        plan.State = state;
        // Polls keep their distance from the last start, whatever is heard in between.
        TimeSpan next = (state.LastStart ?? now).Plus(policy.Poll);
        plan.ReviewAt = situation.Queue.IsEmpty ? null : next > now ? next : now.Plus(policy.Poll);
    }

    static Reason Judge(in QueuedJob job, in Situation situation, PlainPolicy policy, in AdmissionState state)
    {
        if (SetLimits.Judge(situation, policy, state.LastStart, starts: 0) is { } set) return set;
        int running = situation.Running.Length;
        int cap = policy.MaxRunning ?? 2 * situation.Load.Capacity.UsableCpus;
        if (running >= cap) return new(Gate.Cap, running, 1, cap);

        double sinceStart = state.LastStart is { } start ? (situation.Now - start).TotalSeconds : double.PositiveInfinity;
        double poll = policy.Poll.TotalSeconds;
        if (sinceStart < poll) return new(Gate.Pace, 0, poll, sinceStart);

        if (running > 0 && situation.Load.MemoryAvailable is { } available && situation.Load.Capacity.Memory is { } whole)
        {
            double limit = (available - (whole * policy.MemoryThreshold)).Bytes;
            double needed = job.Estimate.MemorySource == EstimateSource.Assumed ? 0 : job.Estimate.Memory.Bytes;
            if (needed > limit) return new(Gate.Memory, 0, needed, limit);
        }

        double wait = Waiting.SinceLastStart(state, situation.Now).TotalSeconds;
        double threshold = policy.CpuThreshold + (policy.EscalationPerSecond * wait);
        return LeastBusy(situation) is { } least && least > threshold
            ? new(Gate.LeastBusyCore, least, 0, threshold)
            : new(Gate.Fits, 0, 0, threshold);
    }

    static double? LeastBusy(in Situation situation)
    {
        double? least = null;
        foreach (double utilization in situation.Load.CoreUtilization.Span)
            if (least is null || utilization < least) least = utilization;
        return least;
    }
}
