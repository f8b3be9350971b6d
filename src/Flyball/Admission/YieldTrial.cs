namespace Flyball.Admission;

/// <summary>One move of the yield probe: measure, change the limit, wait until the jobs have followed, measure again, keep the change or take it back.</summary>
static class YieldTrial
{
    /// <summary>Traffic of storage shows in this time whether there is more of it.</summary>
    const double QuickSeconds = 0.3;

    /// <summary>Or in this time, if so many pieces were moved in it.</summary>
    const double QuickestSeconds = 0.1, EnoughTransfers = 32;

    /// <summary>Long enough for jobs that wait and compute by turns. Simulated: 1 s stops too early.</summary>
    const double Seconds = 2;

    /// <summary>The same for jobs that move bytes: they read, compute and write by turns, and the disk is shared by few.</summary>
    const double TrafficSeconds = 4;

    const double Settling = 1.2;

    /// <summary>A gain that leaves no doubt is believed sooner.</summary>
    const double ClearGain = 0.5;

    /// <summary>
    /// The same three for jobs that write, while their limit has only grown: each that waits for a disk to answer adds little, many add much. Of a large step more is seen than noise. Jobs that read are not let in by the dozen:
    /// what these push out of the page cache is lost.
    /// </summary>
    const double WritersGain = 0.03, ClearWritersGain = 0.05, WritersStep = BudgetRule.TrialGrowth;

    /// <summary>A step is worth it if the yield grows by this share of the share by which the limit grows.</summary>
    const double Gain = 0.2;

    /// <summary>A step down is kept if no more than this is lost, by the same measure.</summary>
    const double Loss = 0.67 * Gain;

    const double Step = 0.25;

    /// <summary>A trial that the jobs do not follow in this time is given up.</summary>
    static readonly TimeSpan s_longestFollowing = TimeSpan.FromSeconds(15);

    static readonly TimeSpan s_pause = TimeSpan.FromSeconds(4);

    /// <summary>With so much of the traffic that was found to be the most, more jobs have nothing to add.</summary>
    const double Full = 0.9;

    /// <summary>Measures the yield of the present limit, and tries another one when it may.</summary>
    public static YieldState Watch(in YieldState state, in Situation situation, in YieldFigures figures, bool isHarmless, int cap, bool isBusy)
    {
        if (!state.Binds || isBusy) return state with { Since = state.Seen };
        if (state.IsSlowStart ? !IsEnough(figures) : figures.Seconds < LongSeconds(figures)) return state;

        // Other jobs than those for which the limit was found.
        if (isHarmless && !figures.MovesBytes) return state with { Stage = YieldStage.Opening, Since = state.Seen };
        if (state.Seen.At < state.FrozenUntil) return figures.Seconds < 2 * TrafficSeconds ? state : state with { Since = state.Seen };
        if (MayBeFull(state, situation, figures) is not false and var full)
            return full is null ? state : YieldProbe.Freeze(state) with { Since = state.Seen, IsSlowStart = false, IsFound = true };
        double most = state.MostBytes > 0 ? state.MostBytes : state.PeakBytes;
        bool isFull = figures.MovesBytes && figures.BytesPerSecond >= Full * most;
        if (isFull && !state.IsSlowStart && !state.GoesDown && state.Backoff < YieldProbe.LongestBackoff) return YieldProbe.Freeze(state) with { Since = state.Seen };
        return Begin(state, figures, cap);
    }

    /// <summary>Whether it can be told without a trial that more jobs would only be in the way; <c>null</c>: not yet. Asked before the first trial: later ones find out.</summary>
    static bool? MayBeFull(in YieldState state, in Situation situation, in YieldFigures figures)
    {
        if (state.GoesDown || state.Backoff > YieldProbe.FirstBackoff || (!figures.MovesBytes && state.PeakBytes < YieldFigures.LeastTraffic)) return false;
        return figures.FillsMedium(YieldProbe.Running(situation, state)) ? true : ThrashGuard.SpeaksAgainst(situation, state, figures);
    }

