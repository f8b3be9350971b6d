using Flyball.Admission;
using Flyball.Cli.Replay.Machine;
using Flyball.Cli.Replay.Recording;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Cli.Replay;

/// <summary>What a controller believes of the jobs of a recorded run while it is simulated: it learns from siblings, as it did.</summary>
sealed class LearnedBeliefs : ISimulatedBeliefs
{
    /// <summary>A job that was killed is believed to need this much more than it held.</summary>
    const double MemoryAfterKill = 1.5;

    readonly ByteSize? _memoryPerCore;
    readonly SiblingUse[] _siblings;
    readonly ResourceRequest[] _requests;
    readonly Dictionary<SimulatedJob, ByteSize> _least = [];
    bool _isContended;

    /// <param name="jobs">The jobs in the order of the simulation; each was started at least once.</param>
    /// <param name="memoryPerCore">The machine's usable memory divided by its usable cores; <c>null</c>: not known.</param>
    public LearnedBeliefs(IReadOnlyList<RecordedJob> jobs, ByteSize? memoryPerCore)
    {
        _memoryPerCore = memoryPerCore;
        var templates = new Dictionary<string, SiblingUse>(StringComparer.Ordinal);
        (_siblings, _requests) = (new SiblingUse[jobs.Count], new ResourceRequest[jobs.Count]);
        for (int i = 0; i < jobs.Count; i++)
        {
            if (!templates.TryGetValue(jobs[i].Template, out SiblingUse? siblings)) templates[jobs[i].Template] = siblings = new();
            _siblings[i] = siblings;
            _requests[i] = Request(jobs[i].Attempts[0].Granted);
        }
    }

    public Estimate Of(SimulatedJob job)
    {
        Estimate estimate = _siblings[job.Index].EstimateFor(_requests[job.Index], _memoryPerCore);
        return _least.TryGetValue(job, out ByteSize least) ? estimate with { Memory = ByteSize.Max(estimate.Memory, least) } : estimate;
    }

    public void Look(MachineState machine, double now, in LoadSample load, in AdmissionState state)
    {
        _isContended = CpuCommitment.IsContended(load, state);
        foreach (JobAttempt attempt in machine.Running) _siblings[attempt.Job.Index].BeginRunning();
        foreach (JobAttempt attempt in machine.Running)
            _siblings[attempt.Job.Index].Running(SimulatedClock.At(attempt.CpuUsed), SimulatedClock.At(now - attempt.StartedAt), ByteSize.MiB(attempt.Memory), _isContended, attempt.Phase is Compute);
    }

    public void Ended(JobAttempt attempt, double now) =>
        _siblings[attempt.Job.Index].Ended(SimulatedClock.At(attempt.CpuUsed), SimulatedClock.At(now - attempt.StartedAt), ByteSize.MiB(attempt.Job.PeakMemory), _isContended, attempt.Phase is Compute);

    public void Killed(SimulatedJob job, double memory) => _least[job] = ByteSize.Max(_least.GetValueOrDefault(job), ByteSize.MiB(MemoryAfterKill * memory));

    /// <summary>What the user had said of a job, as far as the grant tells.</summary>
    static ResourceRequest Request(in Estimate granted) => new(
        granted.CoresSource == EstimateSource.Requested ? granted.Cores.Cores : null,
        granted.MemorySource == EstimateSource.Requested ? granted.Memory : null,
        granted.Duration);
}
