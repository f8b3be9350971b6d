using System.Collections.Immutable;

namespace Flyball.Admission;

/// <summary>Figures of a class: those above the class below and up to 5 % more.</summary>
/// <param name="Index">The class: its upper edge is 1.05 to the power of it; at least 0.</param>
/// <param name="Weight">How many figures it stands for, above 0; the newest counts 1, older ones less.</param>
public readonly record struct DistributionClass(int Index, double Weight);

/// <summary>How a figure was distributed over the jobs that were seen, the newest of which count most: an immutable picture of a <see cref="DecayingHistogram"/>.</summary>
public sealed class Distribution
{
    /// <summary>Makes a distribution.</summary>
    /// <param name="classes">Its classes, from the lowest on.</param>
    /// <exception cref="ArgumentException">They are not in order, or one is out of its range.</exception>
    public Distribution(ImmutableArray<DistributionClass> classes)
    {
        int last = -1;
        foreach ((int index, double weight) in classes)
        {
            if (index <= last || index > DecayingHistogram.LastClass || !(weight > 0 && double.IsFinite(weight))) throw new ArgumentException("Classes must be in order, and weights above 0.", nameof(classes));
            last = index;
        }

        Classes = classes;
    }

    /// <summary>Nothing was seen.</summary>
    public static Distribution Empty { get; } = new([]);

    /// <summary>The classes that hold something, from the lowest on.</summary>
    public ImmutableArray<DistributionClass> Classes { get; }

    /// <summary>How many of the newest figures it stands for.</summary>
    public double Weight => Classes.Sum(found => found.Weight);

    /// <summary>The figure that a share of the jobs did not exceed, up to 5 % too large; 0 when nothing was seen.</summary>
    /// <param name="share">0..1; 1 is the largest figure that is still remembered.</param>
    public double Quantile(double share) => DecayingHistogram.Of(this).Quantile(share);
}
