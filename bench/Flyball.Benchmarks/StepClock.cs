namespace Flyball.Benchmarks;

/// <summary>A clock that moves on by as much as the closest two samples may be apart whenever it is asked, so that each sample really reads.</summary>
sealed class StepClock : TimeProvider
{
    static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(60);

    long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks += s_step.Ticks;
}
