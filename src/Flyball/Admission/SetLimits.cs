using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>The limits that users set by hand, upon whichever rule. They are taken at their word: what they hold is held, also when nothing else runs.</summary>
static class SetLimits
{
    /// <summary>Ended below this share of the memory that is to be available: GNU parallel's.</summary>
    const double EndBelow = 0.5;

    /// <summary>The limit that holds the next job; <c>null</c>: none does.</summary>
    /// <param name="situation">All that is known.</param>
    /// <param name="policy">Has the limits.</param>
    /// <param name="lastStart">When a job was last started, or would be by the plan so far; <c>null</c>: never.</param>
    /// <param name="starts">How many jobs the plan starts so far.</param>
    public static Reason? Judge(in Situation situation, AdmissionPolicy policy, TimeSpan? lastStart, int starts)
    {
        if (policy.StartInterval > TimeSpan.Zero && lastStart is { } last && situation.Now - last < policy.StartInterval)
            return new(Gate.Pace, 0, policy.StartInterval.TotalSeconds, (situation.Now - last).TotalSeconds);

        if (policy.MaxLoad is { } mostTasks && situation.Load.Runnable is { } tasks)
        {
            // Jobs that the machine has not seen yet count one each.
            int taken = tasks + starts + StartedSince(situation);
            if (taken + 1 > mostTasks) return new(Gate.MachineLoad, taken, 1, mostTasks);
        }

        return policy.MinAvailableMemory is { } least && situation.Load.MemoryAvailable is { } available && available < least
            ? new(Gate.AvailableMemory, 0, least.Bytes, available.Bytes)
            : null;
    }

    /// <summary>Ends the youngest so that memory becomes available, while others run beside it; one at a time. <c>null</c>: none.</summary>
    /// <param name="situation">All that is known.</param>
    /// <param name="policy">Has the limits.</param>
    /// <param name="state">What was done before.</param>
    public static MemoryStep? ToEnd(in Situation situation, AdmissionPolicy policy, in MemoryLadderState state)
    {
        if (policy.MinAvailableMemory is not { } size || situation.Load.MemoryAvailable is not { } available) return null;
        ByteSize least = size * EndBelow;
        if (available >= least || !state.IsSettled(situation) || !state.MayEnd(situation)) return null;
        int others = 0;
        RunningJob? youngest = null;
        foreach (ref readonly RunningJob job in situation.Running)
        {
            if (job.IsEnding) continue;
            others++;
            if (job.IsRepeatable && (youngest is not { } other || MemoryUse.IsYounger(job, other))) youngest = job;
        }

        return others > 1 && youngest is { } found ? new(MemoryStepKind.End, found.Id, new(Gate.AvailableMemory, 0, least.Bytes, available.Bytes)) : null;
    }

    static int StartedSince(in Situation situation)
    {
        int count = 0;
        foreach (ref readonly RunningJob job in situation.Running)
            if (job.StartedAt >= situation.LoadTakenAt) count++;
        return count;
    }
}
