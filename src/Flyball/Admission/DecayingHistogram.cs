using System.Collections.Immutable;

namespace Flyball.Admission;

/// <summary>
/// Figures from 1 up, counted in classes that are 5 % wide. A figure's weight halves with each <see cref="HalfLife"/> later ones, so that what is learned follows what jobs have become;
/// what is light is forgotten. Not thread safe.
/// </summary>
sealed class DecayingHistogram
{
    /// <summary>By ends of jobs, not by time: a batch comes all at once and then not for weeks.</summary>
    public const int HalfLife = 30;

    /// <summary>And yet what was true a month ago may not be true any more.</summary>
    const double HalfLifeInDays = 14;

    /// <summary>Sizes vary: fewer ends than three do not undercut a prior. The weight of three is a little less than 3.</summary>
    public const double WeightThatTeaches = 2.5;

    /// <summary>1.05 to this power: more than any size or time.</summary>
    public const int LastClass = 1000;

    /// <summary>What weighs less has been followed by seven half-lives of others.</summary>
    const double Forgotten = 1.0 / 128;

    /// <summary>Before weights become too large for their own sum to be exact.</summary>
    const double LargestUnit = 1e6;

    static readonly double s_width = Math.Log(1.05);
    static readonly double s_growth = Math.Pow(2, 1.0 / HalfLife);

    readonly List<int> _indices = [];
    readonly List<double> _weights = [];
    double _total;

    /// <summary>What the next figure weighs: instead of making all lighter, each next one is heavier.</summary>
    double _unit = 1;

    /// <summary>How many of the newest figures it stands for.</summary>
    public double Weight => _total * s_growth / _unit;

    /// <summary>Takes up a picture of another.</summary>
    public static DecayingHistogram Of(Distribution distribution)
    {
        var histogram = new DecayingHistogram();
        foreach ((int index, double weight) in distribution.Classes)
        {
            histogram._indices.Add(index);
            histogram._weights.Add(weight / s_growth);
            histogram._total += weight / s_growth;
        }

        return histogram;
    }

    /// <summary>Adds a figure. What is below 1 counts as 1.</summary>
    public void Add(double figure)
    {
        int index = figure > 1 ? Math.Min(LastClass, (int)Math.Ceiling((Math.Log(figure) / s_width) - 1e-9)) : 0;
        int place = _indices.BinarySearch(index);
        if (place < 0)
        {
            place = ~place;
            _indices.Insert(place, index);
            _weights.Insert(place, 0);
        }

        _weights[place] += _unit;
        _total += _unit;
        _unit *= s_growth;
        if (_unit > LargestUnit) Normalize();
    }

    /// <summary>Lets days pass.</summary>
    public void Age(int days)
    {
        if (days <= 0) return;
        double share = Math.Pow(2, -days / HalfLifeInDays);
        for (int i = 0; i < _weights.Count; i++) _weights[i] *= share;
        Normalize();
    }

    /// <summary>The upper edge of the class that holds the quantile; 0 when nothing was seen.</summary>
    public double Quantile(double share)
    {
        double below = 0;
        for (int i = 0; i < _indices.Count; i++)
        {
            below += _weights[i];
            if (below >= share * _total * (1 - 1e-9)) return Edge(_indices[i]);
        }

        return _indices.Count == 0 ? 0 : Edge(_indices[^1]);
    }

    /// <summary>A picture of it as it is now.</summary>
    public Distribution ToDistribution()
    {
        Normalize();
        return new(ImmutableArray.CreateRange(_indices.Select((index, i) => new DistributionClass(index, _weights[i] * s_growth))));
    }

    static double Edge(int index) => Math.Exp(index * s_width);

    void Normalize()
    {
        _total = 0;
        for (int i = _weights.Count - 1; i >= 0; i--)
        {
            _weights[i] /= _unit;
            if (_weights[i] < Forgotten)
            {
                _weights.RemoveAt(i);
                _indices.RemoveAt(i);
            }
            else
            {
                _total += _weights[i];
            }
        }

        _unit = 1;
    }
}
