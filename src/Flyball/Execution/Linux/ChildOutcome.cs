using System.Diagnostics;
using Flyball.Jobs;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>What the end of a process means for its job.</summary>
static class ChildOutcome
{
    public static JobOutcome Of(ChildProcess child, ProcessExit exit, bool cancelled)
    {
        if (child.Pid == 0 && child.Fault is null) return new(JobStatus.Cancelled);
        if (child is { Pid: 0, Fault: { } fault }) return new(JobStatus.Failed, fault.ExitCode, Detail: fault.Reason);
        ResourceUsage usage = Usage(child, exit);
        if (child.Fault is { } late) return new(JobStatus.Failed, late.ExitCode, Detail: late.Reason, Usage: usage);
        if (cancelled) return new(JobStatus.Cancelled, exit.ExitCode, exit.Signal, Usage: usage);
        return exit switch
        {
            { Status: < 0 } => new(JobStatus.Failed, Detail: "the exit status was lost: other code of this process reaped the job", Usage: usage),
            { ExitCode: 0 } => new(JobStatus.Succeeded, 0, Usage: usage),
            { ExitCode: { } code } => new(JobStatus.Failed, code, Usage: usage),
            _ => new(JobStatus.Failed, Signal: exit.Signal, Detail: $"killed by signal {exit.Signal}", Usage: usage),
        };
    }

    static ResourceUsage Usage(ChildProcess child, ProcessExit exit)
    {
        ResourceUse use = exit.Use;
        return exit.Status < 0
            ? new(Wall(child))
            : new(
                Wall(child),
                new TimeSpan((use.UserSeconds * TimeSpan.TicksPerSecond) + (use.UserMicroseconds * TimeSpan.TicksPerMicrosecond)),
                new TimeSpan((use.SystemSeconds * TimeSpan.TicksPerSecond) + (use.SystemMicroseconds * TimeSpan.TicksPerMicrosecond)),
                Peak(child.PeakMemory, use.MaximumResident),
                use.BlocksIn,
                use.BlocksOut);
    }

    static TimeSpan Wall(ChildProcess child) => child.EndedAt == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(child.StartedAt, child.EndedAt);

    /// <summary>
    /// The kernel counts into the child's peak what we ourselves held at its exec, so a peak that is not above ours says nothing: then only what was seen counts.
    /// </summary>
    static ByteSize? Peak(long seen, long reportedKib)
    {
        long peak = Math.Max(seen, reportedKib > s_ourPeakKib && reportedKib > OurPeakKib() ? reportedKib * 1024 : 0);
        return peak > 0 ? new ByteSize(peak) : null;
    }

    /// <summary>Ours as it was when it was last asked for. It only grows: what is below needs no new question.</summary>
    static long s_ourPeakKib;

    static unsafe long OurPeakKib()
    {
        ResourceUse ours;
        Volatile.Write(ref s_ourPeakKib, getrusage(0, &ours) == 0 ? ours.MaximumResident : long.MaxValue);
        return s_ourPeakKib;
    }
}