    /// <summary>Goes on with the trial at hand.</summary>
    public static YieldState Go(in YieldState state, int running, in YieldFigures figures, double cores, int cap, bool isBusy)
    {
        bool up = state.Limit > state.BaseLimit;
        switch (state.Stage)
        {
            case YieldStage.Following when up ? running >= (int)state.Limit : running <= (int)state.Limit:
                return state with { Stage = state.IsSlowStart ? YieldStage.Trying : YieldStage.Settling, Since = state.Seen };
            case YieldStage.Following:
                if (state.Seen.At - state.TriedAt < s_longestFollowing && !isBusy) return state;

                // Another gate binds; a limit above it does no harm.
                return state with { Stage = YieldStage.Watching, Since = state.Seen, FrozenUntil = state.Seen.At + s_pause, Limit = Math.Max(state.Limit, state.BaseLimit) };
            case YieldStage.Settling:
                return figures.Seconds < Settling ? state : state with { Stage = YieldStage.Trying, Since = state.Seen };
        }

        // The queue has ended, or another gate binds: what is measured now does not come of the limit.
        if (!state.Binds) return up && isBusy ? Keep(state, figures) with { Stage = YieldStage.Watching, Since = state.Seen } : Undo(state);

        double change = Math.Abs(state.Limit - state.BaseLimit) / state.BaseLimit;
        double before = Math.Max(1e-6, state.Base.Yield(cores, state.PeakBytes)), after = figures.Yield(cores, state.PeakBytes);
        if (up)
        {
            double gain = ((after / before) - 1) / change;
            bool jumps = state.IsSlowStart && state.Base.Writes;
            if (state.IsSlowStart && IsEnough(figures) && gain >= (jumps ? ClearWritersGain : ClearGain)) return Begin(Keep(state, figures), figures, cap);
            if (figures.Seconds < (IsQuick(state) ? QuickSeconds : state.IsSlowStart ? Settling + Seconds : LongSeconds(figures))) return state;
            return gain >= (jumps ? WritersGain : Gain) ? Begin(Keep(state, figures), figures, cap) : RejectMore(state, figures, gain);
        }

        if (figures.Seconds < LongSeconds(figures)) return state;
        double loss = (1 - (after / before)) / change;
        return loss < Loss ? Begin(state, figures, cap) : YieldProbe.Freeze(Undo(state) with { GoesDown = false, IsFound = true });
    }

    /// <summary>Ends a trial upwards: it was not worth it.</summary>
    public static YieldState RejectMore(in YieldState state, in YieldFigures figures, double gain)
    {
        YieldState next = Undo(state) with { IsSlowStart = false, IsFound = true, GoesDown = gain < 0 || state.Backoff > YieldProbe.FirstBackoff };
        if (state.Base.MovesBytes) next = next with { MostBytes = (state.Base.BytesPerSecond + figures.BytesPerSecond) / 2 };
        return gain < 0 ? next : YieldProbe.Freeze(next);
    }

    static bool IsEnough(in YieldFigures figures) =>
        figures.Seconds >= QuickSeconds || (figures.Seconds >= QuickestSeconds && figures.Seconds * figures.TransfersPerSecond >= EnoughTransfers);

    static bool IsQuick(in YieldState state) => state.IsSlowStart && state.Base.MovesBytes;

    static double LongSeconds(in YieldFigures figures) => figures.MovesBytes ? TrafficSeconds : Seconds;

    static YieldState Keep(in YieldState state, in YieldFigures figures) =>
        state with { Backoff = YieldProbe.FirstBackoff, RefaultsPerJob = figures.RefaultedBytesPerSecond / state.Limit };

    static YieldState Undo(in YieldState state) => state with { Stage = YieldStage.Watching, Since = state.Seen, Limit = state.BaseLimit };

    static YieldState Begin(in YieldState state, in YieldFigures figures, int cap)
    {
        double step = Math.Max(1, state.Limit * (!state.IsSlowStart ? Step : figures.Writes ? WritersStep : 1));
        double limit = state.GoesDown ? Math.Max(1, state.Limit - step) : Math.Min(cap, state.Limit + step);
        YieldState next = state with { Stage = YieldStage.Watching, Since = state.Seen };
        if (Math.Abs(limit - state.Limit) < 0.5) return YieldProbe.Freeze(next) with { GoesDown = !state.GoesDown };
        return next with { Stage = YieldStage.Following, TriedAt = state.Seen.At, BaseLimit = state.Limit, Base = figures, Limit = limit };
    }
}
