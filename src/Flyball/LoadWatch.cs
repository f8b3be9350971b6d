using Flyball.Admission;
using Flyball.Execution;
using Flyball.Jobs;
using Flyball.Load;
using Flyball.Queue;

namespace Flyball;

/// <summary>
/// What the loop knows of the load: the machine's sample, what each running job uses, and what all of ours use together. Used by the controller's loop alone.
/// </summary>
sealed class LoadWatch(ILoadSampler sampler, IJobHistory? history, TimeProvider time)
{
    readonly OwnCpu _own = new();
    readonly OwnWork _work = new();
    readonly LookPace _pace = new(time);

    /// <summary>Those whose running jobs the last look saw.</summary>
    readonly HashSet<SiblingUse> _seen = [];
    volatile ForeignUse? _others;

    public LoadSample Load { get; private set; }

    /// <summary>When <see cref="Load"/> was taken, on the loop's clock.</summary>
    public TimeSpan TakenAt { get; private set; }

    /// <summary>Cores that we keep busy; <c>null</c> while there is no earlier reading.</summary>
    public double? OwnCores { get; private set; }

    /// <summary>Memory that jobs held, as last measured, which have ended since <see cref="Load"/> was taken.</summary>
    public ByteSize MemoryReturned { get; private set; }

    /// <summary>What all our jobs have done so far; <c>null</c>: we have not looked yet.</summary>
    public WorkDone? Done { get; private set; }

    /// <summary>Others that have what our running jobs want of the CPUs; <c>null</c>: these get it, or it cannot be seen. For any thread.</summary>
    public ForeignUse? Others => _others;

    /// <summary>Whether tasks wait for the CPUs, as the last decision saw it.</summary>
    public bool Contended { get; private set; }

    /// <summary>How long the present look is fresh: until then the same facts give the same answer.</summary>
    public TimeSpan FreshFor => _pace.FreshFor;

    /// <summary>Looks again, unless the last look is too fresh.</summary>
    public void Look(List<JobEntry> running, TimeSpan now)
    {
        if (!_pace.TryBegin()) return;
        Load = sampler.Sample();
        TakenAt = now;
        MemoryReturned = ByteSize.Zero;

        // Also those of which none runs any more: else the last one would count twice, as running and as ended.
        foreach (SiblingUse siblings in _seen) siblings.BeginRunning(now);
        _seen.Clear();
        foreach (JobEntry job in running)
            if (_seen.Add(job.Siblings)) job.Siblings.BeginRunning(now);
        TimeSpan cpu = TimeSpan.Zero;
        foreach (JobEntry job in running) cpu += Measure(job, now);
        OwnCores = _own.Cores(Load.At, Load.Window, cpu);
        Done = _work.Sum(now, cpu, MovedBy(running), Load.Disk);
        _others = Contended ? ForeignUse.Of(Load, OwnCores, LackedBy(running)) : null;
        _pace.End();
    }

    /// <summary>Notes whether the last decision was made under contention, and whether what comes next is urgent to know.</summary>
    public void NotePlan(Plan plan) => (Contended, _pace.IsUrgent) = (CpuCommitment.IsContended(Load, plan.State), plan.State.Memory.IsUrgent || plan.AwaitsFigures);

    /// <summary>Notes the end of a job and what it used.</summary>
    /// <param name="job">The job.</param>
    /// <param name="outcome">How it ended, as it counts: see <see cref="JobExecution.Judge"/>.</param>
    public void NoteEnd(JobEntry job, JobOutcome outcome)
    {
        TimeSpan cpu = outcome.Usage?.CpuTime ?? job.Use?.CpuTime ?? TimeSpan.Zero;
        ByteSize read = outcome.Usage?.Read ?? ByteSize.Zero, written = outcome.Usage?.Written ?? ByteSize.Zero;
        var moved = StorageTraffic.Max(job.Use?.Moved ?? default, new((read + written).Bytes, written.Bytes));
        MemoryReturned += job.Use?.Memory ?? ByteSize.Zero;
        _own.AddEnded(cpu);
        _work.AddEnded(cpu, moved);
        if (outcome.Usage is not { } usage) return;
        job.Siblings.Traffic.Ended(moved.Bytes, usage.WallTime);

        // One that was over before we looked may have waited for a CPU: under contention its low use proves nothing.
        JobObservation seen = job.Siblings.Ended(usage.CpuTime, usage.WallTime - job.Suspension.Before, usage.PeakMemory, Contended, job.Use?.WantsCpu ?? true, RanShort(job, outcome));
        if (seen.RanShort || HasRunToItsEnd(outcome))
            history?.Add(job.Job.TemplateInForce, job.Job, seen with { FirstLoad = job.Use?.FirstLoad, Read = usage.Read, Written = usage.Written });
    }

    static bool RanShort(JobEntry job, JobOutcome outcome) => outcome.Status == JobStatus.OutOfMemory || job.Execution!.Notice.Reason == EndReason.MakesRoom;

    /// <summary>What was ended before its time, or by a fault, does not say what its siblings need.</summary>
    static bool HasRunToItsEnd(JobOutcome outcome) => outcome is { Status: JobStatus.Succeeded } or { Status: JobStatus.Failed, ExitCode: not null };

    TimeSpan Measure(JobEntry job, TimeSpan now)
    {
        UsageReading reading = Read(job) ?? default;
        JobUse use = job.Use ??= new(job.StartedAt);
        use.Add(now, reading, job.IsSuspended);
        TimeSpan age = now - job.StartedAt;
        if (StorageTraffic.Of(reading) is { } moved) job.Siblings.Traffic.Running(moved.Bytes, age);
        job.Siblings.Running(reading.CpuTime, age - job.Suspension.Total(now), reading.Memory, Contended, use.WantsCpu);
        return use.CpuTime;
    }

    double LackedBy(List<JobEntry> running)
    {
        double sum = 0;
        foreach (JobEntry job in running) sum += ForeignUse.LackedBy(job.AsRunning(Load.Capacity.MemoryPerCore, mayRunAgain: false));
        return sum;
    }

    static StorageTraffic? MovedBy(List<JobEntry> running)
    {
        StorageTraffic? sum = null;
        foreach (JobEntry job in running)
            if (job.Use?.Moved is { } moved) sum = moved + (sum ?? default);
        return sum;
    }

    static UsageReading? Read(JobEntry job)
    {
        try
        {
            return job.Executor!.Measure(job.Id);
        }
#pragma warning disable CA1031 // An executor that cannot measure leaves a gap; it does not stop the loop.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
