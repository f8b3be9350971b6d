using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>What is taken of each resource while one plan is made, and the gates that follow from it.</summary>
ref struct AdmissionBooks
{
    Aggressiveness _level;
    TimeSpan _wait;
    bool _started;
    int _running, _cap, _trials, _trialsAllowed, _counted;
    YieldState _yield;
    double _target, _targetEscalated;
    CpuPool _machine;
    CpuPool _quota;
    bool _hasQuota;
    double? _headroom, _largest;
    Reason? _memoryShort;
    bool _hasLoner;
    double _promised, _keptMemory;
    TimeSpan _now;
    (TimeSpan At, double Spare)? _room;
    TimeSpan? _personIdle;
    int _scouts;
    double _promisedToScouts;

    /// <summary>Opens the books with what running jobs and others have taken.</summary>
    public static AdmissionBooks Open(in Situation situation, GovernorPolicy policy, in AdmissionState state)
    {
        Aggressiveness level = policy.Aggressiveness;
        (CpuPool machine, CpuPool? quota) = CpuCommitment.Of(situation, state, policy.CountsOthers);
        double surplus = CpuSurplus.Share(state, machine), target = Target(policy) + surplus;
        MemoryBudget memory = MemoryBudget.Of(situation, policy);
        int cores = (int)Math.Ceiling(situation.Load.Capacity.Cores.Cores);
        return new()
        {
            _level = level,
            _wait = Waiting.SinceLastStart(state, situation.Now),
            _running = situation.Running.Length,
            _cap = Cap(situation, policy),
            _yield = state.Yield,
            _counted = YieldProbe.Running(situation, state.Yield),
            _trials = Trials(situation),
            _trialsAllowed = Math.Max(1, cores),
            _target = target,
            _targetEscalated = Math.Max(target, level.CpuTargetEscalated + surplus),
            _machine = machine,
            _quota = quota ?? default,
            _hasQuota = quota is not null,
            _headroom = memory.Headroom,
            _largest = memory.Largest,
            _promised = memory.Outstanding,
            _now = situation.Now,
            _personIdle = situation.PersonIdle,
            _scouts = memory.Scouts,
            _promisedToScouts = memory.ScoutsOutstanding,
            _memoryShort = state.Memory.Hold,
            _hasLoner = HasLoner(situation),
        };
    }

    /// <summary>The escalation in force; a start earlier in the same plan has ended it.</summary>
    public readonly double Escalation(int priority) => _started ? 0 : Waiting.Escalation(_wait, _level, priority);

    /// <summary>Names the one gate that holds the job, or the rule that lets it start.</summary>
    public readonly Reason Judge(in QueuedJob job)
    {
        if (_running >= _cap) return new(Gate.Cap, _running, 1, _cap);
        if (_running == 0 && IsAlone(job)) return new(Gate.Alone, _promised, job.Estimate.Memory.Bytes, _largest ?? 0);

        Reason reason = JudgeLoad(job);
        bool progresses = _running == 0 && reason.Gate != Gate.Fits && _wait >= _level.ProgressAfter;
        return progresses ? reason with { Gate = Gate.Progress } : reason;
    }

    readonly Reason JudgeLoad(in QueuedJob job)
    {
        if (_memoryShort is { } isShort) return isShort;
        if (_level.QuietTime is { } quiet && _personIdle < quiet) return new(Gate.PersonActive, 0, quiet.TotalSeconds, _personIdle.Value.TotalSeconds);
        double memory = MemoryBudget.Needed(job.Estimate);
        if (_hasLoner || (job.RunsAlone && _running > 0)) return new(Gate.Memory, _largest ?? 0, Math.Max(1, memory), _largest ?? 0);
        if (job.Estimate.Memory.Bytes > _largest) return new(Gate.Memory, 0, job.Estimate.Memory.Bytes, _largest.Value);
        if (_promised + memory > _headroom) return JudgeScout(job, memory) ?? new(Gate.Memory, _promised, memory, _headroom.Value);
        if (_promised + _keptMemory + memory > _headroom && (_room is not { } room || HeldAt(job, room.At) > room.Spare)) return new(Gate.ReservedMemory, _promised + _keptMemory, memory, _headroom.Value);

        Reason cpu = JudgeCpu(job);
        if (cpu.Gate != Gate.Fits) return cpu;

        // Eight times as many in each trial time: a few for each that has shown what it uses may be tried next.
        int allowed = (int)Math.Min(int.MaxValue, Math.Max(_trialsAllowed, (long)BudgetRule.TrialGrowth * job.Estimate.Siblings));
        if (IsTrial(job.Estimate) && _trials >= allowed) return new(Gate.Trial, _trials, 1, allowed);

        int limit = (int)_yield.Limit;
        return limit > 0 && _counted >= limit && YieldProbe.Counts(job.Estimate, _yield) ? new(Gate.Yield, _counted, 1, limit) : cpu;
    }

    /// <summary>
    /// What unknown jobs that run could still take is what holds another unknown one: these are scouts, and it waits for what they show. <c>null</c>: it is known, or it would not fit without them.
    /// </summary>
    readonly Reason? JudgeScout(in QueuedJob job, double memory) =>
        job.Estimate.MemorySource == EstimateSource.Assumed && _scouts > 0 && _promised - _promisedToScouts + memory <= _headroom ? new(Gate.Scouting, _scouts, 1, _scouts) : null;

    /// <summary>Takes what a job that starts needs.</summary>
    public void Start(in QueuedJob job)
    {
        double share = Share(job.Priority);
        _machine.Start(job.Estimate, share);
        if (_hasQuota) _quota.Start(job.Estimate, share);
        double memory = MemoryBudget.Needed(job.Estimate);
        _promised += memory;
        if (_room is { } room) _room = room with { Spare = room.Spare - HeldAt(job, room.At) };
        if (job.Estimate.MemorySource == EstimateSource.Assumed)
        {
            _promisedToScouts += memory;
            _scouts++;
        }

        if (IsTrial(job.Estimate)) _trials++;
        if (YieldProbe.Counts(job.Estimate, _yield)) _counted++;
        _hasLoner |= job.RunsAlone;
        _running++;
        _started = true;
    }

    /// <summary>Keeps what a job needs from those behind it.</summary>
    public void KeepRoomFor(in QueuedJob job)
    {
        double share = Share(job.Priority);
        _machine.Keep(job.Estimate, share);
        if (_hasQuota) _quota.Keep(job.Estimate, share);

        // What can only run alone needs the others to end: nothing fits beside it.
        _keptMemory = IsAlone(job) ? double.PositiveInfinity : MemoryBudget.Needed(job.Estimate);
    }

    /// <summary>Keeps the memory that a job will find at some time from those behind it that would still hold it then.</summary>
    /// <param name="job">The job.</param>
    /// <param name="room">When, and what is left then beside it.</param>
    public void KeepMemoryFor(in QueuedJob job, (TimeSpan At, double Spare) room)
    {
        if (!IsAlone(job)) (_keptMemory, _room) = (MemoryBudget.Needed(job.Estimate), room);
    }

    /// <summary>Memory that a job would still hold at some time.</summary>
    readonly double HeldAt(in QueuedJob job, TimeSpan at) => _now + job.Estimate.Duration <= at ? 0 : MemoryBudget.Needed(job.Estimate);

    /// <summary>Whether it can only run when nothing else does: it needs more than there is, or ran out of memory beside others too often.</summary>
    readonly bool IsAlone(in QueuedJob job) => job.RunsAlone || job.Estimate.Memory.Bytes > _largest;

    /// <summary>A job must fit into both pools; the quota's answer counts where it holds the job or both let it pass with less to spare.</summary>
    readonly Reason JudgeCpu(in QueuedJob job)
    {
        double share = Share(job.Priority);
        Reason machine = _machine.Judge(job.Estimate, share);
        if (!_hasQuota) return machine;
        Reason quota = _quota.Judge(job.Estimate, share);
        bool quotaBinds = Spare(quota) <= Spare(machine);
        if (machine.Gate == Gate.Fits) return quota.Gate == Gate.Fits && !quotaBinds ? machine : quota;
        return quota.Gate == Gate.Fits || !quotaBinds ? machine : quota;
    }

    static double Spare(in Reason reason) => reason.Limit - reason.Used - reason.Needed;

    /// <summary>Share of the cores that may be committed: T0 + a · (T1 − T0).</summary>
    readonly double Share(int priority) => _target + (Escalation(priority) * (_targetEscalated - _target));

    static bool HasLoner(in Situation situation)
    {
        foreach (ref readonly RunningJob job in situation.Running)
            if (job.RunsAlone) return true;
        return false;
    }

    static int Trials(in Situation situation)
    {
        int trials = 0;
        foreach (ref readonly RunningJob job in situation.Running)
            if (IsTrial(job.Estimate) && situation.Now - job.StartedAt < BudgetRule.TrialTime) trials++;
        return trials;
    }

    /// <summary>A job believed to leave a good part of a core idle on the word of its siblings alone.</summary>
    static bool IsTrial(in Estimate estimate) => estimate.CoresSource != EstimateSource.Requested && estimate.Cores < CoreAmount.One * CpuPool.Slack;

    /// <summary>Share of the cores that is to be used.</summary>
    public static double Target(GovernorPolicy policy) => policy.CpuTarget ?? policy.Aggressiveness.CpuTarget;

    /// <summary>The most jobs at once: the user's, or one that bounds processes and descriptors, not load: many waiting jobs per core are fine, thousands are not.</summary>
    public static int Cap(in Situation situation, GovernorPolicy policy) => policy.MaxRunning ?? Math.Max(64, 8 * (int)Math.Ceiling(situation.Load.Capacity.Cores.Cores));
}
