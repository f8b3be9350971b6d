namespace Flyball.Load.Linux;

/// <summary>Time that each CPU was busy and idle since the machine started, in ticks, by CPU number. A buffer that is filled again and again.</summary>
sealed class CoreTimes
{
    const int Offline = -1;

    long[] busy = [];
    long[] idle = [];

    /// <summary>One more than the highest CPU number seen.</summary>
    public int Count { get; private set; }

    /// <summary>CPUs that are online.</summary>
    public int Online { get; private set; }

    public bool IsOnline(int cpu) => cpu < Count && busy[cpu] != Offline;

    public long Busy(int cpu) => busy[cpu];

    public long Idle(int cpu) => idle[cpu];

    public void Clear() => Count = Online = 0;

    public void Set(int cpu, long busyTicks, long idleTicks)
    {
        if (cpu >= busy.Length)
        {
            int length = Math.Max(cpu + 1, busy.Length * 2);
            Array.Resize(ref busy, length);
            Array.Resize(ref idle, length);
        }

        for (; Count <= cpu; Count++) busy[Count] = Offline;
        if (busy[cpu] == Offline) Online++;
        busy[cpu] = busyTicks;
        idle[cpu] = idleTicks;
    }
}
