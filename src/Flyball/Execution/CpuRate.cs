namespace Flyball.Execution;

/// <summary>Turns readings of a growing CPU time into cores kept busy, over the last half second or more. Allocates nothing after its creation.</summary>
sealed class CpuRate
{
    /// <summary>Closer readings tell more about clock ticks than about the job.</summary>
    static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(0.05);

    /// <summary>Long enough for clock ticks of 10 ms, short enough for bursts.</summary>
    readonly RecentReadings<TimeSpan> _readings = new(TimeSpan.FromSeconds(0.5));

    /// <summary>The rate of a job that had used nothing when it began.</summary>
    public static CpuRate From(TimeSpan start)
    {
        var rate = new CpuRate();
        rate.Add(start, TimeSpan.Zero);
        return rate;
    }

    /// <summary>Cores kept busy; <c>null</c> while there are no two readings far enough apart.</summary>
    public double? Cores { get; private set; }

    /// <summary>The CPU time of the last reading.</summary>
    public TimeSpan Latest => _readings.Count == 0 ? TimeSpan.Zero : _readings.Latest.Value;

    /// <summary>Adds a reading. CPU time that went backwards, because a process left the tree unseen, counts as none.</summary>
    public void Add(TimeSpan at, TimeSpan cpu)
    {
        if (cpu < Latest) cpu = Latest;
        _readings.Add(at, cpu);
        (TimeSpan start, TimeSpan before) = _readings.Oldest;
        if (at - start >= s_shortest) Cores = (cpu - before) / (at - start);
    }
}
