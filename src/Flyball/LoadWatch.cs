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
    /// <summary>Kernel pressure must not be read more often: see <see cref="ILoadSampler.Sample"/>.</summary>
    static readonly TimeSpan s_closest = TimeSpan.FromMilliseconds(50);

    /// <summary>Looking may take this share of a core at most: the more processes there are, the less often we look. Waking up for it and deciding come on top.</summary>
    const double MostOfACore = 0.0025;

    /// <summary>The same while memory may run out within seconds, and while jobs are tried to see how many at once are worth it.</summary>
    const double MostOfACoreInNeed = 0.02;

    static readonly TimeSpan s_farthest = TimeSpan.FromSeconds(1);

    /// <summary>A look that was interrupted seems dearer than it is: what one costs is believed to grow slowly.</summary>
    const double Growth = 1.25;

    /// <summary>Cores beyond which a job is seen to be at work.</summary>
    const double VisibleLoad = 0.1;

    readonly OwnCpu _own = new();
    readonly OwnWork _work = new();
    long _lookedAt;
    TimeSpan _cost = TimeSpan.FromMilliseconds(0.1);
    bool _looked, _isUrgent;

    public LoadSample Load { get; private set; }

    /// <summary>When <see cref="Load"/> was taken, on the loop's clock.</summary>
    public TimeSpan TakenAt { get; private set; }

    /// <summary>Cores that we keep busy; <c>null</c> while there is no earlier reading.</summary>
    public double? OwnCores { get; private set; }

    /// <summary>Memory that jobs held, as last measured, which have ended since <see cref="Load"/> was taken.</summary>
    public ByteSize MemoryReturned { get; private set; }

    /// <summary>What all our jobs have done so far; <c>null</c>: we have not looked yet.</summary>
    public WorkDone? Done { get; private set; }

    /// <summary>Whether tasks wait for the CPUs, as the last decision saw it.</summary>
    public bool Contended { get; private set; }

    /// <summary>How long the present look is fresh: until then the same facts give the same answer.</summary>
    public TimeSpan FreshFor => Pause - time.GetElapsedTime(_lookedAt);

    TimeSpan Pause => TimeSpan.FromTicks(Math.Clamp((long)(_cost.Ticks / (_isUrgent ? MostOfACoreInNeed : MostOfACore)), s_closest.Ticks, s_farthest.Ticks));

    /// <summary>Looks again, unless the last look is too fresh.</summary>
    public void Look(List<JobEntry> running, TimeSpan now)
    {
        long start = time.GetTimestamp();
        if (_looked && time.GetElapsedTime(_lookedAt, start) < Pause) return;
        (_looked, _lookedAt) = (true, start);
        Load = sampler.Sample();
        TakenAt = now;
        MemoryReturned = ByteSize.Zero;

        foreach (JobEntry job in running) job.Siblings.BeginRunning(now);
        TimeSpan cpu = TimeSpan.Zero;
        foreach (JobEntry job in running) cpu += Measure(job, now);
        OwnCores = _own.Cores(Load.At, Load.Window, cpu);
        Done = _work.Sum(now, cpu, MovedBy(running), Load.Disk);

        TimeSpan took = time.GetElapsedTime(start);
        _cost = took < _cost * Growth ? took : _cost * Growth;
    }

    /// <summary>Notes whether the last decision was made under contention, and whether what comes next is urgent to know.</summary>
    public void NotePlan(Plan plan) => (Contended, _isUrgent) = (CpuCommitment.IsContended(Load, plan.State), plan.State.Memory.IsUrgent || plan.AwaitsFigures);

    /// <summary>Notes the end of a job and what it used.</summary>
    public void NoteEnd(JobEntry job, JobOutcome outcome)
    {
        TimeSpan cpu = outcome.Usage?.CpuTime ?? job.Cpu?.Latest ?? TimeSpan.Zero;
        ByteSize read = outcome.Usage?.Read ?? ByteSize.Zero, written = outcome.Usage?.Written ?? ByteSize.Zero;
        var moved = StorageTraffic.Max(job.Moved ?? default, new((read + written).Bytes, written.Bytes));
        MemoryReturned += job.Memory ?? ByteSize.Zero;
        _own.AddEnded(cpu);
        _work.AddEnded(cpu, moved);
        if (outcome.Usage is not { } usage) return;
        job.Siblings.Traffic.Ended(moved.Bytes, usage.WallTime);

        // One that was over before we looked may have waited for a CPU: under contention its low use proves nothing.
        JobObservation seen = job.Siblings.Ended(usage.CpuTime, usage.WallTime - job.Suspension.Before, usage.PeakMemory, Contended, job.WantsCpu ?? true, RanShort(job, outcome));
        if (seen.RanShort || HasRunToItsEnd(outcome))
            history?.Add(job.Job.TemplateInForce, job.Job, seen with { FirstLoad = job.FirstLoad, Read = usage.Read, Written = usage.Written });
    }

    static bool RanShort(JobEntry job, JobOutcome outcome) => outcome.Status == JobStatus.OutOfMemory || job.Execution!.Notice.Reason == EndReason.MakesRoom;

    /// <summary>What was ended before its time, or by a fault, does not say what its siblings need.</summary>
    static bool HasRunToItsEnd(JobOutcome outcome) => outcome is { Status: JobStatus.Succeeded } or { Status: JobStatus.Failed, ExitCode: not null };

    TimeSpan Measure(JobEntry job, TimeSpan now)
    {
        UsageReading? reading = Read(job);
        job.Memory = reading?.Memory ?? job.Memory;
        if (reading?.Memory is { } held && !job.IsSuspended) (job.Growth ??= MemoryGrowth.From(job.StartedAt)).Add(now, held);
        job.Cpu ??= CpuRate.From(job.StartedAt);
        if (reading?.CpuTime is { } cpu) job.Cpu.Add(now, cpu);
        if (job.FirstLoad is null && job.Cpu.Cores > VisibleLoad) job.FirstLoad = now - job.StartedAt;
        if (StorageTraffic.Of(reading ?? default) is { } moved)
        {
            job.Moved = StorageTraffic.Max(job.Moved ?? default, moved);
            (job.Traffic ??= new(job.StartedAt)).Add(now, moved.Bytes);
            job.Siblings.Traffic.Running(moved.Bytes, now - job.StartedAt);
        }

        job.WantsCpu = reading?.Runnable is { } runnable ? runnable > 0 : null;
        job.Siblings.Running(reading?.CpuTime, now - job.StartedAt - job.Suspension.Total(now), reading?.Memory, Contended, job.WantsCpu);
        return job.Cpu.Latest;
    }

    static StorageTraffic? MovedBy(List<JobEntry> running)
    {
        StorageTraffic? sum = null;
        foreach (JobEntry job in running)
            if (job.Moved is { } moved) sum = moved + (sum ?? default);
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
