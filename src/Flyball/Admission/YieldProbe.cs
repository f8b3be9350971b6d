using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>
/// A limit on jobs at once, beside the budgets, for what no load figure shows: a disk, a service, the page cache. It is moved by trials: more jobs are worth it if more comes of it.
/// It moves only while it binds and the CPUs have slack. docs/decisions/0013 says where the rule and its constants come from.
/// </summary>
static class YieldProbe
{
    /// <summary>How long the first failure freezes the limit; each one after it twice as long, up to <see cref="LongestBackoff"/>.</summary>
    public static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(8);

    public static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(64);

    /// <summary>A job shows in this time whether it computes, moves bytes or sleeps. A little less than the time between two looks.</summary>
    const double LookSeconds = 0.045;

    /// <summary>What so young a job shows lets a few in, not all.</summary>
    const double SureSeconds = 0.09;

    /// <summary>Above this share of the cores, the CPUs are what is short.</summary>
    public const double BusyShare = 0.9;

    /// <summary>A running job below this many cores is idle, one above <see cref="ComputingCores"/> computes.</summary>
    const double IdleCores = 0.05;

    const double ComputingCores = 0.2;

    /// <summary>What a shell and a program take to begin with says nothing about what they do then. Of a job as young as this it is left out.</summary>
    const double StartUpSeconds = 0.25;

    static readonly TimeSpan s_startUp = TimeSpan.FromMilliseconds(3);

    /// <summary>So many siblings are an experience.</summary>
    const int SiblingsThatTell = 10;

    /// <summary>A job of more cores than this is held by the budget of the CPUs, and no concern of the probe.</summary>
    static readonly CoreAmount s_lightCores = CoreAmount.One * CpuPool.Slack;

    /// <summary>A job that moves so many bytes per second waits for a disk whatever its cores are.</summary>
    const double HeavyTraffic = 1e7;

    /// <summary>The state with all that the newest counters say.</summary>
    /// <param name="situation">All that is known.</param>
    /// <param name="cap">The most jobs at once.</param>
    public static YieldState Next(in Situation situation, int cap)
    {
        YieldState state = situation.State.Yield;
        if (situation.Done is not { } done) return state;
        if (state.Limit == 0) return Begin(situation, done, cap);
        if (done.At <= state.Seen.At) return state;

        double? refaults = situation.Load.PageRefaultsPerSecond;
        YieldFigures tick = YieldFigures.Between(state.Seen, done, refaults);
        state = state with { Seen = done, PeakBytes = Math.Max(state.PeakBytes * PeakKept(tick.Seconds), tick.Seconds >= LookSeconds / 2 ? tick.BytesPerSecond : 0) };
        YieldFigures figures = YieldFigures.Between(state.Since, done, refaults);
        double cores = situation.Load.Capacity.Cores.Cores;
        bool isBusy = situation.Load.BusyCores > BusyShare * cores;
        double each = CoresEach(situation, state, figures);
        state = ThrashGuard.Watch(state, situation, figures);
        state = state.Stage switch
        {
            YieldStage.Opening => Open(state, situation, figures, each, cores),
            YieldStage.Watching => YieldTrial.Watch(state, situation, figures, IsHarmless(each), cap, isBusy),
            _ => YieldTrial.Go(state, Running(situation, state), figures, cores, cap, isBusy),
        };
        return state with { Limit = Math.Clamp(state.Limit, 1, cap) };
    }

    /// <summary>The state with what the decision did noted.</summary>
    /// <param name="state">As <see cref="Next"/> gave it.</param>
    /// <param name="plan">The decisions.</param>
    public static YieldState Note(in YieldState state, Plan plan) => state with { Binds = plan.Holds(Gate.Yield) || (state.Stage == YieldStage.Opening && plan.Holds(Gate.Trial)) };

    /// <summary>How many jobs that count run.</summary>
    public static int Running(in Situation situation, in YieldState state)
    {
        int count = 0;
        foreach (ref readonly RunningJob job in situation.Running)
            if (Counts(job.Estimate, state)) count++;
        return count;
    }

