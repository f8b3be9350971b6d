using System.Globalization;

namespace Flyball.Benchmarks.Peers;

/// <summary>What several rounds gave. The median counts: one round in which the machine had other work does not move it.</summary>
readonly record struct Figures(double Median, double Minimum, double Maximum)
{
    public static Figures Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new(median, sorted[0], sorted[^1]);
    }

    /// <summary>Median, minimum and maximum as cells of a table.</summary>
    public string ToCells(string format) =>
        string.Join(" | ", new[] { Median, Minimum, Maximum }.Select(value => value.ToString(format, CultureInfo.InvariantCulture)));
}
