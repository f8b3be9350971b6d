namespace Flyball.Load.Linux;

/// <summary>What the kernel's files said at one instant, as they say it: counts since the start of the machine. Used again and again.</summary>
sealed class Counters
{
    /// <summary>On the sampler's clock.</summary>
    public TimeSpan At { get; set; }

    public CoreTimes Cores { get; } = new();

    public List<DiskTimes> Disks { get; } = [];

    /// <summary>Bytes; so are the other amounts of memory.</summary>
    public long? MachineMemory { get; set; }

    public long? MemoryAvailable { get; set; }

    /// <summary>Pages; so are the following two.</summary>
    public long? SwappedIn { get; set; }

    public long? SwappedOut { get; set; }

    public long? Refaults { get; set; }

    public int? Runnable { get; set; }

    /// <summary>On a clock of its own: it may have been read a little earlier than the rest.</summary>
    public PressureTotals Pressure { get; set; }

    /// <summary>The control group whose quota binds, and its CPU time in nanoseconds.</summary>
    public string? QuotaGroup { get; set; }

    public long? QuotaGroupCpuTime { get; set; }

    /// <summary>The control group in which least memory is available; <c>null</c>: it is the machine.</summary>
    public string? MemoryAvailableGroup { get; set; }
}

/// <summary>The counters of the last samples: enough of them for rates over half a second, however close the samples come.</summary>
sealed class CounterHistory
{
    /// <summary>What rates should cover at least: long enough for clocks of 100 ticks a second, short enough to see a burst.</summary>
    public static TimeSpan Window => TimeSpan.FromMilliseconds(500);

    // At the closest, every 50 ms, the tenth before the last is half a second old.
    readonly Counters[] ring = new Counters[11];
    int taken;

    public CounterHistory()
    {
        for (int index = 0; index < ring.Length; index++) ring[index] = new();
    }

    /// <summary>The oldest counters, to be filled with new ones.</summary>
    public Counters Next() => ring[taken++ % ring.Length];

    /// <summary>The last counters that are a window older than the newest, or else the oldest; <c>null</c>: there are none but the newest.</summary>
    public Counters? Baseline()
    {
        TimeSpan now = ring[(taken - 1) % ring.Length].At;
        Counters? baseline = null;
        for (int back = 1; back < Math.Min(taken, ring.Length); back++)
        {
            baseline = ring[(taken - 1 - back) % ring.Length];
            if (now - baseline.At >= Window) break;
        }

        return baseline;
    }
}