    /// <summary>
    /// Whether the limit concerns a job: one that moves bytes, that is seen to leave the CPUs alone, or of which nothing is known; where the user names the cores, he is taken at his word.
    /// When the page cache is too small it concerns all.
    /// </summary>
    public static bool Counts(in Estimate estimate, in YieldState state) =>
        state.Thrashes || estimate.BytesPerSecond >= HeavyTraffic
        || (estimate.CoresSource != EstimateSource.Requested && (estimate.Cores < s_lightCores || estimate.CoresSource == EstimateSource.Assumed));

    /// <summary>Cores that a running job keeps busy on average, of those that count; of all if none of them has been measured. After the first few have been let in the youngest say nothing if there are others.</summary>
    static double CoresEach(in Situation situation, in YieldState state, in YieldFigures figures)
    {
        double sum = 0, youngest = state.Limit > 1 ? SureSeconds : 0;
        int count = 0;
        foreach (ref readonly RunningJob job in situation.Running)
        {
            if (job.Cores is not { } cores || !Counts(job.Estimate, state)) continue;
            double age = (situation.Now - job.StartedAt).TotalSeconds;
            if (age < youngest) continue;
            sum += age < StartUpSeconds ? Math.Max(0, (job.CpuTime - s_startUp).TotalSeconds / Math.Max(age, LookSeconds)) : cores.Cores;
            count++;
        }

        return count > 0 ? sum / count : figures.Cores / Math.Max(1, situation.Running.Length);
    }

    /// <summary>
    /// Where the limit of jobs begins for which none was found: one is looked at first. If many like it were seen to move nothing that is known already; if they took nothing either, all may start.
    /// </summary>
    static double FirstLimit(in Estimate estimate, int cap)
    {
        if (estimate is not { CoresSource: EstimateSource.Learned or EstimateSource.Remembered, Siblings: >= SiblingsThatTell, BytesPerSecond: < YieldFigures.LeastTraffic }) return 1;
        return estimate.Cores.Cores < IdleCores ? cap : 1 + BudgetRule.TrialGrowth;
    }

    /// <summary>Jobs that sleep take nothing, and those that compute are held by the CPUs.</summary>
    static bool IsHarmless(double coresEach) => coresEach is < IdleCores or >= ComputingCores;

    /// <summary>The state with the limit frozen after a failure.</summary>
    public static YieldState Freeze(in YieldState state) => state with
    {
        FrozenUntil = state.Seen.At + state.Backoff,
        Backoff = state.Backoff * 2 < LongestBackoff ? state.Backoff * 2 : LongestBackoff,
    };

    static YieldState Begin(in Situation situation, in WorkDone done, int cap)
    {
        Estimate first = situation.Queue.IsEmpty ? default : situation.Queue[0].Estimate;
        double? known = first.BestConcurrency;
        double limit = known ?? FirstLimit(first, cap);
        var state = new YieldState { Limit = Math.Clamp(limit, 1, cap), Seen = done, Since = done, Backoff = FirstBackoff, IsSlowStart = known is null };
        return known is null ? state : state with { Stage = YieldStage.Watching, FrozenUntil = done.At + FirstBackoff, IsFound = true };
    }

    /// <summary>
    /// More at each look, as long as those that run sleep or compute. Otherwise what more of them bring must be measured.
    /// </summary>
    static YieldState Open(in YieldState state, in Situation situation, in YieldFigures figures, double each, double cores)
    {
        if (!state.Binds && !figures.MovesBytes) return state with { Since = state.Seen };
        if (figures.Seconds < LookSeconds) return state;
        YieldState next = state with { Since = state.Seen, WasActive = false };

        if (figures.MovesBytes)
        {
            // When many came to run before anything spoke against it, fewer are asked about first.
            double limit = Math.Max(1, Math.Min(state.Limit, Running(situation, state)));
            return next with { Stage = YieldStage.Watching, Limit = limit, IsSlowStart = limit <= cores, GoesDown = limit > cores };
        }

        if (IsHarmless(each)) return next with { Limit = state.Limit * (1 + BudgetRule.TrialGrowth) };
        return state.WasActive ? next with { Stage = YieldStage.Watching, Limit = Math.Max(state.Limit, cores) } : next with { WasActive = true };
    }

    /// <summary>Half is forgotten in two minutes.</summary>
    static double PeakKept(double seconds) => Math.Pow(0.5, seconds / 120);
}
