namespace Flyball.Execution.Linux;

/// <summary>How a process ended, as the kernel tells its parent.</summary>
/// <param name="Status">The wait status; −1: it was lost, because somebody else reaped the process.</param>
/// <param name="Use">What it and the children that it waited for used.</param>
readonly record struct ProcessExit(int Status, Native.ResourceUse Use)
{
    /// <summary>The exit status; <c>null</c> when a signal ended it or the status was lost.</summary>
    public int? ExitCode => Status >= 0 && (Status & 0x7f) == 0 ? (Status >> 8) & 0xff : null;

    /// <summary>The signal that ended it; <c>null</c> when none did.</summary>
    public int? Signal => Status >= 0 && (Status & 0x7f) != 0 ? Status & 0x7f : null;
}

/// <summary>A process that was started for a job and has not been reported as ended.</summary>
sealed class ChildProcess(JobExecution execution, byte[] marker)
{
    // The continuation runs on the watching thread: one hop less between the end of a job and the start of the next.
    readonly TaskCompletionSource<ProcessExit> _exit = new();
    readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JobExecution Execution { get; } = execution;

    /// <summary>What tells its processes from all others: see <see cref="JobMarker.Own"/>.</summary>
    public byte[] Marker { get; } = marker;

    public int Pid { get; set; }

    /// <summary>The process's descriptor for <see cref="ProcessWatcher"/>.</summary>
    public int Descriptor { get; set; } = -1;

    /// <summary>Why its end cannot be heard of; <c>null</c>: it can.</summary>
    public string? CannotBeWatched { get; set; }

    /// <summary>Its process and all descendants; <c>null</c> until it has started.</summary>
    public ProcessTree? Tree { get; set; }

    /// <summary>The most memory that its tree was seen to hold.</summary>
    public long PeakMemory { get; set; }

    /// <summary>Completes when the process itself was reaped.</summary>
    public Task<ProcessExit> Exit => _exit.Task;

    /// <summary>Completes, after an order to end it, when nothing of its tree is left.</summary>
    public Task Gone => _gone.Task;

    public void SetExit(ProcessExit exit) => _exit.TrySetResult(exit);

    public void SetGone() => _gone.TrySetResult();
}
