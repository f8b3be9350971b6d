using System.Collections.Concurrent;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>
/// Ends jobs with all their processes: gently first, then by force, and looks again until nothing is left. A process belongs to a job by the marker in its
/// environment, by its process group, or by descent; so one that forked twice, began a session or ignores signals is found. One look at /proc serves all jobs.
/// </summary>
sealed class ProcessEnder(TerminationSequence sequence, TimeProvider time) : IDisposable
{
    /// <summary>A process that forks and ends while we look can hide its child from one look, not from the next one too.</summary>
    const int EmptyLooksThatProve = 2;

    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(25);

    /// <summary>What is still there after so many looks cannot be ended (it belongs to another user, or hangs in the kernel): no need to look that often.</summary>
    const int ManyLooks = 200;

    static readonly TimeSpan s_longPause = TimeSpan.FromMilliseconds(500);

    readonly ConcurrentDictionary<ChildProcess, Order> _orders = new();
    readonly SemaphoreSlim _news = new(0);
    int _working;

    sealed class Order
    {
        /// <summary>The step that is to be taken next, and when the one before was.</summary>
        public int NextStep { get; set; }
        public long LastStepAt { get; set; }
        public int Looks { get; set; }
        public bool Left { get; set; }
        public int EmptyLooks { get; set; }
    }

    /// <summary>Orders the end of a job; <see cref="ChildProcess.Gone"/> tells when it is done.</summary>
    public void End(ChildProcess child)
    {
        child.MustEnd = true;
        if (child.Gone.IsCompleted || !_orders.TryAdd(child, new Order())) return;
        child.Exit.GetAwaiter().OnCompleted(Tell);
        if (Interlocked.Exchange(ref _working, 1) == 0) _ = Task.Run(WorkAsync);
    }

    void Tell()
    {
        try
        {
            _news.Release();
        }
        catch (ObjectDisposedException)
        {
            // All jobs were gone before their ends had been told.
        }
    }

    async Task WorkAsync()
    {
        try
        {
            do
            {
                while (!_orders.IsEmpty)
                {
                    TryStep();
                    if (!_orders.IsEmpty) await _news.WaitAsync(_orders.Values.All(order => order.Looks > ManyLooks) ? s_longPause : s_pause).ConfigureAwait(false);
                }

                Volatile.Write(ref _working, 0);
            }
            while (!_orders.IsEmpty && Interlocked.Exchange(ref _working, 1) == 0);
        }
        catch (ObjectDisposedException)
        {
            // As above: what is left are orders for jobs that never had a process.
        }
    }

    /// <summary>A look may fail for want of descriptors or memory. The orders stand: the next look comes soon.</summary>
    void TryStep()
    {
        try
        {
            Step();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            foreach (Order order in _orders.Values) order.EmptyLooks = 0;
        }
    }

    /// <summary>Looks at all processes once, signals those that are to end, and reports the jobs of which none is left.</summary>
    void Step()
    {
        // A job whose own process had not ended before the look may have started others since.
        ChildProcess[] ended = [.. _orders.Keys.Where(child => child.Exit.IsCompleted)];
        Dictionary<ChildProcess, int?> signals = [];
        foreach ((ChildProcess child, Order order) in _orders)
        {
            order.Left = false;
            order.Looks++;
            signals[child] = Signal(order);
        }

        foreach (JobMember member in JobMembers.Find(signals.Keys))
        {
            if (!_orders.TryGetValue(member.Child, out Order? order)) continue;
            order.Left = true;
            if (signals[member.Child] is { } signal) JobMembers.Signal(member, signal);

            // Whoever stopped it: only one that goes on can end gently.
            if (member.IsStopped) JobMembers.Signal(member, Continue);
        }

        foreach (ChildProcess child in ended) NoteLook(child);
    }

    void NoteLook(ChildProcess child)
    {
        if (!_orders.TryGetValue(child, out Order? order)) return;
        order.EmptyLooks = order.Left ? 0 : order.EmptyLooks + 1;
        if (order.EmptyLooks < EmptyLooksThatProve) return;
        _orders.TryRemove(child, out _);
        child.SetGone();
    }

    /// <summary>What is to be sent now. A step goes to what is there when it is due, and none is left out, however late we are; the kill goes to whatever turns up.</summary>
    int? Signal(Order order)
    {
        TerminationStep? last = order.NextStep > 0 ? sequence.Steps[order.NextStep - 1] : null;
        if (last is { } taken && time.GetElapsedTime(order.LastStepAt) < taken.Wait) return taken.Signal == Killing ? Killing : null;
        if (order.NextStep == sequence.Steps.Length) return Killing;
        order.LastStepAt = time.GetTimestamp();
        return sequence.Steps[order.NextStep++].Signal;
    }

    public void Dispose() => _news.Dispose();
}
