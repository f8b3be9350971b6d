using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>
/// One thread that waits for the end of all our processes, by their pidfds in one epoll, and reaps each by its own number. It never waits for "any child":
/// other code of this process may have children too.
/// </summary>
sealed unsafe class ProcessWatcher : IDisposable
{
    /// <summary>struct epoll_event is packed on x86-64 and aligned elsewhere.</summary>
    static readonly int s_eventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    static readonly int s_dataOffset = s_eventSize - 8;

    const int EventsAtOnce = 64;
    const ulong Wake = ulong.MaxValue;

    readonly ConcurrentDictionary<int, ChildProcess> _children = new();
    readonly int _epoll, _wake;
    readonly Thread _thread;
    volatile bool _stopping;

    public ProcessWatcher()
    {
        LetChildrenBeWaitedFor();
        _epoll = epoll_create1(EpollCloseOnExec);
        _wake = eventfd(0, EventCloseOnExec);
        if (_epoll < 0 || _wake < 0 || !Add(_wake, Wake)) throw new IOException($"Cannot watch processes: {Describe(LastError)}.");
        _thread = new Thread(Run) { IsBackground = true, Name = "flyball processes" };
        _thread.Start();
    }

    /// <summary>Reports the end of a child to it.</summary>
    /// <returns>0, or the number of the error; the child is not watched then.</returns>
    public int Watch(ChildProcess child)
    {
        child.Descriptor = PidfdOpen(child.Pid);
        if (child.Descriptor < 0) return LastError;
        _children[child.Pid] = child;
        if (Add(child.Descriptor, (ulong)child.Pid)) return 0;
        int error = LastError;
        _children.TryRemove(child.Pid, out _);
        _ = close(child.Descriptor);
        return error;
    }

    /// <summary>Waits for a child of ours; loops while interrupted.</summary>
    public static ProcessExit Reap(int pid)
    {
        int status, reaped;
        ResourceUse use = default;
        do reaped = wait4(pid, &status, 0, &use);
        while (reaped < 0 && LastError == Interrupted);
        return new(reaped == pid ? status : -1, use);
    }

    void Run()
    {
        byte* events = stackalloc byte[EventsAtOnce * s_eventSize];
        while (!_stopping)
        {
            int count = epoll_wait(_epoll, events, EventsAtOnce, -1);
            for (int i = 0; i < count; i++)
            {
                ulong data = Marshal.PtrToStructure<ulong>((nint)(events + (i * s_eventSize) + s_dataOffset));
                if (data != Wake && _children.TryRemove((int)data, out ChildProcess? child)) End(child);
            }
        }
    }

    static void End(ChildProcess child)
    {
        ProcessExit exit = Reap(child.Pid);
        _ = close(child.Descriptor);
        child.SetExit(exit);
    }

    bool Add(int descriptor, ulong data)
    {
        byte* change = stackalloc byte[16];
        *(uint*)change = EpollIn;
        Marshal.StructureToPtr(data, (nint)(change + s_dataOffset), false);
        return epoll_ctl(_epoll, EpollAdd, descriptor, change) == 0;
    }

    /// <summary>A parent that ignores SIGCHLD hands that on to us, and the kernel would then reap our children unseen. A handler that is installed stays.</summary>
    static void LetChildrenBeWaitedFor()
    {
        nint* action = stackalloc nint[SignalActionSize / sizeof(nint)];
        if (sigaction(ChildSignal, null, action) == 0 && action[0] == IgnoreHandler) signal(ChildSignal, DefaultHandler);
    }

    public void Dispose()
    {
        _stopping = true;
        ulong one = 1;
        _ = write(_wake, &one, sizeof(ulong));
        _thread.Join();
        _ = close(_epoll);
        _ = close(_wake);
    }
}
