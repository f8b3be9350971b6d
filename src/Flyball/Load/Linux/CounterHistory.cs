namespace Flyball.Load.Linux;

/// <summary>The counters of the last samples: enough of them for rates over half a second, however close the samples come.</summary>
sealed class CounterHistory
{
    /// <summary>What rates should cover at least: long enough for clocks of 100 ticks a second, short enough to see a burst.</summary>
    public static TimeSpan Window => TimeSpan.FromMilliseconds(500);

    // At the closest, every 50 ms, the tenth before the last is half a second old.
    readonly Counters[] _ring = new Counters[11];
    int _taken;

    public CounterHistory()
    {
        for (int index = 0; index < _ring.Length; index++) _ring[index] = new();
    }

    /// <summary>The oldest counters, to be filled with new ones.</summary>
    public Counters Next() => _ring[_taken++ % _ring.Length];

    /// <summary>The last counters that are a window older than the newest, or else the oldest; <c>null</c>: there are none but the newest.</summary>
    public Counters? Baseline()
    {
        TimeSpan now = _ring[(_taken - 1) % _ring.Length].At;
        Counters? baseline = null;
        for (int back = 1; back < Math.Min(_taken, _ring.Length); back++)
        {
            baseline = _ring[(_taken - 1 - back) % _ring.Length];
            if (now - baseline.At >= Window) break;
        }

        return baseline;
    }
}
