namespace Flyball.Queue;

/// <summary>
/// Room in the queue for jobs that are drawn from a source. When it is full, drawing waits until half of it is free: waking the thread that draws costs more than
/// drawing. Safe for use by any thread.
/// </summary>
/// <param name="size">How many jobs may wait at once, at least 1.</param>
sealed class SourceWindow(int size)
{
    readonly object _changing = new();
    int _taken;
    bool _full;

    /// <summary>Takes room for one job; blocks while there is none.</summary>
    /// <returns>Whether there is room; <c>false</c>: the token was cancelled.</returns>
    public bool Take(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration wake = cancellationToken.UnsafeRegister(static window => ((SourceWindow)window!).Wake(), this);
        lock (_changing)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                if (TryTake()) return true;
                Monitor.Wait(_changing);
            }

            return false;
        }
    }

    /// <summary>Takes room for one job if there is any.</summary>
    public bool TryTake()
    {
        lock (_changing)
        {
            if (_full) return false;
            _full = ++_taken >= size;
            return true;
        }
    }

    /// <summary>Gives the room of one job back.</summary>
    public void Give()
    {
        lock (_changing)
        {
            if (--_taken > size / 2 || !_full) return;
            _full = false;
            Monitor.PulseAll(_changing);
        }
    }

    void Wake()
    {
        lock (_changing) Monitor.PulseAll(_changing);
    }
}
