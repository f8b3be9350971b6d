using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>What is taken of each resource while one plan is made, and the gates that follow from it.</summary>
ref struct AdmissionBooks
{
    Aggressiveness _level;
    TimeSpan _wait;
    bool _started;
    int _running, _cap, _trials, _trialsAllowed;
    double _target, _targetEscalated;
    CpuPool _machine;
    CpuPool _quota;
    bool _hasQuota;
    double? _headroom, _largest;
    Reason? _memoryShort;
    bool _hasLoner;
    double _promised, _keptMemory;

    /// <summary>Opens the books with what running jobs and others have taken.</summary>
    public static AdmissionBooks Open(in Situation situation, GovernorPolicy policy, in AdmissionState state)
    {
        Aggressiveness level = policy.Aggressiveness;
        double target = policy.CpuTarget ?? level.CpuTarget;
        (CpuPool machine, CpuPool? quota) = CpuCommitment.Of(situation, state);
        MemoryBudget memory = MemoryBudget.Of(situation, policy);
        int cores = (int)Math.Ceiling(situation.Load.Capacity.Cores.Cores);
        return new()
        {
            _level = level,
            _wait = Waiting.SinceLastStart(state, situation.Now),
            _running = situation.Running.Length,
            _cap = policy.MaxRunning ?? DefaultCap(cores),
            _trials = Trials(situation),
            _trialsAllowed = Math.Max(1, cores),
            _target = target,
            _targetEscalated = Math.Max(target, level.CpuTargetEscalated),
            _machine = machine,
            _quota = quota ?? default,
            _hasQuota = quota is not null,
            _headroom = memory.Headroom,
            _largest = memory.Largest,
            _promised = memory.Outstanding,
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
        double memory = MemoryBudget.Needed(job.Estimate);
        if (_hasLoner || (job.RunsAlone && _running > 0)) return new(Gate.Memory, _largest ?? 0, Math.Max(1, memory), _largest ?? 0);
        if (job.Estimate.Memory.Bytes > _largest) return new(Gate.Memory, 0, job.Estimate.Memory.Bytes, _largest.Value);
        if (_promised + memory > _headroom) return new(Gate.Memory, _promised, memory, _headroom.Value);
        if (_promised + _keptMemory + memory > _headroom) return new(Gate.ReservedMemory, _promised + _keptMemory, memory, _headroom.Value);

        Reason cpu = JudgeCpu(job);
        if (cpu.Gate != Gate.Fits || !IsTrial(job.Estimate)) return cpu;

        // Twice as many in each trial time: as many as have shown what they use may be tried next.
        int allowed = Math.Max(_trialsAllowed, job.Estimate.Siblings);
        return _trials >= allowed ? new(Gate.Trial, _trials, 1, allowed) : cpu;
    }

    /// <summary>Takes what a job that starts needs.</summary>
    public void Start(in QueuedJob job)
    {
        double share = Share(job.Priority);
        _machine.Start(job.Estimate, share);
        if (_hasQuota) _quota.Start(job.Estimate, share);
        _promised += MemoryBudget.Needed(job.Estimate);
        if (IsTrial(job.Estimate)) _trials++;
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

    /// <summary>The cap when the user sets none. It bounds processes and descriptors, not load: many waiting jobs per core are fine, thousands are not.</summary>
    static int DefaultCap(int cores) => Math.Max(64, 8 * cores);
}
