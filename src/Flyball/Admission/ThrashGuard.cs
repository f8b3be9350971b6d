namespace Flyball.Admission;

/// <summary>
/// Watches the page cache for the yield probe. When jobs push each other's files out of it, more bytes are moved and less is done: neither traffic nor pressure tells it from
/// progress, pages that are read again soon after they were dropped do.
/// </summary>
static class ThrashGuard
{
    /// <summary>More refaults than in proportion to the jobs, by this factor, are the work of the added ones.</summary>
    const double Excess = 1.3;

    /// <summary>The kernel's counters reach back so far: what a change did shows in full after it.</summary>
    static readonly TimeSpan s_delay = TimeSpan.FromSeconds(0.5);

    /// <summary>A job has read what it will read again when it is this old; in seconds.</summary>
    const double Early = 1;

    /// <summary>What the jobs' own memory leaves of all there is.</summary>
    const double CacheShare = 0.9;

    /// <summary>
    /// What speaks against one more job before it is tried: with what each of those that run has read so far, one more would push others' files out of the page cache. What is lost by a trial is not given back when that is
    /// over: the job goes on.
    /// </summary>
    /// <returns><c>null</c>: it is too early to say, where little memory can be full before long.</returns>
    public static bool? SpeaksAgainst(in Situation situation, in YieldState state, in YieldFigures figures)
    {
        if (situation.Load.Capacity.Memory is not { } memory || figures.Writes) return false;
        double cache = memory.Bytes * CacheShare, read = 0, oldest = 0;
        int jobs = 0;
        foreach (ref readonly RunningJob job in situation.Running)
        {
            if (!YieldProbe.Counts(job.Estimate, state)) continue;
            double age = (situation.Now - job.StartedAt).TotalSeconds;
            read += (job.BytesPerSecond ?? 0) * age;
            oldest = Math.Max(oldest, age);
            jobs++;
        }

        if (read / Math.Max(1, jobs) * (jobs + 1) > cache) return true;
        return oldest < Early && state.PeakBytes * Early * (jobs + 1) > cache ? null : false;
    }

    /// <summary>The state with the trial at hand ended, or the limit halved, if the page cache does not hold what so many jobs read.</summary>
    public static YieldState Watch(in YieldState state, in Situation situation, in YieldFigures figures)
    {
        if (!figures.Refaults) return state.Thrashes ? state with { Thrashes = false } : state;
        YieldState next = state with { Thrashes = true };
        bool tries = state.Stage is YieldStage.Following or YieldStage.Settling or YieldStage.Trying;
        if (tries && state.Limit > state.BaseLimit)
        {
            bool rises = figures.RefaultedBytesPerSecond > Excess * state.Base.RefaultedBytesPerSecond * state.Limit / state.BaseLimit;
            return rises ? YieldTrial.RejectMore(next, figures, gain: 0) : next;
        }

        // More jobs were worth it although all of them read again.
        if (figures.RefaultedBytesPerSecond <= Excess * state.RefaultsPerJob * state.Limit) return next;

        // A trial downwards is on its way, or the last step has not been followed yet.
        if (tries || state.Limit < 2 || YieldProbe.Running(situation, next) > state.Limit || figures.Seconds < s_delay.TotalSeconds) return next;
        return YieldProbe.Freeze(next) with { Stage = YieldStage.Watching, Since = state.Seen, Limit = (int)(state.Limit / 2), IsSlowStart = false, IsFound = true };
    }
}
