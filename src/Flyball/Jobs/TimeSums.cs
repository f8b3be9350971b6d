namespace Flyball.Jobs;

/// <summary>Sums of times that users may choose as long as they like.</summary>
static class TimeSums
{
    /// <summary>The moment so much later; one beyond what a <see cref="TimeSpan"/> holds, 29 000 years, is the last that it holds.</summary>
    /// <param name="moment">Not negative.</param>
    /// <param name="wait">Not negative.</param>
    public static TimeSpan Plus(this TimeSpan moment, TimeSpan wait) => wait < TimeSpan.MaxValue - moment ? moment + wait : TimeSpan.MaxValue;
}
