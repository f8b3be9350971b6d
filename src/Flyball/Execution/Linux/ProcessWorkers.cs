using System.Collections.Concurrent;

namespace Flyball.Execution.Linux;

/// <summary>
/// The threads that start processes, take in what these write, and hear of their ends: all of it, for any number of jobs. There are two, since a thread that starts a process waits
/// until its program runs.
/// </summary>
sealed class ProcessWorkers : IDisposable
{
    readonly ChildStarter _starter;
    readonly ConcurrentQueue<ChildProcess> _toStart = new();
    readonly ProcessWorker[] _workers;

    public ProcessWorkers(JobMarker marker, JobGroups groups)
    {
        Signals.LetChildrenBeWaitedFor();
        _starter = new(marker, groups);
        _workers = [.. Enumerable.Range(0, JobMarker.Slots).Select(slot => new ProcessWorker(_starter, _toStart, slot))];
    }

    /// <summary>Whether there may be processes whose numbers are not known to their jobs yet.</summary>
    public bool IsStarting => _starter.IsStarting;

    /// <summary>Orders a process to be started. Whether it could be, its <see cref="ChildProcess.Exit"/> tells.</summary>
    public void Start(ChildProcess child)
    {
        _toStart.Enqueue(child);

        // A thread of ours will come by when it has done what it does; more than one start is for more than one thread.
        ProcessWorker? current = ProcessWorker.Current;
        if (Array.IndexOf(_workers, current) >= 0 && _toStart.Count <= 1) return;

        // Who is busy looks again before it sleeps.
        Array.Find(_workers, worker => worker.IsIdle && worker != current)?.Wake();
    }

    public void Dispose()
    {
        foreach (ProcessWorker worker in _workers) worker.Stop();
        foreach (ProcessWorker worker in _workers) worker.Dispose();
        _starter.Dispose();
    }
}
