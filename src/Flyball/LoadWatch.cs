using Flyball.Admission;
using Flyball.Execution;
using Flyball.Jobs;
using Flyball.Load;
using Flyball.Queue;

namespace Flyball;

/// <summary>
/// What the loop knows of the load: the machine's sample, what each running job uses, and what all of ours use together. Used by the controller's loop alone.
/// </summary>
sealed class LoadWatch(ILoadSampler sampler, TimeProvider time)
{
    /// <summary>Kernel pressure must not be read more often: see <see cref="ILoadSampler.Sample"/>.</summary>
    static readonly TimeSpan s_closest = TimeSpan.FromMilliseconds(50);

    /// <summary>Looking may take this share of our time at most: with very many processes we look less often.</summary>
    const double MostOfOurTime = 0.05;

    readonly OwnCpu _own = new();
    long _lookedAt;
    TimeSpan _pause;
    bool _looked;

    public LoadSample Load { get; private set; }

    /// <summary>Cores that we keep busy; <c>null</c> while there is no earlier reading.</summary>
    public double? OwnCores { get; private set; }

    /// <summary>Whether tasks wait for the CPUs, as the last decision saw it.</summary>
    public bool Contended { get; private set; }

    /// <summary>An equal share of the usable memory for each usable core; <c>null</c>: cannot be read.</summary>
    public ByteSize? MemoryPerCore => Load.Capacity?.Memory is { } memory ? memory * (1 / Math.Max(1, Load.Capacity.Cores.Cores)) : null;

    /// <summary>Looks again, unless the last look is too fresh.</summary>
    public void Look(List<JobEntry> running, TimeSpan now)
    {
        long start = time.GetTimestamp();
        if (_looked && time.GetElapsedTime(_lookedAt, start) < _pause) return;
        (_looked, _lookedAt) = (true, start);
        Load = sampler.Sample();

        foreach (JobEntry job in running) job.Siblings.BeginRunning();
        TimeSpan cpu = TimeSpan.Zero;
        foreach (JobEntry job in running) cpu += Measure(job, now);
        OwnCores = _own.Cores(Load.At, Load.Window, cpu);

        TimeSpan cost = time.GetElapsedTime(start);
        _pause = TimeSpan.FromTicks(Math.Max(s_closest.Ticks, (long)(cost.Ticks / MostOfOurTime)));
    }

    /// <summary>Notes whether the situation that is decided on is one of contention.</summary>
    public void NoteContention(in Situation situation) => Contended = CpuCommitment.IsContended(situation);

    /// <summary>Notes the end of a job and what it used.</summary>
    public void NoteEnd(JobEntry job, JobOutcome outcome)
    {
        if (outcome.Usage is not { } usage) return;
        _own.AddEnded(usage.CpuTime ?? job.Cpu?.Latest ?? TimeSpan.Zero);
        job.Siblings.Ended(usage.CpuTime, usage.WallTime, usage.PeakMemory, Contended);
    }

    TimeSpan Measure(JobEntry job, TimeSpan now)
    {
        UsageReading? reading = Read(job);
        job.Memory = reading?.Memory ?? job.Memory;
        if (reading?.CpuTime is { } cpu) job.Cpu!.Add(now, cpu);
        job.Siblings.Running(reading?.CpuTime, now - job.StartedAt, reading?.Memory, Contended);
        return job.Cpu!.Latest;
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
