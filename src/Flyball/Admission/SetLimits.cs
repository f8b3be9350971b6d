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

    /// <summary>The running job to be ended so that memory becomes available: the youngest, while others run beside it. <c>null</c>: none.</summary>
    public static JobId? ToEnd(in Situation situation, AdmissionPolicy policy)
    {
        if (policy.MinAvailableMemory is not { } least || situation.Running.Length < 2 || !(situation.Load.MemoryAvailable < least * EndBelow)) return null;
        RunningJob youngest = situation.Running[0];
        foreach (ref readonly RunningJob job in situation.Running)
            if (job.StartedAt > youngest.StartedAt || (job.StartedAt == youngest.StartedAt && job.Id > youngest.Id)) youngest = job;
        return youngest.Id;
    }

    static int StartedSince(in Situation situation)
    {
        int count = 0;
        foreach (ref readonly RunningJob job in situation.Running)
            if (job.StartedAt >= situation.LoadTakenAt) count++;
        return count;
    }
}
