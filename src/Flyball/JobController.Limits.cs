namespace Flyball;

/// <summary>The limits of users that may be changed while jobs run.</summary>
public sealed partial class JobController
{
    /// <summary>Changes <see cref="JobControllerOptions.MaxRunning"/>: at once, but no running job is ended.</summary>
    /// <param name="most">The most jobs that run at once, at least 1; <c>null</c>: the policy's own bound.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public void SetMaxRunning(int? most)
    {
        if (most is { } number) ArgumentOutOfRangeException.ThrowIfLessThan(number, 1, nameof(most));
        _inbox.Post(new(MessageKind.Limited) { Policy = policy => policy with { MaxRunning = most } });
    }

    /// <summary>Changes <see cref="JobControllerOptions.StartInterval"/>: at once.</summary>
    /// <param name="interval">Time that must pass between two starts, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public void SetStartInterval(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.Zero);
        _inbox.Post(new(MessageKind.Limited) { Policy = policy => policy with { StartInterval = interval } });
    }
}
