namespace Flyball.Benchmarks.Scenarios;

/// <summary>What somebody else does meanwhile, in a session of their own, and how the jobs are felt there.</summary>
/// <param name="Arguments">Of <see cref="Programs.Foreign"/>.</param>
/// <param name="Title">What its figure says, with the unit.</param>
/// <param name="Quantile">Which of the numbers of a run is its figure.</param>
/// <param name="Reference">The contestant beside which the figure is as good as it can be.</param>
sealed record Foreign(string Arguments, string Title, double Quantile, Entrant Reference)
{
    /// <summary>The figure of a run.</summary>
    /// <returns>Null when nothing was measured.</returns>
    public double? Figure(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted.Length == 0 ? null : sorted[(int)Math.Min(sorted.Length * Quantile, sorted.Length - 1)];
    }

    /// <summary>How many times the figure of the reference a contestant's is.</summary>
    /// <returns>Null when one of them is missing.</returns>
    public double? Ratio(Standing standing, IEnumerable<Standing> all) =>
        standing.ForeignFigure / all.FirstOrDefault(other => other.Entrant == Reference)?.ForeignFigure;
}
