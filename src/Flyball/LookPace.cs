namespace Flyball;

/// <summary>How often the load is looked at: the dearer a look is, the less often. Used by the controller's loop alone.</summary>
sealed class LookPace(TimeProvider time)
{
    /// <summary>Kernel pressure must not be read more often: see <see cref="Load.ILoadSampler.Sample"/>.</summary>
    static readonly TimeSpan s_closest = TimeSpan.FromMilliseconds(50);

    static readonly TimeSpan s_farthest = TimeSpan.FromSeconds(1);

    /// <summary>Looking may take this share of a core at most: the more processes there are, the less often we look. Waking up for it and deciding come on top.</summary>
    const double MostOfACore = 0.0025;

    /// <summary>The same while memory may run out within seconds, and while jobs are tried to see how many at once are worth it.</summary>
    const double MostOfACoreInNeed = 0.02;

    /// <summary>A look that was interrupted seems dearer than it is: what one costs is believed to grow slowly.</summary>
    const double Growth = 1.25;

    long _lookedAt;
    bool _looked;
    TimeSpan _cost = TimeSpan.FromMilliseconds(0.1);

    /// <summary>Whether what comes next is urgent to know.</summary>
    public bool IsUrgent { private get; set; }

    /// <summary>How long the last look is fresh; negative: it is not any more.</summary>
    public TimeSpan FreshFor => Pause - time.GetElapsedTime(_lookedAt);

    TimeSpan Pause => TimeSpan.FromTicks(Math.Clamp((long)(_cost.Ticks / (IsUrgent ? MostOfACoreInNeed : MostOfACore)), s_closest.Ticks, s_farthest.Ticks));

    /// <summary>Begins a look, unless the last one is too fresh.</summary>
    public bool TryBegin()
    {
        long now = time.GetTimestamp();
        if (_looked && time.GetElapsedTime(_lookedAt, now) < Pause) return false;
        (_looked, _lookedAt) = (true, now);
        return true;
    }

    /// <summary>Ends the look that was begun.</summary>
    public void End()
    {
        TimeSpan took = time.GetElapsedTime(_lookedAt);
        _cost = took < _cost * Growth ? took : _cost * Growth;
    }
}
