using System.Collections.Concurrent;
using System.Text;
using Flyball.Jobs;

namespace Flyball.Execution.Linux;

/// <summary>Runs processes on Linux.</summary>
sealed class LinuxProcessExecutor : IJobExecutor, ICompletesOnOwnThread, IDisposable
{
    readonly IJobOutput? _output;
    readonly ProcessWorkers _workers;
    readonly ProcessEnder _ender;
    readonly DescriptorAllowance _allowance = DescriptorAllowance.OfThisProcess();
    readonly TimeProvider _time;
    readonly JobMarker _marker;
    readonly ConcurrentDictionary<JobId, ChildProcess> _running = new();
    readonly JobGroups _groups = new();
    readonly OutOfMemoryKills _kills = new();
    readonly OrphanReaper? _orphans;
    readonly Lock _measuring = new(), _stopping = new();

    /// <param name="output">Receives outputs.</param>
    /// <param name="termination">How jobs are ended.</param>
    /// <param name="time">Where times come from.</param>
    /// <param name="ownsAllChildren">Whether this process has no other children, and adopts orphans.</param>
    public LinuxProcessExecutor(IJobOutput? output, TerminationSequence termination, TimeProvider time, bool ownsAllChildren = false)
    {
        (_output, _time) = (output, time);
        _marker = new(ownsAllChildren);
        _workers = new(_marker, _groups);
        _ender = new(termination, time);
        if (ownsAllChildren) _orphans = new(pid => _workers.IsStarting || _running.Values.Any(child => child.Pid == pid));
    }

    public async Task<JobOutcome> ExecuteAsync(JobExecution execution, CancellationToken cancellationToken)
    {
        bool collects = _output is not null && ((ProcessJob)execution.Job).Output == ProcessOutput.Collect;
        var child = new ChildProcess(execution, Encoding.ASCII.GetBytes(_marker.Own(execution.Id)), _marker.Tag(execution.Id), collects, _ender.End)
        {
            Listener = _output as ILiveJobOutput,
            KillsBefore = _kills.Count,
        };
        _running[execution.Id] = child;
        ProcessExit exit;
        using (cancellationToken.UnsafeRegister(_ => _ender.End(child), null))
        {
            _workers.Start(child);
            exit = await child.Exit.ConfigureAwait(false);
        }

        _running.TryRemove(execution.Id, out _);
        lock (_measuring) child.Tree?.Dispose();
        lock (_stopping) child.Stopper?.Continue(); // What outlives it goes on.
        bool cancelled = cancellationToken.IsCancellationRequested;
        if (child.Pid > 0 && (child.MustEnd || child.Fault is not null))
        {
            _ender.End(child);
            await child.Gone.ConfigureAwait(false);
        }

        JobOutcome outcome = NoteMemory(child, ChildOutcome.Of(child, exit, cancelled));
        _groups.Remove(child.Group);
        return collects ? await DeliverAsync(child, outcome).ConfigureAwait(false) : outcome;
    }

    /// <summary>Whether the kernel killed it for want of memory. In a group of its own also what it started and outlived counts, if it failed.</summary>
    JobOutcome NoteMemory(ChildProcess child, JobOutcome outcome)
    {
        if (outcome.Status != JobStatus.Failed || child.MustEnd || child.Fault is not null) return outcome;
        if (child.Group is not { LimitsMemory: true } group) return OutOfMemoryRule.MayBeKill(outcome) && _kills.Explains(child.KillsBefore) ? outcome with { Status = JobStatus.OutOfMemory } : outcome;
        return group.OutOfMemoryKills > 0
            ? outcome with { Status = JobStatus.OutOfMemory, Usage = outcome.Usage! with { PeakMemory = group.PeakMemory ?? outcome.Usage.PeakMemory } }
            : outcome;
    }

    async ValueTask<JobOutcome> DeliverAsync(ChildProcess child, JobOutcome outcome)
    {
        child.Worker!.CloseStreams(child);
        using CollectedStream? standardOutput = child.StandardOutput, standardError = child.StandardError;
        return await _output!.DeliverAsync(child.Execution, standardOutput?.Buffer, standardError?.Buffer, outcome).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public bool IsOnOwnThread => ProcessWorker.Current is not null;

    public UsageReading? Measure(JobId id)
    {
        if (!_running.TryGetValue(id, out ChildProcess? child) || child.Pid == 0) return null;
        lock (_measuring)
        {
            if (child.Exit.IsCompleted) return null;
            child.Tree ??= new(child.Pid, _allowance, _time);
            UsageReading? reading = child.Tree.Measure();
            child.PeakMemory = Math.Max(child.PeakMemory, reading?.Memory?.Bytes ?? 0);
            return reading;
        }
    }

    /// <inheritdoc/>
    public bool Suspend(JobId id)
    {
        if (!_running.TryGetValue(id, out ChildProcess? child)) return false;

        // One that is being started may have a process already, and that may have done something, before its number is known here.
        lock (child)
            if (child.Pid == 0) return false;
        lock (_stopping)
        {
            if (child.Exit.IsCompleted || child.MustEnd) return false;
            child.Stopper ??= new(child, JobMembers.Find);
            if (!child.Stopper.IsStopped) child.Stopper.Stop();
            return !child.MustEnd;
        }
    }

    /// <inheritdoc/>
    public bool Resume(JobId id)
    {
        if (!_running.TryGetValue(id, out ChildProcess? child)) return false;
        lock (_stopping)
        {
            if (child.Stopper is not { IsStopped: true } stopper) return false;
            stopper.Continue();
            return true;
        }
    }

    public void Dispose()
    {
        _orphans?.Dispose();
        _workers.Dispose();
        _ender.Dispose();
        _groups.Dispose();
        _kills.Dispose();
    }
}
