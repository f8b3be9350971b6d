using System.Collections.Concurrent;
using System.Text;
using Flyball.Jobs;
using Microsoft.Win32.SafeHandles;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>Runs processes on Linux.</summary>
sealed class LinuxProcessExecutor(IJobOutput? output, TimeProvider time) : IJobExecutor, IDisposable
{
    /// <summary>What a shell reports for a program that cannot be found, or cannot be run.</summary>
    const int NotFound = 127, CannotRun = 126;

    readonly ProcessSpawner _spawner = new();
    readonly ProcessWatcher _watcher = new();
    readonly ProcessEnder _ender = new(time);
    readonly DescriptorAllowance _allowance = DescriptorAllowance.OfThisProcess();
    readonly JobMarker _marker = new();
    readonly ConcurrentDictionary<JobId, ChildProcess> _running = new();
    readonly Lock _spawning = new(), _measuring = new();

    public async Task<JobOutcome> ExecuteAsync(JobExecution execution, CancellationToken cancellationToken)
    {
        var job = (ProcessJob)execution.Job;
        bool collect = job.Output == ProcessOutput.Collect && output is not null;
        using SafeFileHandle? standardOutput = collect ? OutputFile.Open() : null;
        using SafeFileHandle? standardError = collect ? OutputFile.Open() : null;

        long start = time.GetTimestamp();
        var child = new ChildProcess(execution, Encoding.ASCII.GetBytes(_marker.Own(execution.Id)));
        if (Start(child, job, standardOutput, standardError) is { } failure) return failure;
        _running[execution.Id] = child;
        ProcessExit exit;
        using (cancellationToken.UnsafeRegister(_ => _ender.End(child), null))
        {
            exit = await child.Exit.ConfigureAwait(false);
        }

        _running.TryRemove(execution.Id, out _);
        child.Tree?.Dispose();
        TimeSpan wall = time.GetElapsedTime(start);
        bool cancelled = cancellationToken.IsCancellationRequested;
        if (cancelled || child.CannotBeWatched is not null)
        {
            _ender.End(child);
            await child.Gone.ConfigureAwait(false);
        }

        ResourceUsage usage = Usage(exit, wall, child.PeakMemory);
        JobOutcome outcome = child.CannotBeWatched is { } reason
            ? new(JobStatus.Failed, Detail: $"the process cannot be watched: {reason}", Usage: usage)
            : Outcome(exit, cancelled, usage);
        return collect ? await DeliverAsync(execution, outcome, standardOutput!, standardError!).ConfigureAwait(false) : outcome;
    }

