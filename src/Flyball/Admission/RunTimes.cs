namespace Flyball.Admission;

/// <summary>
/// The median of any number of run times, in fixed memory: they are counted in classes, each 1 % longer than the one before, so the median is right to 1 %.
/// </summary>
sealed class RunTimes
{
    /// <summary>Medians of fewer say nothing; the number is GNU parallel's.</summary>
    const int Enough = 3;

    /// <summary>Shorter times are all alike: starting a process takes about as long.</summary>
    const double ShortestSeconds = 0.001;

    const double ClassWidth = 1.01;

    /// <summary>Up to about 300 days.</summary>
    const int Classes = 2400;

    readonly int[] _counts = new int[Classes];
    int _count;
    TimeSpan? _median;
    bool _isCurrent = true;

    /// <summary><c>null</c>: of too few.</summary>
    public TimeSpan? Median
    {
        get
        {
            if (!_isCurrent) (_median, _isCurrent) = (Find(), true);
            return _median;
        }
    }

    public void Add(TimeSpan time)
    {
        double index = Math.Log(time.TotalSeconds / ShortestSeconds) / Math.Log(ClassWidth);
        _counts[index > 0 ? (int)Math.Min(index, Classes - 1) : 0]++;
        _count++;
        _isCurrent = false;
    }

    TimeSpan? Find()
    {
        if (_count < Enough) return null;
        int index = 0;
        for (long below = _counts[0]; 2 * below < _count; below += _counts[index]) index++;
        return TimeSpan.FromSeconds(ShortestSeconds * Math.Pow(ClassWidth, index + 0.5));
    }
}
