using Flyball.Jobs;

namespace Flyball.Execution;

/// <summary>Turns readings of the memory that a job holds into bytes per second, over the last quarter of a second. Allocates nothing after its creation.</summary>
sealed class MemoryGrowth
{
    /// <summary>Growth is taken over no less: what a program needs to begin with is not taken for the beginning of more.</summary>
    static readonly TimeSpan s_window = TimeSpan.FromSeconds(0.25);

    readonly RecentReadings<ByteSize> _readings = new(s_window);

    /// <summary>The growth of a job that held nothing when it began.</summary>
    public static MemoryGrowth From(TimeSpan start)
    {
        var growth = new MemoryGrowth();
        growth.Add(start, ByteSize.Zero);
        return growth;
    }

    /// <summary>Bytes per second; <c>null</c> before the second reading.</summary>
    public ByteSize? PerSecond { get; private set; }

    /// <summary>Adds a reading.</summary>
    public void Add(TimeSpan at, ByteSize held)
    {
        _readings.Add(at, held);
        if (_readings.Count == 1) return;
        (TimeSpan since, ByteSize before) = _readings.Oldest;
        PerSecond = (held - before) * (1 / Math.Max(s_window.TotalSeconds, (at - since).TotalSeconds));
    }

    /// <summary>Forgets how fast it was: the job stood still, and it is not known yet how it goes on.</summary>
    public void Forget() => PerSecond = null;
}
