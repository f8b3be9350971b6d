using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>Memory that is shared out: what is promised of it while one plan is made, and what is kept. A mutable value.</summary>
struct MemoryPool
{
    readonly double? _headroom, _largest;
    readonly TimeSpan _now;
    double _promised, _promisedToScouts, _kept;
    int _scouts;
    bool _hasLoner;
    (TimeSpan At, double Spare)? _room;

    /// <summary>What running jobs have left of it.</summary>
    public MemoryPool(in Situation situation, GovernorPolicy policy)
    {
        MemoryBudget budget = MemoryBudget.Of(situation, policy);
        (_headroom, _largest, _now) = (budget.Headroom, budget.Largest, situation.Now);
        (_promised, _promisedToScouts, _scouts) = (budget.Outstanding, budget.ScoutsOutstanding, budget.Scouts);
        foreach (ref readonly RunningJob job in situation.Running) _hasLoner |= job.RunsAlone;
    }

    /// <summary>Why a job starts that must be the only one: it needs more than there is, or ran out of memory beside others too often. <c>null</c>: it need not be.</summary>
    public readonly Reason? JudgeAlone(in QueuedJob job) => IsAlone(job) ? new(Gate.Alone, _promised, job.Estimate.Memory.Bytes, _largest ?? 0) : null;

    /// <summary>Why a job does not start for want of memory; <c>null</c>: it fits.</summary>
    /// <param name="job">The job.</param>
    /// <param name="othersRun">Whether it would run beside others.</param>
    public readonly Reason? Judge(in QueuedJob job, bool othersRun)
    {
        double needed = MemoryBudget.Needed(job.Estimate);
        if (_hasLoner || (job.RunsAlone && othersRun)) return new(Gate.Memory, _largest ?? 0, Math.Max(1, needed), _largest ?? 0);
        if (job.Estimate.Memory.Bytes > _largest) return new(Gate.Memory, 0, job.Estimate.Memory.Bytes, _largest.Value);
        if (_promised + needed > _headroom) return WaitsForScouts(job, needed) ? new(Gate.Scouting, _scouts, 1, _scouts) : new(Gate.Memory, _promised, needed, _headroom.Value);
        if (_promised + _kept + needed > _headroom && (_room is not { } room || HeldAt(job, room.At) > room.Spare)) return new(Gate.ReservedMemory, _promised + _kept, needed, _headroom.Value);
        return null;
    }

    /// <summary>Takes what a job that starts needs.</summary>
    public void Start(in QueuedJob job)
    {
        double needed = MemoryBudget.Needed(job.Estimate);
        _promised += needed;
        _hasLoner |= job.RunsAlone;
        if (_room is { } room) _room = room with { Spare = room.Spare - HeldAt(job, room.At) };
        if (job.Estimate.MemorySource != EstimateSource.Assumed) return;
        _promisedToScouts += needed;
        _scouts++;
    }

    /// <summary>Keeps what a job needs from those behind it. What can only run alone needs the others to end: nothing fits beside it.</summary>
    public void KeepFor(in QueuedJob job) => _kept = IsAlone(job) ? double.PositiveInfinity : MemoryBudget.Needed(job.Estimate);

    /// <summary>Keeps what a job will find at some time from those behind it that would still hold it then.</summary>
    /// <param name="job">The job.</param>
    /// <param name="room">When, and what is left then beside it.</param>
    public void KeepFor(in QueuedJob job, (TimeSpan At, double Spare) room)
    {
        if (!IsAlone(job)) (_kept, _room) = (MemoryBudget.Needed(job.Estimate), room);
    }

    readonly bool IsAlone(in QueuedJob job) => job.RunsAlone || job.Estimate.Memory.Bytes > _largest;

    /// <summary>Whether what unknown jobs that run could still take is what holds another unknown one: these are scouts, and it waits for what they show.</summary>
    readonly bool WaitsForScouts(in QueuedJob job, double needed) =>
        job.Estimate.MemorySource == EstimateSource.Assumed && _scouts > 0 && _promised - _promisedToScouts + needed <= _headroom;

    /// <summary>Memory that a job would still hold at some time.</summary>
    readonly double HeldAt(in QueuedJob job, TimeSpan at) => job.Estimate.Duration is { } time && _now.Plus(time) <= at ? 0 : MemoryBudget.Needed(job.Estimate);
}
