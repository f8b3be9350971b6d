namespace Flyball.Execution;

/// <summary>Turns readings of moved bytes into bytes per second, over the last half second to second.</summary>
sealed class ByteRate(TimeSpan start)
{
    static readonly TimeSpan s_window = TimeSpan.FromSeconds(0.5);
    static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(0.05);

    (TimeSpan At, double Bytes) _first = (start, 0), _second = (start, 0);
    double _latest;

    /// <summary><c>null</c>: there are no two readings far enough apart.</summary>
    public double? PerSecond { get; private set; }

    /// <summary>Adds a reading. Bytes that became fewer, because a process left the tree unseen, count as none.</summary>
    public void Add(TimeSpan at, double bytes)
    {
        _latest = Math.Max(_latest, bytes);
        if (at - _first.At >= s_shortest) PerSecond = (_latest - _first.Bytes) / (at - _first.At).TotalSeconds;
        if (at - _second.At >= s_window) (_first, _second) = (_second, (at, _latest));
    }
}
