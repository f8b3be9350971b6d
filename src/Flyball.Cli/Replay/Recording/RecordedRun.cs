using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Cli.Replay.Recording;

/// <summary>What a record tells of a run, but for its decisions.</summary>
/// <param name="Header">Its first line.</param>
/// <param name="Jobs">In the order in which they were added.</param>
/// <param name="Machine">What was seen of the machine.</param>
sealed record RecordedRun(RecordingHeader Header, IReadOnlyList<RecordedJob> Jobs, RecordedMachine Machine)
{
    /// <summary>The rule at the beginning; <c>null</c>: the record ends before the first decision.</summary>
    public AdmissionPolicy? Policy { get; init; }

    /// <summary>The time of the last line.</summary>
    public TimeSpan Length { get; init; }

    /// <summary>What really happened.</summary>
    public RunFigures Happened
    {
        get
        {
            TimeSpan first = TimeSpan.MaxValue, last = TimeSpan.Zero;
            int ends = 0;
            List<(TimeSpan At, int Change)> steps = [];
            double peak = Machine.MostHeld;
            foreach (RecordedAttempt attempt in Jobs.SelectMany(job => job.Attempts))
            {
                TimeSpan end = attempt.End?.At ?? Length;
                first = attempt.StartedAt < first ? attempt.StartedAt : first;
                last = end > last ? end : last;
                if (attempt.End is { IsForMemory: true }) ends++;
                peak = Math.Max(peak, attempt.End?.PeakMemory?.Bytes ?? 0);
                steps.Add((attempt.StartedAt, 1));
                steps.Add((end, -1));
            }

            return new(last > first ? last - first : TimeSpan.Zero, ByteSize.FromBytes(peak), ends, MostAtOnce(steps));
        }
    }

    static int MostAtOnce(List<(TimeSpan At, int Change)> steps)
    {
        int now = 0, most = 0;
        // What ends in an instant makes room for what starts in it.
        foreach ((_, int change) in steps.OrderBy(step => step.At).ThenBy(step => step.Change)) most = Math.Max(most, now += change);
        return most;
    }
}

/// <summary>What came of a run, real or simulated.</summary>
/// <param name="Makespan">From the first start to the last end.</param>
/// <param name="PeakMemory">The most that all jobs held together.</param>
/// <param name="MemoryEnds">Jobs that were ended for want of memory, and run again.</param>
/// <param name="MostRunning">The most that ran at once.</param>
readonly record struct RunFigures(TimeSpan Makespan, ByteSize PeakMemory, int MemoryEnds, int MostRunning);
