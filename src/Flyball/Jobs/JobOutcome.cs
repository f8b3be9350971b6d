namespace Flyball.Jobs;

/// <summary>How a job ended.</summary>
public enum JobStatus
{
    /// <summary>It ran to its end and reported success.</summary>
    Succeeded,

    /// <summary>It could not be started, reported a failure, or was killed by a signal that was not ours.</summary>
    Failed,

    /// <summary>It was removed, or the run was cancelled: before its start, or by ending it.</summary>
    Cancelled,

    /// <summary>It ran longer than its <see cref="Job.TimeLimit"/> and was ended. Counts as a failure.</summary>
    TimedOut,

    /// <summary>It was never started, because a job that it waits for did not end as it had to.</summary>
    Skipped,

    /// <summary>The kernel killed it, or a process of it, for want of memory, or it ended with one of its <see cref="ProcessJob.OutOfMemoryExitCodes"/>. Counts as a failure.</summary>
    OutOfMemory,
}

/// <summary>The end of a job.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="ExitCode">The exit status of a process, for one that could not be started 126 or 127 as of a shell; <c>null</c> when a signal ended it, when nothing was to be started, and for jobs that have none.</param>
/// <param name="Signal">The number of the signal that ended the process; <c>null</c> when none did, and outside Linux, where it is told as the exit status 128 + its number.</param>
/// <param name="Detail">One line for people: why it failed. <c>null</c> when there is nothing to say.</param>
/// <param name="Usage">What it used; <c>null</c> when it never ran.</param>
public sealed record JobOutcome(JobStatus Status, int? ExitCode = null, int? Signal = null, string? Detail = null, ResourceUsage? Usage = null)
{
    /// <summary>For <see cref="JobStatus.Skipped"/>: the job that did not end as this one needs it; else <c>null</c>.</summary>
    public JobId? SkippedBecauseOf { get; init; }

    /// <summary>Whether the job did what it should.</summary>
    public bool Succeeded => Status == JobStatus.Succeeded;
}
