using Flyball.Admission;
using Flyball.Cli.Replay.Machine;
using Flyball.Cli.Replay.Recording;
using Flyball.Jobs;

namespace Flyball.Cli.Replay;

/// <summary>The governor on the simulated machine with the jobs of a recorded run, of which it learns from siblings, as it did.</summary>
sealed class ReplayDriver : GovernorDriver
{
    /// <summary>Seconds between two looks at what runs: a controller's.</summary>
    const double LookPeriod = 0.05;

    readonly ByteSize? _memoryPerCore;
    readonly Dictionary<string, SiblingUse> _templates = new(StringComparer.Ordinal);
    readonly SiblingUse[] _siblings;
    readonly ResourceRequest[] _requests;
    readonly Dictionary<SimulatedJob, ByteSize> _least = [];
    double _lookedAt = double.NegativeInfinity;

    /// <param name="machine">The hardware.</param>
    /// <param name="policy">The rule.</param>
    /// <param name="nice">CPU priority of the jobs.</param>
    /// <param name="jobs">The jobs in the order of the simulation; each was started at least once.</param>
    /// <param name="memoryPerCore">The machine's usable memory divided by its usable cores; <c>null</c>: not known.</param>
    public ReplayDriver(SimulatedMachine machine, AdmissionPolicy policy, int nice, IReadOnlyList<RecordedJob> jobs, ByteSize? memoryPerCore)
        : base(machine, policy, nice)
    {
        _memoryPerCore = memoryPerCore;
        (_siblings, _requests) = (new SiblingUse[jobs.Count], new ResourceRequest[jobs.Count]);
        for (int i = 0; i < jobs.Count; i++)
        {
            if (!_templates.TryGetValue(jobs[i].Template, out SiblingUse? siblings)) _templates[jobs[i].Template] = siblings = new();
            _siblings[i] = siblings;
            _requests[i] = Request(jobs[i].Attempts[0].Granted);
        }
    }

    bool Contended => CpuCommitment.IsContended(Window.Load, State);

    public override void Ended(JobAttempt attempt, double now) =>
        Siblings(attempt).Ended(SimulatedClock.At(attempt.CpuUsed), SimulatedClock.At(now - attempt.StartedAt), ByteSize.MiB(attempt.Job.PeakMemory), Contended, attempt.Phase is Compute);

    public override void Killed(SimulatedJob job, double memory)
    {
        base.Killed(job, memory);
        _siblings[job.Index].Ended(null, TimeSpan.Zero, ByteSize.MiB(memory), contended: false, ranShort: true);
        _least[job] = MemoryLadder.LeastAfter(_least.GetValueOrDefault(job), ByteSize.MiB(memory));
    }

    protected override void Look(MachineState machine, double now)
    {
        if (now < _lookedAt + LookPeriod) return;
        _lookedAt = now;
        foreach (SiblingUse siblings in _templates.Values) siblings.BeginRunning(SimulatedClock.At(now));
        foreach (JobAttempt attempt in machine.Running)
            Siblings(attempt).Running(SimulatedClock.At(attempt.CpuUsed), SimulatedClock.At(now - attempt.StartedAt), ByteSize.MiB(attempt.Memory), Contended, attempt.Phase is Compute);
    }

    protected override Estimate Believed(SimulatedJob job)
    {
        Estimate estimate = _siblings[job.Index].EstimateFor(_requests[job.Index], _memoryPerCore);
        return _least.TryGetValue(job, out ByteSize least) && least > estimate.Memory ? estimate with { Memory = least, MemorySource = EstimateSource.Learned } : estimate;
    }

    SiblingUse Siblings(JobAttempt attempt) => _siblings[attempt.Job.Index];

    /// <summary>What the user had said of a job, as far as the grant tells.</summary>
    static ResourceRequest Request(in Estimate granted) => new(
        granted.CoresSource == EstimateSource.Requested ? granted.Cores.Cores : null,
        granted.MemorySource == EstimateSource.Requested ? granted.Memory : null,
        granted.Duration);
}
