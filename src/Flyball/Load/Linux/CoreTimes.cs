namespace Flyball.Load.Linux;

/// <summary>Time that each CPU was busy and idle since the machine started, in ticks, by CPU number. A buffer that is filled again and again.</summary>
sealed class CoreTimes
{
    const int Offline = -1;

    long[] _busy = [];
    long[] _idle = [];

    /// <summary>One more than the highest CPU number seen.</summary>
    public int Count { get; private set; }

    /// <summary>CPUs that are online.</summary>
    public int Online { get; private set; }

    public bool IsOnline(int cpu) => cpu < Count && _busy[cpu] != Offline;

    public long Busy(int cpu) => _busy[cpu];

    public long Idle(int cpu) => _idle[cpu];

    public void Clear() => Count = Online = 0;

    public void Set(int cpu, long busyTicks, long idleTicks)
    {
        if (cpu >= _busy.Length)
        {
            int length = Math.Max(cpu + 1, _busy.Length * 2);
            Array.Resize(ref _busy, length);
            Array.Resize(ref _idle, length);
        }

        for (; Count <= cpu; Count++) _busy[Count] = Offline;
        if (_busy[cpu] == Offline) Online++;
        _busy[cpu] = busyTicks;
        _idle[cpu] = idleTicks;
    }
}