    async Task<JobOutcome> DeliverAsync(JobExecution execution, JobOutcome outcome, SafeFileHandle standardOutput, SafeFileHandle standardError)
    {
        long bytes = RandomAccess.GetLength(standardOutput);
        outcome = outcome with { Usage = outcome.Usage! with { OutputBytes = bytes } };
        if (bytes == 0 && RandomAccess.GetLength(standardError) == 0) return outcome;
        if (OutputFile.IsFolderFull())
        {
            outcome = outcome with
            {
                Status = outcome.Status == JobStatus.Cancelled ? JobStatus.Cancelled : JobStatus.Failed,
                Detail = $"its output may be cut short: no space left in '{Path.GetTempPath()}'",
            };
        }

        try
        {
            // Not on the thread that hears of exits: whoever takes the output may take its time.
            await Task.Run(() => output!.WriteAsync(execution, standardOutput, standardError).AsTask()).ConfigureAwait(false);
            return outcome;
        }
#pragma warning disable CA1031 // Whatever the user's code throws is an output that was not delivered.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return outcome with
            {
                Status = outcome.Status == JobStatus.Cancelled ? JobStatus.Cancelled : JobStatus.Failed,
                Detail = $"its output could not be written: {failure.Message}",
            };
        }
    }

    public UsageReading? Measure(JobId id)
    {
        if (!_running.TryGetValue(id, out ChildProcess? child)) return null;
        lock (_measuring)
        {
            UsageReading? reading = child.Tree?.Measure();
            child.PeakMemory = Math.Max(child.PeakMemory, reading?.Memory?.Bytes ?? 0);
            return reading;
        }
    }

    JobOutcome? Start(ChildProcess child, ProcessJob job, SafeFileHandle? standardOutput, SafeFileHandle? standardError)
    {
        var request = new ProcessSpawner.Request(
            job, _marker.Chain(child.Execution.Id), Descriptor(standardOutput), Descriptor(standardError),
            Discard: job.Output != ProcessOutput.Inherit && standardOutput is null);
        int error, pid;
        lock (_spawning) error = _spawner.Start(request, out pid);
        if (error != 0) return CannotStart(job, error);

        child.Pid = pid;
        child.Tree = new(pid, _allowance, time);

        // The whole group: the new process may have started others already, and what it starts from now on inherits.
        if (child.Execution.Nice != 0) _ = setpriority(PriorityOfGroup, pid, child.Execution.Nice);
        error = _watcher.Watch(child);
        if (error == 0) return null;

        // No descriptor left, most likely. The process is ended again, and waited for where that holds up nobody.
        child.CannotBeWatched = Describe(error);
        _ender.End(child);
        _ = Task.Run(() => child.SetExit(ProcessWatcher.Reap(pid)));
        return null;
    }

    static int Descriptor(SafeFileHandle? handle) => handle is null ? -1 : (int)handle.DangerousGetHandle();

    static JobOutcome CannotStart(ProcessJob job, int error)
    {
        if (job.WorkingDirectory is { } directory && !Directory.Exists(directory))
            return new(JobStatus.Failed, CannotRun, Detail: $"cannot start in '{directory}': no such directory");
        return error == NoSuchFile || (error == PermissionDenied && !IsInPath(job.FileName))
            ? new(JobStatus.Failed, NotFound, Detail: $"cannot start '{job.FileName}': not found")
            : new(JobStatus.Failed, CannotRun, Detail: $"cannot start '{job.FileName}': {Describe(error)}");
    }

    /// <summary>A folder of PATH that may not be looked into turns "no such file" into "permission denied" for every program that is nowhere.</summary>
    static bool IsInPath(string program) =>
        program.Contains('/') || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    static JobOutcome Outcome(ProcessExit exit, bool cancelled, ResourceUsage usage)
    {
        if (cancelled) return new(JobStatus.Cancelled, exit.ExitCode, exit.Signal, Usage: usage);
        return exit switch
        {
            { Status: < 0 } => new(JobStatus.Failed, Detail: "the exit status was lost: other code of this process reaped the job", Usage: usage),
            { ExitCode: 0 } => new(JobStatus.Succeeded, 0, Usage: usage),
            { ExitCode: { } code } => new(JobStatus.Failed, code, Usage: usage),
            _ => new(JobStatus.Failed, Signal: exit.Signal, Detail: $"killed by signal {exit.Signal}", Usage: usage),
        };
    }

    static ResourceUsage Usage(ProcessExit exit, TimeSpan wall, long peak)
    {
        ResourceUse use = exit.Use;
        return exit.Status < 0
            ? new(wall)
            : new(
                wall,
                new TimeSpan((use.UserSeconds * TimeSpan.TicksPerSecond) + (use.UserMicroseconds * TimeSpan.TicksPerMicrosecond)),
                new TimeSpan((use.SystemSeconds * TimeSpan.TicksPerSecond) + (use.SystemMicroseconds * TimeSpan.TicksPerMicrosecond)),
                Peak(peak, use.MaximumResident),
                use.BlocksIn,
                use.BlocksOut);
    }

    /// <summary>
    /// The kernel counts into the child's peak what we ourselves held at its exec, so a peak that is not above ours says nothing: then only what was seen counts.
    /// </summary>
    static unsafe ByteSize? Peak(long seen, long reportedKib)
    {
        ResourceUse ours;
        bool says = getrusage(0, &ours) == 0 && reportedKib > ours.MaximumResident;
        long peak = Math.Max(seen, says ? reportedKib * 1024 : 0);
        return peak > 0 ? new ByteSize(peak) : null;
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _ender.Dispose();
        _spawner.Dispose();
    }
}
