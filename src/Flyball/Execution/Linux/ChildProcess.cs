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

/// <summary>The process of a job, from the order to start it to its end. What is written after the start is guarded by a lock on the object.</summary>
sealed class ChildProcess(JobExecution execution, byte[] marker, ulong tag, bool collects, Action<ChildProcess> end)
{
    // The continuation runs on the watching thread: one hop less between the end of a job and the start of the next.
    readonly TaskCompletionSource<ProcessExit> _exit = new();
    readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile bool _mustEnd;
    volatile int _pid;

    public JobExecution Execution { get; } = execution;

    /// <summary>What tells its processes from all others: see <see cref="JobMarker.Own"/>.</summary>
    public byte[] Marker { get; } = marker;

    /// <summary>The same for those that do not know their environment any more: see <see cref="JobMarker.Tag"/>.</summary>
    public ulong Tag { get; } = tag;

    /// <summary>Whether its output is kept until it ends.</summary>
    public bool Collects { get; } = collects;

    /// <summary>Hears what it writes while it runs; <c>null</c>: nobody does.</summary>
    public ILiveJobOutput? Listener { get; init; }

    /// <summary>0 until it was started.</summary>
    public int Pid { get => _pid; set => _pid = value; }

    /// <summary>Who started it and waits for it.</summary>
    public ProcessWorker? Worker { get; set; }

    /// <summary>The process's descriptor; −1: none.</summary>
    public int Descriptor { get; set; } = -1;

    /// <summary>Its output streams, where they are collected.</summary>
    public CollectedStream? StandardOutput { get; set; }

    public CollectedStream? StandardError { get; set; }

    /// <summary>When it was started and when it ended, as timestamps.</summary>
    public long StartedAt { get; set; }

    public long EndedAt { get; set; }

    /// <summary>Why it could not be started as it should be, and the exit status that a shell would report for that; <c>null</c>: it was.</summary>
    public (string Reason, int? ExitCode)? Fault { get; set; }

    /// <summary>Its process and all descendants; <c>null</c> until it is looked at first.</summary>
    public ProcessTree? Tree { get; set; }

    /// <summary>Its control group; <c>null</c>: it has none of its own.</summary>
    public JobGroup? Group { get; set; }

    /// <summary>What <see cref="OutOfMemoryKills.Count"/> was before its start.</summary>
    public long? KillsBefore { get; init; }

    /// <summary>Stops it and lets it go on; <c>null</c>: it was never stopped.</summary>
    public JobStopper? Stopper { get; set; }

    /// <summary>The most memory that its tree was seen to hold.</summary>
    public long PeakMemory { get; set; }

    /// <summary>Completes when the process itself was reaped, or could not be started.</summary>
    public Task<ProcessExit> Exit => _exit.Task;

    /// <summary>Completes, after an order to end it, when nothing of its tree is left.</summary>
    public Task Gone => _gone.Task;

    /// <summary>Ends it: its output cannot be kept any more, and as long as it runs, what was kept fills the disk.</summary>
    public void EndForLostOutput() => end(this);

    /// <summary>Whether it was ordered to end: then it is not started any more.</summary>
    public bool MustEnd
    {
        get => _mustEnd;
        set => _mustEnd = value;
    }

    public void SetExit(ProcessExit exit) => _exit.TrySetResult(exit);

    public void SetGone() => _gone.TrySetResult();
}
