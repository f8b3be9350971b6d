namespace Flyball.Cli.CommandLine;

/// <summary>The time between two starts.</summary>
/// <param name="Time">Not negative.</param>
/// <param name="Adapts">Whether it grows with failures and shrinks with successes.</param>
readonly record struct StartDelay(TimeSpan Time, bool Adapts)
{
    /// <summary>What GNU parallel takes: 30 % more after a failure, 10 % less after a success.</summary>
    const double AfterFailure = 1.3, AfterSuccess = 0.9;

    /// <summary>The delay after a job has ended.</summary>
    public StartDelay After(bool success) => Adapts ? this with { Time = Time * (success ? AfterSuccess : AfterFailure) } : this;
}
