using System.Collections.Immutable;
using Flyball.Jobs;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>Gives a process what posix_spawn cannot: priorities, limits, CPUs.</summary>
static unsafe class ProcessAttributes
{
    const ulong NoLimit = ulong.MaxValue;

    /// <summary>Lets this thread, and so what it starts, run on these CPUs only.</summary>
    /// <returns>0, or the number of the error.</returns>
    public static int UseCpus(ReadOnlySpan<int> cpus)
    {
        byte* set = stackalloc byte[CpuSetSize];
        new Span<byte>(set, CpuSetSize).Clear();
        foreach (int cpu in cpus)
        {
            if (cpu / 8 >= CpuSetSize) return InvalidArgument;
            set[cpu / 8] |= (byte)(1 << (cpu % 8));
        }

        return sched_setaffinity(0, CpuSetSize, set) == 0 ? 0 : LastError;
    }

    /// <summary>
    /// Sets the priorities of a process that was just started, and of all that it may have started already; what it starts later inherits them. No thread of ours has to have them:
    /// without privileges a thread cannot go back to a higher one.
    /// </summary>
    /// <returns>What could not be done for a job that asked for it; <c>null</c>: nothing.</returns>
    public static string? SetPriorities(int pid, JobExecution execution)
    {
        var job = (ProcessJob)execution.Job;

        // That the level's own priority cannot be had, because we run at a lower one already, is no fault of the job.
        int nice = job.Nice ?? execution.Nice;
        if ((nice != 0 || job.Nice is not null) && setpriority(PriorityOfGroup, pid, nice) != 0 && Failed(job.Nice is not null) is { } error) return $"its nice value cannot be set to {nice}: {error}";
        if ((job.IoPriority ?? execution.IoPriority) is { } io && SetIoPriorityOfGroup(pid, ((int)io.Class << 13) | io.Level) != 0 && Failed(job.IoPriority is not null) is { } refused)
            return $"its I/O priority cannot be set: {refused}";
        return null;
    }

    /// <summary>Sets the limits of a process that was just started.</summary>
    /// <returns>What could not be done; <c>null</c>: nothing.</returns>
    public static string? SetLimits(int pid, ImmutableArray<ResourceLimit> all)
    {
        ulong* limits = stackalloc ulong[2];
        foreach (ResourceLimit limit in all)
        {
            if (limit.Hard is null && prlimit(pid, (int)limit.Resource, null, limits) != 0 && Failed(isAsked: true) is { } unknown) return $"its limit '{limit.Resource.NameInLimits()}' cannot be read: {unknown}";
            limits[0] = limit.Soft is { } soft ? (ulong)soft : NoLimit;
            if (limit.Hard is { } hard) limits[1] = hard == long.MaxValue ? NoLimit : (ulong)hard;
            if (prlimit(pid, (int)limit.Resource, limits, null) != 0 && Failed(isAsked: true) is { } error)
                return $"its limit '{limit.Resource.NameInLimits()}' cannot be set to {(limit.Soft is { } value ? $"{value}" : "unlimited")}: {error}";
        }

        return null;
    }

    /// <summary>The error, if it matters: a process that is gone already needs nothing more.</summary>
    static string? Failed(bool isAsked) => isAsked && LastError != NoSuchProcess ? Describe(LastError) : null;
}
