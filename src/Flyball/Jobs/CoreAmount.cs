using System.Globalization;

namespace Flyball.Jobs;

/// <summary>
/// An amount of processor cores in whole thousandths, so that sums over many jobs do not drift.
/// Differences may be negative.
/// </summary>
/// <param name="Thousandths">The amount; 1000 is one core.</param>
public readonly record struct CoreAmount(long Thousandths) : IComparable<CoreAmount>
{
    /// <summary>No cores.</summary>
    public static CoreAmount Zero => default;

    /// <summary>One core.</summary>
    public static CoreAmount One => new(1000);

    /// <summary>The amount in cores: 1.5 is one and a half.</summary>
    public double Cores => Thousandths / 1000.0;

    /// <summary>Rounds to the nearest thousandth; NaN becomes zero and what is out of range the nearest bound.</summary>
    public static CoreAmount FromCores(double cores) => new((long)Math.Round(cores * 1000));

    /// <summary>The larger of two amounts.</summary>
    public static CoreAmount Max(CoreAmount left, CoreAmount right) => left.Thousandths >= right.Thousandths ? left : right;

    /// <summary>The smaller of two amounts.</summary>
    public static CoreAmount Min(CoreAmount left, CoreAmount right) => left.Thousandths <= right.Thousandths ? left : right;

    /// <inheritdoc/>
    public int CompareTo(CoreAmount other) => Thousandths.CompareTo(other.Thousandths);

    /// <summary>The amount in cores with up to two decimals: <c>1.5</c>.</summary>
    public override string ToString() => Cores.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The sum.</summary>
    public static CoreAmount operator +(CoreAmount left, CoreAmount right) => new(left.Thousandths + right.Thousandths);

    /// <summary>The difference, which may be negative.</summary>
    public static CoreAmount operator -(CoreAmount left, CoreAmount right) => new(left.Thousandths - right.Thousandths);

    /// <summary>The amount times a factor, rounded to the nearest thousandth.</summary>
    public static CoreAmount operator *(CoreAmount amount, double factor) => new((long)Math.Round(amount.Thousandths * factor));

    /// <summary>Whether the left amount is smaller.</summary>
    public static bool operator <(CoreAmount left, CoreAmount right) => left.Thousandths < right.Thousandths;

    /// <summary>Whether the left amount is larger.</summary>
    public static bool operator >(CoreAmount left, CoreAmount right) => left.Thousandths > right.Thousandths;

    /// <summary>Whether the left amount is smaller or equal.</summary>
    public static bool operator <=(CoreAmount left, CoreAmount right) => left.Thousandths <= right.Thousandths;

    /// <summary>Whether the left amount is larger or equal.</summary>
    public static bool operator >=(CoreAmount left, CoreAmount right) => left.Thousandths >= right.Thousandths;
}
