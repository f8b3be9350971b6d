using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>The clocks that the kernel keeps for processes: read in a tenth of the time that /proc/PID/stat takes, to the nanosecond.</summary>
static unsafe class ProcessClock
{
    const int NanosecondsPerTick = 1_000_000_000 / ProcessStat.TicksPerSecond;

    /// <summary>
    /// CPU time of all threads of a process so far, without its children, in nanoseconds. Less than a clock tick of it may still be missing for a thread that runs at
    /// this instant. Whoever has the number answers: what is read must be known to be of the right process by other means.
    /// </summary>
    /// <returns>−1: there is no such process, or no such clock.</returns>
    public static long Used(int pid)
    {
        // How the kernel makes a clock of a process's number (CPUCLOCK_SCHED): what clock_getcpuclockid gives, without asking whether it exists.
        int clock = (~pid << 3) | 2;
        TimeSpec time;
        return clock_gettime(clock, &time) == 0 ? time.TotalNanoseconds : -1;
    }

    /// <summary>Now, as the start of a process stands in /proc/PID/stat.</summary>
    public static long StartTicksOfNow()
    {
        TimeSpec time;
        return clock_gettime(SinceBoot, &time) == 0 ? time.TotalNanoseconds / NanosecondsPerTick : long.MaxValue;
    }
}
