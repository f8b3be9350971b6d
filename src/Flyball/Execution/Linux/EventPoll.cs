using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>What an event of an <see cref="EventPoll"/> is about.</summary>
enum EventKind
{
    /// <summary>There is work for the thread that waits.</summary>
    Wake,

    /// <summary>The process of this number has ended.</summary>
    Exit,

    /// <summary>The process of this number wrote to its standard output, or nobody can any more.</summary>
    StandardOutput,

    /// <summary>The process of this number wrote to its standard error, or nobody can any more.</summary>
    StandardError,

    /// <summary>Something that outlived its job wrote to the pipe with this descriptor, or nobody can any more.</summary>
    Straggler,
}

/// <summary>An epoll for one thread that waits; any thread may add to it and wake it. An event is given once, and not again until its descriptor is armed again.</summary>
sealed unsafe class EventPoll : IDisposable
{
    /// <summary>struct epoll_event is packed on x86-64 and aligned elsewhere.</summary>
    static readonly int s_eventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    const int DataSize = sizeof(ulong), LargestEvent = 16, EventsAtOnce = 16;

    readonly int _epoll, _wake;

    /// <exception cref="IOException">No descriptor is to be had.</exception>
    public EventPoll()
    {
        _epoll = epoll_create1(EpollCloseOnExec);
        _wake = eventfd(0, EventCloseOnExec);
        if (_epoll < 0 || _wake < 0 || Change(EpollAdd, _wake, EpollIn | EpollEdge, EventKind.Wake, 0) != 0)
            throw new IOException($"Cannot watch processes: {Describe(LastError)}.");
    }

    /// <summary>Hears of a descriptor's next event.</summary>
    /// <returns>0, or the number of the error.</returns>
    public int Add(int descriptor, EventKind kind, int number) => Change(EpollAdd, descriptor, EpollIn | EpollOneShot, kind, number);

    /// <summary>Hears of the next event of a descriptor that was added before.</summary>
    /// <returns>0, or the number of the error.</returns>
    public int Rearm(int descriptor, EventKind kind, int number) => Change(EpollModify, descriptor, EpollIn | EpollOneShot, kind, number);

    /// <summary>Wakes the thread that waits, or that will wait next.</summary>
    public void Wake()
    {
        ulong one = 1;
        _ = write(_wake, &one, sizeof(ulong));
    }

    /// <summary>Waits for events.</summary>
    /// <param name="events">Receives them.</param>
    /// <param name="milliseconds">How long; −1: for ever.</param>
    /// <returns>The number of events; 0 when the time is over or a signal came.</returns>
    public int Wait(Span<(EventKind Kind, int Number)> events, int milliseconds)
    {
        byte* buffer = stackalloc byte[EventsAtOnce * LargestEvent];
        int count = epoll_wait(_epoll, buffer, Math.Min(EventsAtOnce, events.Length), milliseconds);
        for (int i = 0; i < count; i++)
        {
            ulong data = Unsafe.ReadUnaligned<ulong>(buffer + (i * s_eventSize) + s_eventSize - DataSize);
            events[i] = ((EventKind)(data >> 32), (int)(uint)data);
        }

        return Math.Max(count, 0);
    }

    int Change(int operation, int descriptor, uint events, EventKind kind, int number)
    {
        byte* change = stackalloc byte[LargestEvent];
        *(uint*)change = events;
        Unsafe.WriteUnaligned(change + s_eventSize - DataSize, ((ulong)kind << 32) | (uint)number);
        return epoll_ctl(_epoll, operation, descriptor, change) == 0 ? 0 : LastError;
    }

    public void Dispose()
    {
        _ = close(_epoll);
        _ = close(_wake);
    }
}
