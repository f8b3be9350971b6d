using System.Collections.Concurrent;

namespace Flyball;

/// <summary>
/// Messages from any thread, handled in turns: one thread at a time drains them and acts, so what a turn touches needs no lock. No thread of its own waits for
/// messages; whoever brings one has the turn run, on the thread pool or, where that saves a change of threads, right where it is.
/// </summary>
/// <param name="turn">Takes all messages and acts upon them. Must not throw.</param>
sealed class Inbox<TMessage>(Action turn) : IThreadPoolWorkItem
{
    readonly ConcurrentQueue<TMessage> _messages = new();
    int _busy;
    volatile bool _open;

    /// <summary>From now on turns are run; what came before is handled at once.</summary>
    /// <returns>Whether they were not run before.</returns>
    public bool Open()
    {
        bool wasClosed = !_open;
        _open = true;
        Schedule();
        return wasClosed;
    }

    /// <summary>Brings a message. The turn runs on the thread pool: the caller's own locks and its time are not touched.</summary>
    public void Post(in TMessage message)
    {
        _messages.Enqueue(message);
        Schedule();
    }

    /// <summary>Brings a message and runs the turn on this thread, unless one is under way: that one takes it along. Not for threads that run code of users.</summary>
    public void PostAndRun(in TMessage message)
    {
        _messages.Enqueue(message);
        if (_open && Interlocked.Exchange(ref _busy, 1) == 0) Run();
    }

    public bool TryTake(out TMessage message) => _messages.TryDequeue(out message!);

    void IThreadPoolWorkItem.Execute() => Run();

    void Schedule()
    {
        if (_open && Interlocked.Exchange(ref _busy, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void Run()
    {
        do
        {
            turn();
            Volatile.Write(ref _busy, 0);
            // The fence: a message that came after the turn's last look must be seen here, or its bringer must see that nobody is busy.
            Interlocked.MemoryBarrier();
        }
        while (!_messages.IsEmpty && Interlocked.Exchange(ref _busy, 1) == 0);
    }
}
