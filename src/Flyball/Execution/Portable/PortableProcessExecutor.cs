using System.Collections.Concurrent;
using System.Diagnostics;
using Flyball.Jobs;

namespace Flyball.Execution.Portable;

/// <summary>
/// Runs processes by <see cref="Process"/>, on systems for which there is no layer of our own. What that class cannot do stays undone:
/// <list type="bullet">
/// <item>Jobs inherit that SIGPIPE is ignored, descriptors that our parent left open, and our process group. Arguments that are not Unicode are altered; a program sees its whole path as its
/// name.</item>
/// <item>Where our parent ignores SIGCHLD, the end of a process may never be heard of.</item>
/// <item>The signal that ended a process is told as the exit status 128 + its number, as if the process had chosen that.</item>
/// <item>A job is ended at once and by force. Descendants that have lost their parent are not found; of the others only the first is waited for.</item>
/// <item>Memory and CPU time are those of the first process alone, not of what it starts. CPU time is known at the end on Windows only, and the peak of the memory is the highest that was seen by
/// <see cref="Measure"/>.</item>
/// <item>I/O priorities and limits cannot be set, CPUs on Windows and Linux only, and of nice values the nearest priority class: see <see cref="PortableAttributes"/>.</item>
/// </list>
/// </summary>
sealed class PortableProcessExecutor(IJobOutput? output, TimeProvider time) : IJobExecutor
{
    readonly PortableStarter _starter = new();
    readonly ConcurrentDictionary<JobId, PortableProcess> _running = new();

    /// <inheritdoc/>
    /// <remarks>A start takes milliseconds, for which the caller must not wait.</remarks>
    public Task<JobOutcome> ExecuteAsync(JobExecution execution, CancellationToken cancellationToken) =>
        Task.Run(() => RunAsync(execution, cancellationToken), CancellationToken.None);

    async Task<JobOutcome> RunAsync(JobExecution execution, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return new(JobStatus.Cancelled);
        var job = (ProcessJob)execution.Job;
        if (PortableAttributes.Missing(job) is { } missing) return NeverRan(missing, StartFault.CannotRun);
        long start = time.GetTimestamp();
        if (_starter.Start(job, out Process? started) is { } fault) return NeverRan(fault.Reason, fault.ExitCode);

        bool collects = output is not null && job.Output == ProcessOutput.Collect;
        using OutputBuffer? standardOutput = collects ? new(VanishingFile.Open) : null, standardError = collects ? new(VanishingFile.Open) : null;
        Action<OutputKind, OutputBuffer>? tell = collects && output is ILiveJobOutput listener ? (stream, buffer) => listener.Tell(execution, stream, buffer) : null;
        using var process = new PortableProcess(started!, standardOutput, standardError, tell);
        string? refused = PortableAttributes.Set(started!, execution);
        if (refused is not null) process.Kill();
        _running[execution.Id] = process;
        await UntilEndAsync(process, cancellationToken).ConfigureAwait(false);
        TimeSpan wall = time.GetElapsedTime(start);
        bool cancelled = cancellationToken.IsCancellationRequested;
        _running.TryRemove(execution.Id, out _);
        await process.StopAsync(time).ConfigureAwait(false);

        JobOutcome outcome = Outcome(process, refused, cancelled, wall);
        return collects ? await output!.DeliverAsync(execution, standardOutput, standardError, outcome).ConfigureAwait(false) : outcome;
    }

    static async Task UntilEndAsync(PortableProcess process, CancellationToken cancellationToken)
    {
        await process.Exit.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (process.Exit.IsCompleted) return;
        process.Kill();
        await process.Exit.ConfigureAwait(false);
    }

    static JobOutcome NeverRan(string reason, int? exitCode) => new(JobStatus.Failed, exitCode, Detail: reason);

    static JobOutcome Outcome(PortableProcess process, string? refused, bool cancelled, TimeSpan wall)
    {
        ResourceUsage usage = process.Usage(wall);
        if (refused is not null) return new(JobStatus.Failed, Detail: refused, Usage: usage);
        if (cancelled) return new(JobStatus.Cancelled, process.ExitCode, Usage: usage);
        return new(process.ExitCode == 0 ? JobStatus.Succeeded : JobStatus.Failed, process.ExitCode, Usage: usage);
    }

    /// <inheritdoc/>
    /// <remarks>What the first process uses: that of a whole tree cannot be had in a portable way.</remarks>
    public UsageReading? Measure(JobId id) => _running.TryGetValue(id, out PortableProcess? process) ? process.Measure() : null;
}
