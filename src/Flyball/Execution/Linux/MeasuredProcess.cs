using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>
/// A process of a job, and what was last read of it. Most processes of most jobs sleep, so its clock is asked first: while that stands still the process has not run,
/// hence has used, started and waited for nothing. (No field of /proc/PID/stat tells as much: posix_spawn and vfork leave CPU ticks and page faults as they were.)
/// </summary>
/// <param name="pid">Its number.</param>
/// <param name="parent">The process that was said to be its parent; <c>null</c>: it may have any.</param>
/// <param name="latestStart">When it was started at the latest: whoever has its number and was started later is another process.</param>
/// <param name="allowance">What it takes from to keep its files open.</param>
sealed class MeasuredProcess(int pid, int? parent, long latestStart, DescriptorAllowance allowance)
{
    /// <summary>
    /// What can change while it does not run is read this often: that it was woken and waits for a CPU, that its memory was reclaimed, that it was given children of others.
    /// </summary>
    static readonly TimeSpan s_longestUnread = TimeSpan.FromSeconds(0.5);

    /// <summary>Its threads may be many, and each has children of its own. With 5 µs for each thread, that is at most 0.03 % of a core.</summary>
    static readonly TimeSpan s_betweenThreads = TimeSpan.FromMilliseconds(20);

    const int Descriptors = 3;

    int _stat = -1, _children = -1, _io = -1;
    bool _held;
    long _clock = -1;
    TimeSpan _readAt;
    TimeSpan? _threadsReadAt;
    ProcessStat _last;

    public int Pid => pid;

    /// <summary>Whether there is anything to say of it.</summary>
    public bool WasRead { get; private set; }

    /// <summary>Its CPU time so far, with that of children that it waited for.</summary>
    public TimeSpan Cpu { get; private set; }

    /// <summary>What it and the children that it waited for read from storage and wrote to it so far; <c>null</c>: it belongs to another user.</summary>
    public ProcessTraffic? Traffic { get; private set; }

    public long ResidentPages => _last.ResidentPages;

    public bool IsRunnable => _last.IsRunnable;

    /// <summary>Reads of it what may have changed.</summary>
    /// <param name="now">Time on a clock of the caller.</param>
    /// <param name="children">To which its children are added, known ones or not.</param>
    /// <returns>Whether it is still there; its files are closed if not.</returns>
    public bool Look(TimeSpan now, List<int> children)
    {
        // Before its text is read, which proves that it was of this process.
        long clock = ProcessClock.Used(pid);
        bool unchanged = clock >= 0 && clock == _clock && !IsRunnable && now - _readAt < s_longestUnread;
        if (unchanged) return true;

        // That there is no descriptor to be had says nothing of the process.
        if (_stat < 0 && !Open()) return LastError is not (NoSuchFile or NoSuchProcess);
        bool isThere = Read();
        if (isThere)
        {
            Note(clock, now);
            ReadTraffic();
            ReadChildren(now, children);
        }

        if (!isThere || !_held) Close();
        return isThere;
    }

    public void Close()
    {
        if (_stat >= 0) _ = close(_stat);
        if (_children >= 0) _ = close(_children);
        if (_io >= 0) _ = close(_io);
        _stat = _children = _io = -1;
        if (_held) allowance.Return(Descriptors);
        _held = false;
    }

    /// <summary>Opens its files, all before the first is read: what is read then proves that they are of one process.</summary>
    bool Open()
    {
        _stat = ProcFile.Open(pid, "stat"u8);
        if (_stat < 0) return false;
        _children = ProcFile.OpenChildren(pid);
        _io = ProcFile.Open(pid, "io"u8);
        _held = _children >= 0 && allowance.TryTake(Descriptors);
        return true;
    }

    bool Read()
    {
        Span<byte> buffer = stackalloc byte[1024];
        if (!ProcessStat.TryParse(ProcFile.Read(_stat, buffer), out ProcessStat stat)) return false;
        if (WasRead ? stat.StartTicks != _last.StartTicks : stat.StartTicks > latestStart || (parent is not null && parent != stat.Parent)) return false;
        _last = stat.After(_last);
        return WasRead = true;
    }

    void Note(long clock, TimeSpan now)
    {
        TimeSpan own = clock >= 0 ? TimeSpan.FromTicks(clock / TimeSpan.NanosecondsPerTick) : ProcessStat.Time(_last.OwnTicks);
        Cpu = own + ProcessStat.Time(_last.WaitedTicks);
        (_clock, _readAt) = (clock, now);
    }

    /// <summary>After its other file, which has proved that all are of the right process.</summary>
    void ReadTraffic()
    {
        Span<byte> buffer = stackalloc byte[256];
        if (_io >= 0 && ProcessTraffic.TryParse(ProcFile.Read(_io, buffer), out ProcessTraffic traffic)) Traffic = traffic;
    }

    void ReadChildren(TimeSpan now, List<int> children)
    {
        if (_children >= 0) ChildList.Read(_children, children);
        if (_last.Threads <= 1) return;
        TimeSpan pause = s_betweenThreads * _last.Threads;
        if (now - _threadsReadAt < (pause > s_longestUnread ? pause : s_longestUnread)) return;
        _threadsReadAt = now;
        ChildList.ReadOfOtherThreads(pid, _stat, children);
    }
}
