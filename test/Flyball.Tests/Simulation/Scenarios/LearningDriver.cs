using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Simulation;

/// <summary>The real governor with the real estimates: nothing is known of the jobs but what their siblings, and their own earlier runs, have shown.</summary>
internal sealed class LearningDriver(SimulatedMachine machine, AdmissionPolicy policy, SimulatedHistory history, int nice = 0) : GovernorDriver(machine, policy, nice)
{
    readonly ByteSize _memoryPerCore = ByteSize.MiB(machine.Memory / machine.Cores);
    readonly Dictionary<int, SiblingUse> _templates = [];
    readonly Dictionary<SimulatedJob, ByteSize> _least = [];
    double _lookedAt = double.NegativeInfinity;

    bool Contended => CpuCommitment.IsContended(Window.Load, State);

    public override void Ended(JobAttempt attempt, double now)
    {
        SimulatedJob job = attempt.Job;
        JobObservation seen = Siblings(job).Ended(
            SimulatedClock.At(attempt.CpuUsed), SimulatedClock.At(now - attempt.StartedAt), ByteSize.MiB(job.PeakMemory), Contended, WantsCpu(attempt));
        history.Add(job, seen);
    }

    public override void Killed(SimulatedJob job, double memory)
    {
        base.Killed(job, memory);
        JobObservation seen = Siblings(job).Ended(null, TimeSpan.Zero, ByteSize.MiB(memory), contended: false, ranShort: true);
        _least[job] = seen.PeakMemory!.Value;
        history.Add(job, seen);
    }

    protected override void Look(MachineState machine, double now)
    {
        if (now < _lookedAt + 0.05) return;
        _lookedAt = now;
        foreach (SiblingUse siblings in _templates.Values) siblings.BeginRunning(SimulatedClock.At(now));
        foreach (JobAttempt attempt in machine.Running)
            Siblings(attempt.Job).Running(SimulatedClock.At(attempt.CpuUsed), SimulatedClock.At(now - attempt.StartedAt), ByteSize.MiB(attempt.Memory), Contended, WantsCpu(attempt));
    }

    protected override Estimate Believed(SimulatedJob job)
    {
        Estimate estimate = Siblings(job).EstimateFor(ResourceRequest.Unknown, _memoryPerCore);
        return _least.TryGetValue(job, out ByteSize least) && least > estimate.Memory ? estimate with { Memory = least, MemorySource = EstimateSource.Learned } : estimate;
    }

    SiblingUse Siblings(SimulatedJob job) => _templates.TryGetValue(job.Template, out SiblingUse? known) ? known : _templates[job.Template] = new(history.Template(job));

    static bool WantsCpu(JobAttempt attempt) => attempt.Phase is Compute;
}

/// <summary>What runs of the simulation leave to later ones.</summary>
internal sealed class SimulatedHistory
{
    readonly Dictionary<int, List<JobObservation>> _seen = [];
    Dictionary<int, TemplateRecord> _templates = [];

    public TemplateRecord? Template(SimulatedJob job) => _templates.GetValueOrDefault(job.Template);

    public void Add(SimulatedJob job, in JobObservation seen)
    {
        if (!_seen.TryGetValue(job.Template, out List<JobObservation>? all)) _seen[job.Template] = all = [];
        all.Add(seen);
    }

    /// <summary>The run is over: the next one knows what it has shown.</summary>
    public void Keep()
    {
        _templates = _seen.ToDictionary(seen => seen.Key, seen => (Template(seen.Key) ?? TemplateRecord.Empty).With([.. seen.Value], day: 0));
        _seen.Clear();
    }

    TemplateRecord? Template(int template) => _templates.GetValueOrDefault(template);
}
