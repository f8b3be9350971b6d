using System.Collections.Concurrent;
using System.Diagnostics;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>
/// One thread that starts processes and waits for them. It hears of those only that it has started: their ends are seen on the CPU where the thread was last, which spares both a
/// change. Each process is reaped by its own number, never as "any child": other code of this process may have children too.
/// </summary>
sealed unsafe class ProcessWorker : IDisposable
{
    const int EventsAtOnce = 16, ScratchSize = 64 * 1024;

    /// <summary>
    /// Jobs that end sooner are read once, at their end, without hearing of their output: that saves waking up for each of their streams. A pipe holds 64 KiB meanwhile.
    /// </summary>
    static readonly TimeSpan s_young = TimeSpan.FromMilliseconds(2);

    readonly ChildStarter _starter;
    readonly ConcurrentQueue<ChildProcess> _toStart;
    readonly EventPoll _poll = new();
    readonly Queue<ChildProcess> _young = new();
    readonly Dictionary<int, ChildProcess> _children = [];
    readonly ConcurrentDictionary<int, int> _stragglers = new();
    readonly Thread _thread;
    readonly int _slot;
    volatile bool _stopping, _isIdle;

    [ThreadStatic]
    static ProcessWorker? s_current;

    [ThreadStatic]
    static byte[]? s_scratch;

    /// <param name="starter">Starts processes.</param>
    /// <param name="toStart">What is to be started, by any worker.</param>
    /// <param name="slot">This worker's for <see cref="JobMarker"/>.</param>
    public ProcessWorker(ChildStarter starter, ConcurrentQueue<ChildProcess> toStart, int slot)
    {
        (_starter, _toStart, _slot) = (starter, toStart, slot);
        _thread = new Thread(Run) { IsBackground = true, Name = "flyball processes" };
        _thread.Start();
    }

    /// <summary>The worker whose thread the calling one is; <c>null</c>: it is none's.</summary>
    public static ProcessWorker? Current => s_current;

    /// <summary>A buffer of the thread.</summary>
    static byte[] Scratch => s_scratch ??= GC.AllocateUninitializedArray<byte>(ScratchSize);

    /// <summary>Whether the thread waits, or will look for processes to be started before it does.</summary>
    public bool IsIdle => _isIdle;

    /// <summary>Has the thread look for processes to be started. Safe for use by any thread.</summary>
    public void Wake() => _poll.Wake();

    /// <summary>
    /// Takes in what is left of a job's outputs and closes them. What still writes there outlived its job: it is read on, and forgotten, so that no signal ends it. Safe for use by any thread.
    /// </summary>
    public void CloseStreams(ChildProcess child)
    {
        lock (child)
        {
            Close(child.StandardOutput);
            Close(child.StandardError);
        }
    }

    void Run()
    {
        s_current = this;
        using ProcessSpawner spawner = _starter.NewSpawner();
        Span<(EventKind Kind, int Number)> events = stackalloc (EventKind, int)[EventsAtOnce];
        while (!_stopping)
        {
            while (_toStart.TryDequeue(out ChildProcess? child)) TryStart(child, spawner);
            _isIdle = true;
            Interlocked.MemoryBarrier();
            int count = _toStart.IsEmpty ? _poll.Wait(events, WatchYoung()) : 0;
            _isIdle = false;
            foreach ((EventKind kind, int number) in events[..count]) Handle(kind, number);
        }
    }

    /// <summary>What nobody foresaw, memory that is short for instance, is a failure of this job: the thread goes on for the others.</summary>
    void TryStart(ChildProcess child, ProcessSpawner spawner)
    {
        child.Worker = this;
        try
        {
            if (Start(child, spawner)) return;
        }
#pragma warning disable CA1031 // Nobody is above this thread.
        catch (Exception unforeseen)
#pragma warning restore CA1031
        {
            child.Fault ??= ($"it cannot be started: {unforeseen.Message}", null);
        }

        if (child.Pid == 0)
        {
            child.SetExit(default);
            return;
        }

        // Waited for where that holds up nobody.
        _children.Remove(child.Pid);
        _ = kill(-child.Pid, Killing);
        _ = Task.Run(() => End(child));
    }

    /// <returns>Whether the process runs and its end will be heard of.</returns>
    bool Start(ChildProcess child, ProcessSpawner spawner)
    {
        if (!_starter.Start(child, spawner, _slot)) return false;
        if (_poll.Add(child.Descriptor, EventKind.Exit, child.Pid) is not 0 and var error)
        {
            child.Fault = ($"the process cannot be watched: {Describe(error)}", null);
            return false;
        }

        _children[child.Pid] = child;
        if (child.StandardOutput is not null) _young.Enqueue(child);
        return true;
    }

    void Handle(EventKind kind, int number)
    {
        if (kind == EventKind.Straggler) Forget(number);
        else if (kind == EventKind.Exit && _children.Remove(number, out ChildProcess? ended)) End(ended);
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
            stream.ReadAvailable(Scratch);
            child.Listener?.Tell(child.Execution, kind == EventKind.StandardOutput ? OutputKind.StandardOutput : OutputKind.StandardError, stream.Buffer);
            if (stream.Buffer.Failure is not null) child.EndForLostOutput();
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
            WatchStreams(_young.Dequeue());
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

    void Close(CollectedStream? stream)
    {
        if (stream is null || stream.ReadEnd < 0) return;
        stream.ReadAvailable(Scratch);
        int descriptor = stream.TakeReadEnd();
        _stragglers[descriptor] = descriptor;
        bool isWatched = !stream.AtEnd && (_poll.Rearm(descriptor, EventKind.Straggler, descriptor) == 0 || _poll.Add(descriptor, EventKind.Straggler, descriptor) == 0);
        if (!isWatched && _stragglers.TryRemove(descriptor, out _)) _ = close(descriptor);
    }

    void Forget(int descriptor)
    {
        nint got;
        fixed (byte* start = Scratch) got = read(descriptor, start, ScratchSize);
        if (got != 0) _poll.Rearm(descriptor, EventKind.Straggler, descriptor);
        else if (_stragglers.TryRemove(descriptor, out _)) _ = close(descriptor);
    }

    /// <summary>Has the thread end soon.</summary>
    public void Stop()
    {
        _stopping = true;
        Wake();
    }

    public void Dispose()
    {
        Stop();
        _thread.Join();
        foreach (int descriptor in _stragglers.Keys) _ = close(descriptor);
        _poll.Dispose();
    }
}
