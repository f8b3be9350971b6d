using Flyball.Jobs;

namespace Flyball.Execution;

/// <summary>What it means that a job has run out of memory, and what follows: arithmetic, and no looking at anything.</summary>
static class OutOfMemoryRule
{
    /// <summary>How often a job is run again after it ran out of memory.</summary>
    public const int MostRepeats = 3;

    /// <summary>The kernel ends a process by this signal; of a process that a shell waited for only the shell's word is left, as an exit status.</summary>
    const int Kill = 9, KillAsExitCode = 128 + Kill;

    /// <summary>A job that was killed at its own limit does not hold all of it: tables of the kernel count too.</summary>
    const double NearlyAll = 0.9;

    /// <summary>Whether an end may be that of a process that the kernel killed.</summary>
    public static bool MayBeKill(JobOutcome outcome) => outcome is { Status: JobStatus.Failed } and ({ Signal: Kill } or { ExitCode: KillAsExitCode });

    /// <summary>Whether a failure is one for want of memory, by the job's own word or since its executor has found out.</summary>
    public static bool IsOutOfMemory(JobOutcome outcome, Job job) =>
        outcome.Status == JobStatus.OutOfMemory
        || (outcome is { Status: JobStatus.Failed, ExitCode: { } code } && job is ProcessJob { OutOfMemoryExitCodes: var codes } && codes.Contains(code));

    /// <summary>Whether a job that ran out of memory can be run again: not too often, and not when all that it may have had been set aside for it or was taken by it.</summary>
    /// <param name="limit">The job's own limit; <c>null</c>: none.</param>
    /// <param name="endsBefore">How often it had run out of memory before.</param>
    /// <param name="granted">What had been set aside for it.</param>
    /// <param name="peak">The most that it held; <c>null</c>: unknown.</param>
    /// <param name="capacity">What all jobs together may hold; <c>null</c>: unknown.</param>
    public static bool MayRepeat(ByteSize? limit, int endsBefore, ByteSize granted, ByteSize? peak, ByteSize? capacity) =>
        endsBefore < MostRepeats && !(granted >= Most(limit, capacity)) && !(peak >= limit * NearlyAll);

    /// <summary>For example <c>out of memory at 3.1 GiB, limit 2.9 GiB</c>.</summary>
    /// <param name="peak">The most that it held; <c>null</c>: unknown.</param>
    /// <param name="limit">The job's own limit; <c>null</c>: none.</param>
    /// <param name="capacity">What all jobs together may hold; <c>null</c>: unknown.</param>
    public static string Detail(ByteSize? peak, ByteSize? limit, ByteSize? capacity) =>
        $"out of memory{(peak is { } held ? $" at {held}" : "")}{(Most(limit, capacity) is { } most ? $", limit {most}" : "")}";

    static ByteSize? Most(ByteSize? limit, ByteSize? capacity) => limit is { } own && capacity is { } all ? ByteSize.Min(own, all) : limit ?? capacity;
}
