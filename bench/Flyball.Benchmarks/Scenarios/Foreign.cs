namespace Flyball.Benchmarks.Scenarios;

/// <summary>What somebody else does meanwhile, in a session of their own, and how the jobs are felt there.</summary>
/// <param name="Arguments">Of <see cref="Programs.Foreign"/>.</param>
/// <param name="Title">What its figure says, with the unit.</param>
/// <param name="Reference">The contestant beside which the figure is as good as it can be.</param>
/// <param name="Quantile">Which of the numbers of a run is its figure; null: their mean.</param>
sealed record Foreign(string Arguments, string Title, Entrant Reference, double? Quantile = null)
{
    /// <summary>The figure of a run.</summary>
    /// <returns>Null when nothing was measured.</returns>
    public double? Figure(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        if (sorted.Length == 0) return null;
        return Quantile is { } quantile ? sorted[(int)Math.Min(sorted.Length * quantile, sorted.Length - 1)] : sorted.Average();
    }

    /// <summary>How many times the figure of the reference a contestant's is.</summary>
    /// <returns>Null when one of them is missing.</returns>
    public double? Ratio(Standing standing, IEnumerable<Standing> all) =>
        standing.ForeignFigure / all.FirstOrDefault(other => other.Entrant == Reference)?.ForeignFigure;
}
