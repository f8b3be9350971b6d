namespace Flyball.Tests.Load;

/// <summary>A clock that moves when told to, and allocates nothing.</summary>
sealed class StepClock : TimeProvider
{
    long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => ticks;

    public void Advance(double seconds) => ticks += (long)(seconds * TimeSpan.TicksPerSecond);
}
