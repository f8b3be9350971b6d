using Flyball.Admission;

namespace Flyball.Queue;

/// <summary>
/// The jobs that wait, ordered by <see cref="QueueOrder"/>: a list for each priority and each claim of named resources, first come first served, with the steps of sequences that have begun in front.
/// No operation depends on the number of waiting jobs: of those that want what is not to be had, only one is looked at. Used by the controller's loop alone.
/// </summary>
sealed class JobQueue(ResourceBook resources)
{
    readonly SortedList<(int Priority, int Claims), Level> _levels = new(Comparer<(int Priority, int Claims)>.Create((left, right) =>
        left.Priority != right.Priority ? right.Priority.CompareTo(left.Priority) : left.Claims.CompareTo(right.Claims)));

    public int Count { get; private set; }

    /// <summary>The foremost job that was kept out of the last window for want of a named resource; <c>null</c>: none was.</summary>
    public JobEntry? FirstBlocked { get; private set; }

    /// <summary>Adds a job behind all others of its priority.</summary>
    /// <param name="entry">The job.</param>
    /// <param name="now">The time from which its waiting counts.</param>
    /// <param name="continues">Whether it is a later step of a begun sequence and goes before jobs that are none.</param>
    public void Add(JobEntry entry, TimeSpan now, bool continues)
    {
        entry.QueuedAt = now;
        entry.IsQueued = true;
        if (!_levels.TryGetValue(Key(entry), out Level? level)) _levels.Add(Key(entry), level = new Level());
        level.Add(entry, continues);
        Count++;
    }

    public void Remove(JobEntry entry)
    {
        entry.IsQueued = false;
        Level level = _levels[Key(entry)];
        level.Remove(entry);
        if (level.First is null) _levels.Remove(Key(entry));
        Count--;
    }

    static (int Priority, int Claims) Key(JobEntry entry) => (entry.Priority, entry.Claims?.Number ?? 0);

    /// <summary>Fills the window with the jobs that go first, in order, without those whose named resources are not to be had beside those of the ones before them.</summary>
    /// <returns>The number of jobs in the window.</returns>
    public int Front(Span<JobEntry> window, TimeSpan now)
    {
        Rewind();
        int count = 0;
        FirstBlocked = null;
        resources.BeginTrial();
        while (count < window.Length && Best(now) is { Cursor: { } entry } best)
        {
            if (entry.Claims is { } claims && !resources.TryOnTrial(claims))
            {
                FirstBlocked ??= entry;
                entry.Note(new(entry.Id, Starts: false, resources.HeldBecause(claims)), now);
                best.Cursor = null;
                continue;
            }

            window[count++] = entry;
            best.Cursor = entry.Next;
        }

        return count;
    }

    /// <summary>The place of a waiting job, from 1, whatever holds those before it. Goes through the queue.</summary>
    public int PlaceOf(JobEntry entry, TimeSpan now)
    {
        Rewind();
        for (int place = 1; ; place++)
        {
            Level best = Best(now)!;
            if (best.Cursor == entry) return place;
            best.Cursor = best.Cursor!.Next;
        }
    }

    /// <summary>Takes out every job.</summary>
    public List<JobEntry> Clear()
    {
        List<JobEntry> all = [];
        foreach (Level level in _levels.Values)
            for (JobEntry? entry = level.First; entry is not null; entry = entry.Next) all.Add(entry);
        foreach (JobEntry entry in all) entry.IsQueued = false;
        _levels.Clear();
        Count = 0;
        return all;
    }

    void Rewind()
    {
        for (int i = 0; i < _levels.Count; i++)
        {
            Level level = _levels.GetValueAtIndex(i);
            level.Cursor = level.First;
        }
    }

    Level? Best(TimeSpan now)
    {
        Level? best = null;
        double bestRank = 0;
        // By index: enumerating the values would make an enumerator on the heap, for each job in the window.
        for (int i = 0; i < _levels.Count; i++)
        {
            Level level = _levels.GetValueAtIndex(i);
            if (level.Cursor is not { } entry) continue;
            double rank = QueueOrder.Rank(entry.Priority, now - entry.QueuedAt);
            // Equal ranks: who was added first.
            if (best is not null && (rank < bestRank || (rank == bestRank && entry.Id > best.Cursor!.Id))) continue;
            (best, bestRank) = (level, rank);
        }

        return best;
    }

    /// <summary>The jobs of one priority: a doubly linked list through the entries.</summary>
    sealed class Level
    {
        JobEntry? _last, _lastContinuing;

        public JobEntry? First { get; private set; }

        public JobEntry? Cursor { get; set; }

        public void Add(JobEntry entry, bool continues)
        {
            JobEntry? before = continues ? _lastContinuing : _last;
            JobEntry? after = before is null ? First : before.Next;
            (entry.Previous, entry.Next) = (before, after);
            if (before is null) First = entry;
            else before.Next = entry;
            if (after is null) _last = entry;
            else after.Previous = entry;
            if (continues) _lastContinuing = entry;
        }

        public void Remove(JobEntry entry)
        {
            if (entry == _lastContinuing) _lastContinuing = entry.Previous;
            if (entry.Previous is null) First = entry.Next;
            else entry.Previous.Next = entry.Next;
            if (entry.Next is null) _last = entry.Previous;
            else entry.Next.Previous = entry.Previous;
            entry.Previous = entry.Next = null;
        }
    }
}
