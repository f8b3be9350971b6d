namespace Flyball.Admission;

/// <summary>How many bytes per second the jobs of one template were seen to move from storage and to it, over their whole life.</summary>
public sealed class SiblingTraffic
{
    /// <summary>An ended job's weight falls to 1/e over this many later ones.</summary>
    const double Kept = 1 - (1 / 50.0);

    double _endedBytes, _endedSeconds, _runningBytes, _runningSeconds;

    /// <summary>The mean of the siblings that ended, and of those that have run long enough to count; <c>null</c>: there are none.</summary>
    public double? BytesPerSecond => _endedSeconds + _runningSeconds is > 0 and var seconds ? (_endedBytes + _runningBytes) / seconds : null;

    /// <summary>Notes the end of a sibling.</summary>
    /// <param name="bytes">What it has moved.</param>
    /// <param name="wall">How long it ran.</param>
    public void Ended(double bytes, TimeSpan wall) =>
        (_endedBytes, _endedSeconds) = ((_endedBytes * Kept) + bytes, (_endedSeconds * Kept) + wall.TotalSeconds);

    /// <summary>Forgets the running siblings, to be told anew by <see cref="Running"/>.</summary>
    public void BeginRunning() => (_runningBytes, _runningSeconds) = (0, 0);

    /// <summary>Tells of a sibling that runs.</summary>
    /// <param name="bytes">What it has moved so far.</param>
    /// <param name="age">How long it has run.</param>
    public void Running(double bytes, TimeSpan age)
    {
        if (age < BudgetRule.TrialTime) return;
        _runningBytes += bytes;
        _runningSeconds += age.TotalSeconds;
    }
}
