namespace Flyball.Tests.Load;

/// <summary>A clock that moves when told to, and allocates nothing.</summary>
sealed class StepClock : TimeProvider
{
    long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public void Advance(double seconds) => _ticks += (long)(seconds * TimeSpan.TicksPerSecond);
}
