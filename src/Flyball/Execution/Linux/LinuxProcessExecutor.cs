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
    readonly ProcessTree _tree = new();
    readonly JobMarker _marker = new();
    readonly ConcurrentDictionary<JobId, ChildProcess> _running = new();
    readonly Lock _measuring = new();

    public LinuxProcessExecutor(IJobOutput? output, TimeProvider time)
    {
        _output = output;
        _workers = new(_marker);
        _ender = new(time);
    }

    public async Task<JobOutcome> ExecuteAsync(JobExecution execution, CancellationToken cancellationToken)
    {
        bool collects = _output is not null && ((ProcessJob)execution.Job).Output == ProcessOutput.Collect;
        var child = new ChildProcess(execution, Encoding.ASCII.GetBytes(_marker.Own(execution.Id)), collects);
        _running[execution.Id] = child;
        ProcessExit exit;
        using (cancellationToken.UnsafeRegister(_ => _ender.End(child), null))
        {
            _workers.Start(child);
            exit = await child.Exit.ConfigureAwait(false);
        }

        _running.TryRemove(execution.Id, out _);
        bool cancelled = cancellationToken.IsCancellationRequested;
        if (cancelled || child is { Fault: not null, Pid: > 0 })
        {
            _ender.End(child);
            await child.Gone.ConfigureAwait(false);
        }

        JobOutcome outcome = ChildOutcome.Of(child, exit, cancelled);
        return collects ? await DeliverAsync(child, outcome).ConfigureAwait(false) : outcome;
    }

    async ValueTask<JobOutcome> DeliverAsync(ChildProcess child, JobOutcome outcome)
    {
        _workers.CloseStreams(child);
        using CollectedStream? standardOutput = child.StandardOutput, standardError = child.StandardError;
        return await _output!.DeliverAsync(child.Execution, standardOutput?.Buffer, standardError?.Buffer, outcome).ConfigureAwait(false);
    }

    public UsageReading? Measure(JobId id)
    {
        if (!_running.TryGetValue(id, out ChildProcess? child) || child.Pid == 0) return null;
        lock (_measuring)
        {
            UsageReading? reading = _tree.Measure(child.Pid);
            child.PeakMemory = Math.Max(child.PeakMemory, reading?.Memory?.Bytes ?? 0);
            return reading;
        }
    }

    public void Dispose()
    {
        _workers.Dispose();
        _ender.Dispose();
    }
}
