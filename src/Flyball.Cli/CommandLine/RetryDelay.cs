using Flyball.Jobs;

namespace Flyball.Cli.CommandLine;

/// <summary>The pause before a job that failed is run again: always the same, or growing from one attempt to the next.</summary>
/// <param name="First">Before the second attempt, not negative.</param>
/// <param name="Most">What it does not grow beyond; not less than <paramref name="First"/>.</param>
readonly record struct RetryDelay(TimeSpan First, TimeSpan Most)
{
    /// <summary>Chance takes up to half of a growing pause, so that jobs that failed together do not come back together.</summary>
    const double Jitter = 0.5;

    /// <summary>Reads <c>10s</c> and <c>1s..5m</c>.</summary>
    public static bool TryParse(string text, out RetryDelay delay)
    {
        delay = default;
        string[] ends = text.Split("..", 2);
        if (!Duration.TryParse(ends[0], out TimeSpan first) || !Duration.TryParse(ends[^1], out TimeSpan most) || first > most) return false;
        delay = new(first, most);
        return true;
    }

    /// <summary>The rule for so many attempts.</summary>
    public RetryRule RuleFor(int attempts) => new(attempts, First, Most, Most > First ? Jitter : 0);
}
