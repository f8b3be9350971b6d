namespace Flyball.Queue;

/// <summary>Jobs that are not in the queue yet: they wait for others to end, or for their time after a failed attempt. Times are on the loop's clock. Used by the controller's loop alone.</summary>
sealed class ParkedJobs
{
    readonly HashSet<JobEntry> _parked = [];

    /// <summary>The times of some of them. One that was removed meanwhile is passed over.</summary>
    readonly PriorityQueue<JobEntry, TimeSpan> _due = new();

    public int Count => _parked.Count;

    /// <summary>When the next time may come; <c>null</c>: never.</summary>
    public TimeSpan? NextDue => _due.TryPeek(out _, out TimeSpan due) ? due : null;

    /// <summary>Takes a job in that waits for others.</summary>
    public void Add(JobEntry entry, TimeSpan now)
    {
        entry.QueuedAt = now;
        _parked.Add(entry);
    }

    /// <summary>Takes a job in that waits for its time.</summary>
    public void Add(JobEntry entry, TimeSpan now, TimeSpan due)
    {
        Add(entry, now);
        _due.Enqueue(entry, due);
    }

    /// <returns>Whether it was there.</returns>
    public bool Remove(JobEntry entry) => _parked.Remove(entry);

    /// <summary>Takes out a job whose time has come; <c>null</c>: there is none.</summary>
    public JobEntry? TakeDue(TimeSpan now)
    {
        while (_due.TryPeek(out JobEntry? entry, out TimeSpan due) && due <= now)
        {
            _due.Dequeue();
            if (_parked.Remove(entry)) return entry;
        }

        return null;
    }

    /// <summary>When a job's time comes; <c>null</c>: it waits for others. Goes through all.</summary>
    public TimeSpan? DueOf(JobEntry entry) => _due.UnorderedItems.FirstOrDefault(item => item.Element == entry) is { Element: not null } found ? found.Priority : null;

    /// <summary>Takes out every job.</summary>
    public JobEntry[] Clear()
    {
        JobEntry[] all = [.. _parked];
        _parked.Clear();
        _due.Clear();
        return all;
    }
}
