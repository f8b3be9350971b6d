namespace Flyball.Cli.Rendering;

/// <summary>How many end in a second, over the last half minute. Not thread safe.</summary>
sealed class EndRate
{
    static readonly TimeSpan s_window = TimeSpan.FromSeconds(30);

    readonly Queue<TimeSpan> _ends = new();
    TimeSpan? _first;

    /// <summary>There is something that may end.</summary>
    public void Begin(TimeSpan now) => _first ??= now;

    /// <summary>One has ended.</summary>
    public void Add(TimeSpan now)
    {
        _ends.Enqueue(now);
        Forget(now);
    }

    /// <summary>The rate; <c>null</c> before the first end.</summary>
    public double? At(TimeSpan now)
    {
        Forget(now);
        TimeSpan span = now - _first is { } since && since < s_window ? since : s_window;
        return _ends.Count == 0 || span <= TimeSpan.Zero ? null : _ends.Count / span.TotalSeconds;
    }

    void Forget(TimeSpan now)
    {
        while (_ends.TryPeek(out TimeSpan oldest) && now - oldest > s_window) _ends.Dequeue();
    }
}
