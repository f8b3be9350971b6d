namespace Flyball.Queue;

/// <summary>How a running job was suspended since its start. Times are on the loop's clock.</summary>
/// <param name="Since">Since when it is suspended; <c>null</c>: it is not.</param>
/// <param name="Before">How long it was suspended before.</param>
/// <param name="SteppedAt">When it was last suspended or resumed; <c>null</c>: never.</param>
/// <param name="IsImpossible">Whether its executor could not suspend it.</param>
readonly record struct Suspension(TimeSpan? Since, TimeSpan Before, TimeSpan? SteppedAt, bool IsImpossible)
{
    public Suspension Begun(TimeSpan now) => this with { Since = Since ?? now, SteppedAt = now };

    public Suspension Over(TimeSpan now) => Since is { } since ? this with { Since = null, Before = Before + (now - since), SteppedAt = now } : this;

    /// <summary>How long it has been suspended altogether.</summary>
    public TimeSpan Total(TimeSpan now) => Over(now).Before;
}
