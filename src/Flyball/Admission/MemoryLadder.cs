using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Admission;

/// <summary>
/// What is done when jobs take more memory than was believed: nothing is started, then the youngest growing job is suspended, then the one is ended and queued again that loses least; one step
/// at a time. docs/decisions/0014 says where the numbers come from.
/// </summary>
static class MemoryLadder
{
    /// <summary>A job that was ended so often for want of memory runs alone from then on.</summary>
    public const int MostEnds = 3;

    /// <summary>A job is not suspended and resumed faster than this.</summary>
    public static readonly TimeSpan BetweenSteps = TimeSpan.FromSeconds(1);

    /// <summary>Jobs are not ended faster than this.</summary>
    public static readonly TimeSpan BetweenEnds = TimeSpan.FromSeconds(0.5);

    /// <summary>How long enough must have been available before jobs are started again.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    /// <summary>Pressure above which memory is short, and under which it is not any more.</summary>
    const double Pressing = 0.10, Relaxed = 0.05;

    /// <summary>Pressure on all tasks above which a job is ended.</summary>
    const double Choking = 0.3;

    // What happens within so many seconds at the present growth.
    const double StopWithin = 0.5, SuspendEarlyWithin = 1, SafeFor = 1.5, ResumeFor = 1, UrgentWithin = 5;

    /// <summary>Where memory is filled within this many seconds the step comes at once, however much is left: to see it and to act takes a good part of it.</summary>
    const double SuspendWithin = 0.25;

    /// <summary>Until an order to end is given, obeyed, and the memory is free: about so many seconds.</summary>
    const double EndingTakes = 0.25;

    /// <summary>A suspended job is ended after this time if nothing can be started beside it.</summary>
    static readonly TimeSpan s_stuckAfter = TimeSpan.FromSeconds(10);

    /// <summary>What a job is believed to need at least after it was ended at a peak: half as much again, and 100 MiB more.</summary>
    /// <param name="before">What was believed before.</param>
    /// <param name="peak">The most that it was seen to hold; zero: unknown.</param>
    public static ByteSize LeastAfter(ByteSize before, ByteSize peak) =>
        peak == ByteSize.Zero ? before : ByteSize.Max(before, EstimateGrowth.Beyond(peak));

    /// <summary>The state with what the sample says about memory.</summary>
    public static MemoryLadderState Look(in Situation situation, GovernorPolicy policy, in MemoryLadderState before)
    {
        if (situation.Load.MemoryAvailable is not { } size) return before with { IsShort = false, CalmSince = null, IsUrgent = false };
        double available = size.Bytes;
        MemoryUse use = MemoryUse.Of(situation);
        var marks = MemoryMarks.Of(policy, situation.Load.Capacity.Memory);
        bool wasShort = before.IsShort || use.Suspended > 0;
        double needed = wasShort ? NeededAgain(situation, use, marks) : NeededToStart(situation, use, marks);
        bool enough = needed <= available;
        TimeSpan? calmSince = wasShort && enough ? before.CalmSince ?? situation.Now : null;
        bool isShort = wasShort ? use.Suspended > 0 || calmSince is not { } since || situation.Now - since < Calm : !enough;
        MemoryLadderState next = before with { IsShort = isShort, CalmSince = isShort ? calmSince : null, IsUrgent = isShort || available < use.TakenWithin(UrgentWithin) };
        return enough ? next : next with { Needed = needed, Available = available };
    }

    /// <summary>What must be available for starts: more than is filled before anything could be done about it.</summary>
    static double NeededToStart(in Situation situation, in MemoryUse use, in MemoryMarks marks) =>
        Math.Max(marks.Reserve, Math.Max(use.TakenWithin(StopWithin), Pressed(situation.Load) > Pressing ? marks.Near : 0));

    /// <summary>The same after memory was short: clearly more, so that it does not go to and fro.</summary>
    static double NeededAgain(in Situation situation, in MemoryUse use, in MemoryMarks marks) =>
        Math.Max(marks.Safe, Math.Max(use.TakenWithin(SafeFor), Pressed(situation.Load) >= Relaxed ? marks.Near : 0));

