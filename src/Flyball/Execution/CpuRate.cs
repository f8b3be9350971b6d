namespace Flyball.Execution;

/// <summary>Turns readings of a growing CPU time into cores kept busy, over the last half second or more. Allocates nothing after its creation.</summary>
sealed class CpuRate
{
    /// <summary>Long enough for clock ticks of 10 ms, short enough for bursts.</summary>
    static readonly TimeSpan s_window = TimeSpan.FromSeconds(0.5);

    /// <summary>Closer readings tell more about clock ticks than about the job.</summary>
    static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(0.05);

    readonly (TimeSpan At, TimeSpan Cpu)[] _readings = new (TimeSpan, TimeSpan)[16];
    int _first, _count;

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
    public TimeSpan Latest => _count == 0 ? TimeSpan.Zero : Reading(_count - 1).Cpu;

    /// <summary>Adds a reading. CPU time that went backwards, because a process left the tree unseen, counts as none.</summary>
    public void Add(TimeSpan at, TimeSpan cpu)
    {
        if (_count > 0 && cpu < Latest) cpu = Latest;
        if (_count == _readings.Length) Drop();
        _readings[(_first + _count++) % _readings.Length] = (at, cpu);
        while (_count > 2 && at - Reading(1).At >= s_window) Drop();
        (TimeSpan start, TimeSpan before) = Reading(0);
        if (at - start >= s_shortest) Cores = (cpu - before) / (at - start);
    }

    (TimeSpan At, TimeSpan Cpu) Reading(int index) => _readings[(_first + index) % _readings.Length];

    void Drop()
    {
        _first = (_first + 1) % _readings.Length;
        _count--;
    }
}
