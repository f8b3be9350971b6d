using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>What is taken of each resource while one plan is made, and the gates that follow from it.</summary>
ref struct AdmissionBooks
{
    readonly Aggressiveness _level;
    readonly TimeSpan _wait;
    readonly TimeSpan? _personIdle;
    readonly Reason? _memoryShort;
    readonly YieldState _yield;
    readonly int _cap, _trialsAllowed;
    readonly double _target, _targetEscalated;
    CpuPools _cpu;
    MemoryPool _memory;
    int _running, _trials, _counted;
    bool _started;

    /// <summary>Opens the books with what running jobs and others have taken.</summary>
    public AdmissionBooks(in Situation situation, GovernorPolicy policy, in AdmissionState state)
    {
        _level = policy.Aggressiveness;
        _wait = Waiting.SinceLastStart(state, situation.Now);
        _personIdle = situation.PersonIdle;
        _memoryShort = state.Memory.Hold;
        _yield = state.Yield;
        _cap = Cap(situation, policy);
        _trialsAllowed = Math.Max(1, (int)Math.Ceiling(situation.Load.Capacity.Cores.Cores));
        _cpu = CpuCommitment.Of(situation, state, policy.CountsOthers);
        _memory = new(situation, policy);
        double surplus = CpuSurplus.Share(state, _cpu.Machine);
        _target = Target(policy) + surplus;
        _targetEscalated = Math.Max(_target, _level.CpuTargetEscalated + surplus);
        _running = situation.Running.Length;
        _trials = Trials(situation);
        _counted = YieldProbe.Running(situation, state.Yield);
    }

    /// <summary>The escalation in force; a start earlier in the same plan has ended it.</summary>
    public readonly double Escalation(int priority) => _started ? 0 : Waiting.Escalation(_wait, _level, priority);

    /// <summary>Names the one gate that holds the job, or the rule that lets it start.</summary>
    public readonly Reason Judge(in QueuedJob job)
    {
        if (_running >= _cap) return new(Gate.Cap, _running, 1, _cap);
        if (_running == 0 && _memory.JudgeAlone(job) is { } alone) return alone;

        Reason reason = JudgeLoad(job);
        bool progresses = _running == 0 && reason.Gate != Gate.Fits && _wait >= _level.ProgressAfter;
        return progresses ? reason with { Gate = Gate.Progress } : reason;
    }

    readonly Reason JudgeLoad(in QueuedJob job)
    {
        if (_memoryShort is { } isShort) return isShort;
        if (_level.QuietTime is { } quiet && _personIdle < quiet) return new(Gate.PersonActive, 0, quiet.TotalSeconds, _personIdle.Value.TotalSeconds);
        if (_memory.Judge(job, othersRun: _running > 0) is { } memory) return memory;
        Reason cpu = _cpu.Judge(job.Estimate, Share(job.Priority));
        if (cpu.Gate != Gate.Fits) return cpu;

        // Eight times as many in each trial time: a few for each that has shown what it uses may be tried next.
        int allowed = (int)Math.Min(int.MaxValue, Math.Max(_trialsAllowed, (long)BudgetRule.TrialGrowth * job.Estimate.Siblings));
        if (IsTrial(job.Estimate) && _trials >= allowed) return new(Gate.Trial, _trials, 1, allowed);

        int limit = (int)_yield.Limit;
        return limit > 0 && _counted >= limit && YieldProbe.Counts(job.Estimate, _yield) ? new(Gate.Yield, _counted, 1, limit) : cpu;
    }

    /// <summary>Takes what a job that starts needs.</summary>
    public void Start(in QueuedJob job)
    {
        _cpu.Start(job.Estimate, Share(job.Priority));
        _memory.Start(job);
        if (IsTrial(job.Estimate)) _trials++;
        if (YieldProbe.Counts(job.Estimate, _yield)) _counted++;
        _running++;
        _started = true;
    }

    /// <summary>Keeps what a job needs from those behind it.</summary>
    public void KeepRoomFor(in QueuedJob job)
    {
        _cpu.Keep(job.Estimate, Share(job.Priority));
        _memory.KeepFor(job);
    }

    /// <inheritdoc cref="MemoryPool.KeepFor(in QueuedJob, ValueTuple{TimeSpan, double})"/>
    public void KeepMemoryFor(in QueuedJob job, (TimeSpan At, double Spare) room) => _memory.KeepFor(job, room);

    /// <summary>Share of the cores that may be committed: T0 + a · (T1 − T0).</summary>
    readonly double Share(int priority) => _target + (Escalation(priority) * (_targetEscalated - _target));

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
