using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>
/// Where it is known how long jobs run, the first that is held for want of memory is told when there will be room for it, and only those overtake it that are over by then, or fit beside it: backfilling, as batch
/// schedulers do it (D. Lifka, The ANL/IBM SP Scheduling System, 1995). Otherwise small ones behind it would take the room again and again.
/// </summary>
static class Backfill
{
    /// <summary>When so much memory will have been given back, going by what has just ended and by earlier runs of the same commands, and how much more than that; <c>null</c>: not known.</summary>
    /// <param name="situation">All that is known.</param>
    /// <param name="missing">Bytes.</param>
    public static (TimeSpan At, double Spare)? RoomAt(in Situation situation, double missing)
    {
        (TimeSpan At, long Job) last = (situation.Now, long.MinValue);
        double freed = situation.MemoryReturned.Bytes;
        while (freed < missing)
        {
            (TimeSpan At, long Job) next = (TimeSpan.MaxValue, 0);
            double given = 0;
            foreach (ref readonly RunningJob job in situation.Running)
            {
                if (EndOf(job, situation.Now) is not { } end) continue;
                (TimeSpan, long) ending = (end, job.Id.Value);
                if (ending.CompareTo(last) <= 0 || ending.CompareTo(next) >= 0) continue;
                next = ending;
                given = (job.Memory?.Bytes ?? 0) + MemoryBudget.OutstandingOf(job);
            }

            if (next.At == TimeSpan.MaxValue) return null;
            last = next;
            freed += given;
        }

        return (last.At, freed - missing);
    }

    static TimeSpan? EndOf(in RunningJob job, TimeSpan now)
    {
        if (job is not { Estimate: { MemorySource: EstimateSource.Remembered, Duration: { } time }, IsSuspended: false }) return null;
        TimeSpan end = job.StartedAt.Plus(time);
        return end > now ? end : now;
    }
}