    static double Pressed(in LoadSample load) => load.MemoryPressure?.Some ?? 0;

    /// <summary>The step to be taken now; <c>null</c>: none.</summary>
    public static MemoryStep? Step(in Situation situation, GovernorPolicy policy, in MemoryLadderState state)
    {
        if (situation.Load.MemoryAvailable is not { } size || situation.Running.IsEmpty) return null;
        double available = size.Bytes;
        MemoryUse use = MemoryUse.Of(situation);
        bool standsStill = use.Active == 0;
        bool isSettled = standsStill || state.IsSettled(situation);
        var marks = MemoryMarks.Of(policy, situation.Load.Capacity.Memory);
        RunningJob? growing = use.YoungestGrowing(situation.Now);

        double least = EndBelow(situation.Load, use, marks, canSuspend: growing is not null);
        if (available < least && isSettled && state.MayEnd(situation, hasToWait: !standsStill) && use.Cheapest(marks.Critical, marks.Safe) is { } cheapest)
            return new(MemoryStepKind.End, cheapest.Id, new(Gate.MemoryShort, 0, least, available));

        // What a suspension does is known before it is seen: where it cannot wait, as many follow one another as it takes.
        double close = isSettled ? SuspendBelow(available, use, marks) : use.TakenWithin(SuspendWithin);
        if (available < close && growing is { } youngest)
            return new(MemoryStepKind.Suspend, youngest.Id, new(Gate.MemoryShort, 0, close, available));

        return isSettled && use.OldestSuspended() is { } oldest ? ToResume(situation, use, marks, state, oldest, available) : null;
    }

    /// <summary>Available memory below which a job is ended. With nothing left to suspend, what is taken while a job ends counts too.</summary>
    static double EndBelow(in LoadSample load, in MemoryUse use, in MemoryMarks marks, bool canSuspend)
    {
        if (load.MemoryPressure?.Full > Choking) return marks.Reserve;
        return marks.Critical + (canSuspend ? 0 : use.TakenWithin(EndingTakes));
    }

    /// <summary>Available memory below which the youngest growing job is suspended.</summary>
    static double SuspendBelow(double available, in MemoryUse use, in MemoryMarks marks)
    {
        double below = Math.Max(marks.Close, use.TakenWithin(SuspendWithin));
        return available < use.TakenWithin(SuspendEarlyWithin) ? Math.Max(below, marks.Reserve) : below;
    }

    /// <summary>The oldest suspended job goes on when there is room for it beside the others, or when no other does.</summary>
    static MemoryStep? ToResume(in Situation situation, in MemoryUse use, in MemoryMarks marks, in MemoryLadderState state, in RunningJob oldest, double available)
    {
        if (use.Active == 0)
        {
            // What is being ended makes room first, where there is none.
            bool waits = available < marks.Critical && !state.MayEnd(situation, hasToWait: false) && use.Suspended > 1;
            return waits ? null : new(MemoryStepKind.Resume, oldest.Id, new(Gate.Progress, 0, marks.Safe, available));
        }

        double needed = Math.Max(Math.Max(marks.Safe, use.TakenWithin(ResumeFor)), marks.Reserve + use.Outstanding + MemoryUse.Remaining(oldest));
        bool goesOn = available >= needed && !(situation.Now - oldest.SteppedAt < BetweenSteps);
        if (goesOn) return new(MemoryStepKind.Resume, oldest.Id, new(Gate.Fits, 0, needed, available));

        // It holds what it has, nothing is started, and who runs may be waiting for just that.
        bool isStuck = state.IsShort && oldest is { IsRepeatable: true, IsEnding: false } && situation.Now - oldest.SteppedAt >= s_stuckAfter;
        return isStuck && state.MayEnd(situation, hasToWait: true) ? new(MemoryStepKind.End, oldest.Id, new(Gate.MemoryShort, 0, marks.Safe, available)) : null;
    }
}
