using System.Collections.Concurrent;
using System.Diagnostics;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>
/// The threads that start processes, take in what these write, and hear of their ends: all of it, for any number of jobs. There are two, since a thread that starts a process waits
/// until its program runs. Each process is reaped by its own number, never as "any child": other code of this process may have children too.
/// </summary>
sealed unsafe class ProcessWorkers : IDisposable
{
    const int Threads = 2, EventsAtOnce = 16, ScratchSize = 64 * 1024;

    /// <summary>
    /// Jobs that end sooner are read once, at their end, without hearing of their output: that saves waking up for each of their streams. A pipe holds 64 KiB meanwhile.
    /// </summary>
    static readonly TimeSpan s_young = TimeSpan.FromMilliseconds(2);

    readonly ChildStarter _starter;
    readonly EventPoll _poll = new();
    readonly ConcurrentQueue<ChildProcess> _toStart = new(), _young = new();
    readonly ConcurrentDictionary<int, ChildProcess> _children = new();
    readonly ConcurrentDictionary<int, int> _stragglers = new();
    readonly Thread[] _threads;
    volatile bool _stopping;

    [ThreadStatic]
    static ProcessWorkers? t_workers;

    public ProcessWorkers(JobMarker marker)
    {
        Signals.LetChildrenBeWaitedFor();
        _starter = new(marker);
        _threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(Run) { IsBackground = true, Name = "flyball processes" })];
        foreach (Thread thread in _threads) thread.Start();
    }

    /// <summary>Orders a process to be started. Whether it could be, its <see cref="ChildProcess.Exit"/> tells.</summary>
    public void Start(ChildProcess child)
    {
        _toStart.Enqueue(child);

        // A thread of ours will come by when it has done what it does; more than one start is for more than one thread.
        if (t_workers != this || _toStart.Count > 1) _poll.Wake();
    }

    /// <summary>Takes in what is left of a job's outputs and closes them. What still writes there outlived its job: it is read on, and forgotten, so that no signal ends it.</summary>
    public void CloseStreams(ChildProcess child)
    {
        byte[] scratch = Scratch();
        lock (child)
        {
            Close(child.StandardOutput, scratch);
            Close(child.StandardError, scratch);
        }
    }

    /// <summary>A buffer of the thread.</summary>
    static byte[] Scratch() => t_scratch ??= GC.AllocateUninitializedArray<byte>(ScratchSize);

    [ThreadStatic]
    static byte[]? t_scratch;

    void Run()
    {
        t_workers = this;
        using ProcessSpawner spawner = _starter.NewSpawner();
        Span<(EventKind Kind, int Number)> events = stackalloc (EventKind, int)[EventsAtOnce];
        while (!_stopping)
        {
            while (_toStart.TryDequeue(out ChildProcess? child)) Start(child, spawner);
            int count = _poll.Wait(events, WatchYoung());
            foreach ((EventKind kind, int number) in events[..count]) Handle(kind, number);
        }
    }

    void Start(ChildProcess child, ProcessSpawner spawner)
    {
        if (_starter.Start(child, spawner))
        {
            _children[child.Pid] = child;
            int error = _poll.Add(child.Descriptor, EventKind.Exit, child.Pid);
            if (error == 0)
            {
                if (child.StandardOutput is not null) _young.Enqueue(child);
                return;
            }

            _children.TryRemove(child.Pid, out _);
            child.Fault = ($"the process cannot be watched: {Describe(error)}", null);
            _ = kill(-child.Pid, Killing);
        }

        // One that was started has been killed, and is waited for where that holds up nobody.
        if (child.Pid == 0) child.SetExit(default);
        else _ = Task.Run(() => End(child));
    }

    void Handle(EventKind kind, int number)
    {
        if (kind == EventKind.Straggler) Forget(number);
        else if (kind == EventKind.Exit && _children.TryRemove(number, out ChildProcess? ended)) End(ended);
        else if (_children.TryGetValue(number, out ChildProcess? child)) Read(child, kind);
    }

    static void End(ChildProcess child)
    {
        int status, reaped;
        ResourceUse use = default;
        do reaped = wait4(child.Pid, &status, 0, &use);
        while (reaped < 0 && LastError == Interrupted);
        child.EndedAt = Stopwatch.GetTimestamp();
        if (child.Descriptor >= 0) _ = close(child.Descriptor);
        child.SetExit(new(reaped == child.Pid ? status : -1, use));
    }

    void Read(ChildProcess child, EventKind kind)
    {
        lock (child)
        {
            CollectedStream? stream = kind == EventKind.StandardOutput ? child.StandardOutput : child.StandardError;
            if (stream is null || stream.ReadEnd < 0) return;
            stream.ReadAvailable(Scratch());
            if (stream.AtEnd) _ = close(stream.TakeReadEnd());
            else _poll.Rearm(stream.ReadEnd, kind, child.Pid);
        }
    }

    /// <summary>Begins to hear of the output of jobs that are not quite new any more.</summary>
    /// <returns>Milliseconds until the next one is old enough; −1: there is none.</returns>
    int WatchYoung()
    {
        while (_young.TryPeek(out ChildProcess? next))
        {
            TimeSpan left = s_young - Stopwatch.GetElapsedTime(next.StartedAt);
            if (left > TimeSpan.Zero && !next.Exit.IsCompleted) return (int)Math.Ceiling(left.TotalMilliseconds);
            if (_young.TryDequeue(out ChildProcess? child)) WatchStreams(child);
        }

        return -1;
    }

    void WatchStreams(ChildProcess child)
    {
        lock (child)
        {
            // A stream that cannot be watched, for want of kernel memory, is read at the end of its job.
            if (child.StandardOutput is { ReadEnd: >= 0 } output) _poll.Add(output.ReadEnd, EventKind.StandardOutput, child.Pid);
            if (child.StandardError is { ReadEnd: >= 0 } error) _poll.Add(error.ReadEnd, EventKind.StandardError, child.Pid);
        }
    }

    void Close(CollectedStream? stream, byte[] scratch)
    {
        if (stream is null || stream.ReadEnd < 0) return;
        stream.ReadAvailable(scratch);
        int descriptor = stream.TakeReadEnd();
        if (stream.AtEnd)
        {
            _ = close(descriptor);
            return;
        }

        _stragglers[descriptor] = descriptor;
        if (_poll.Rearm(descriptor, EventKind.Straggler, descriptor) != 0) _poll.Add(descriptor, EventKind.Straggler, descriptor);
    }

    void Forget(int descriptor)
    {
        nint got;
        fixed (byte* start = Scratch()) got = read(descriptor, start, ScratchSize);
        if (got == 0 && _stragglers.TryRemove(descriptor, out _)) _ = close(descriptor);
        else _poll.Rearm(descriptor, EventKind.Straggler, descriptor);
    }

    public void Dispose()
    {
        _stopping = true;
        foreach (Thread thread in _threads)
        {
            while (thread.IsAlive && !thread.Join(TimeSpan.FromMilliseconds(10))) _poll.Wake();
        }

        foreach (int descriptor in _stragglers.Keys) _ = close(descriptor);
        _poll.Dispose();
        _starter.Dispose();
    }
}
