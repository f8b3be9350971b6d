namespace Flyball.Execution;

/// <summary>The readings of a quantity over the last window of time, or over what as many as are kept cover; at least two, once there are two. Allocates nothing after its creation.</summary>
/// <param name="window">How far back they are to reach.</param>
sealed class RecentReadings<T>(TimeSpan window)
    where T : struct
{
    readonly (TimeSpan At, T Value)[] _readings = new (TimeSpan, T)[16];
    int _first;

    public int Count { get; private set; }

    public (TimeSpan At, T Value) Oldest => Reading(0);

    public (TimeSpan At, T Value) Latest => Reading(Count - 1);

    public void Add(TimeSpan at, T value)
    {
        if (Count == _readings.Length) Drop();
        _readings[(_first + Count++) % _readings.Length] = (at, value);
        while (Count > 2 && at - Reading(1).At >= window) Drop();
    }

    (TimeSpan At, T Value) Reading(int index) => _readings[(_first + index) % _readings.Length];

    void Drop()
    {
        _first = (_first + 1) % _readings.Length;
        Count--;
    }
}
