using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Cli.Replay.Machine;

/// <summary>Reads the machine as a sampler does: rates are differences of counters over half a second, and two samples are never closer than 50 ms.</summary>
sealed class LoadWindow(SimulatedMachine machine)
{
    const double Window = 0.5;
    const double GrowthWindow = 0.25;
    const double ShortestPeriod = 0.05;
    const double Nothing = 1e-9;
    const double PageBytes = 4096;

    readonly Queue<Snapshot> _history = new();
    readonly double[] _utilization = new double[machine.Cores];
    readonly Dictionary<JobAttempt, (CoreAmount? Cores, ByteSize Memory)> _jobs = [];
    readonly Dictionary<JobAttempt, ByteSize> _growth = [];
    readonly Capacity _capacity = new()
    {
        MachineCpus = machine.Cores,
        UsableCpus = machine.Cores,
        MachineMemory = ByteSize.MiB(machine.Memory),
    };
    double _takenAt = double.NegativeInfinity;

    /// <summary>When <see cref="Load"/> was taken.</summary>
    public TimeSpan TakenAt => SimulatedClock.At(_takenAt);

    /// <summary>What the machine said last.</summary>
    public LoadSample Load { get; private set; }

    /// <summary>Cores that our jobs kept busy over the window; <c>null</c>: no window yet.</summary>
    public double? OwnCores { get; private set; }

    /// <summary>What our jobs have done by then.</summary>
    public WorkDone Done { get; private set; }

    /// <summary>Takes a sample unless the last one is too fresh.</summary>
    public void Refresh(MachineState state, double now)
    {
        if (now < _takenAt + ShortestPeriod - Nothing) return;
        _takenAt = now;
        var current = new Snapshot(now, state.Counters, state.CoresBusy.ToArray(), state.Running.ToDictionary(attempt => attempt, attempt => (attempt.CpuUsed, attempt.Memory)));
        _history.Enqueue(current);
        while (_history.Count > 2 && _history.ElementAt(1).At <= now - Window) _history.Dequeue();
        Snapshot oldest = _history.Peek();
        ReadMachine(state, oldest, current);
        Done = new(SimulatedClock.At(now), SimulatedClock.At(state.Counters.Own), state.Counters.OwnDisk * 1e6);
        ReadJobs(state, oldest, now);
    }

    /// <summary>What one job used and holds, as the last sample saw it; <c>null</c>: it was too young then, or not yet there.</summary>
    public (CoreAmount? Cores, ByteSize? Memory) Of(JobAttempt attempt) =>
        _jobs.TryGetValue(attempt, out var seen) ? (seen.Cores, seen.Memory) : (null, null);

    /// <summary>Bytes per second by which a job grew over the window, or over the last one before it was suspended; <c>null</c>: not seen yet.</summary>
    public ByteSize? GrowthOf(JobAttempt attempt) => _growth.TryGetValue(attempt, out ByteSize growth) ? growth : null;

    /// <summary>Forgets how a job grew: it stood still.</summary>
    public void Forget(JobAttempt attempt) => _growth.Remove(attempt);

    void ReadMachine(MachineState state, Snapshot oldest, Snapshot current)
    {
        double seconds = current.At - oldest.At;
        Load = new()
        {
            At = SimulatedClock.At(current.At),
            Window = SimulatedClock.At(seconds),
            Capacity = _capacity,
            MemoryAvailable = ByteSize.MiB(Math.Max(0, state.AvailableMemory)),
        };
        if (seconds <= 0) return;
        MachineCounters from = oldest.Counters, to = current.Counters;
        for (int core = 0; core < _utilization.Length; core++)
            _utilization[core] = (current.CoresBusy[core] - oldest.CoresBusy[core]) / seconds;
        OwnCores = (to.Own - from.Own) / seconds;
        Load = Load with
        {
            BusyCores = (to.Busy - from.Busy) / seconds,
            CoreUtilization = _utilization,
            CpuPressure = new((to.CpuStall - from.CpuStall) / seconds, 0),
            IoPressure = new((to.DiskStallSome - from.DiskStallSome) / seconds, (to.DiskStallFull - from.DiskStallFull) / seconds),
            PageRefaultsPerSecond = (to.Refaults - from.Refaults) * 1e6 / PageBytes / seconds,
            MemoryPressure = new((to.MemoryStall - from.MemoryStall) / seconds, 0),
        };
    }

    void ReadJobs(MachineState state, Snapshot oldest, double now)
    {
        _jobs.Clear();
        foreach (JobAttempt attempt in state.Running)
        {
            bool wasThere = oldest.Jobs.TryGetValue(attempt, out (double CpuUsed, double Memory) before);
            double seconds = now - (wasThere ? oldest.At : attempt.StartedAt);
            CoreAmount? cores = seconds >= ShortestPeriod - Nothing ? CoreAmount.FromCores((attempt.CpuUsed - before.CpuUsed) / seconds) : null;
            _jobs.Add(attempt, (cores, ByteSize.MiB(attempt.Memory)));
        }

        Snapshot earlier = _history.Where(snapshot => snapshot.At <= now - GrowthWindow).LastOrDefault(oldest);
        foreach (JobAttempt attempt in state.Running)
        {
            if (attempt.IsSuspended) continue;
            double since = Math.Max(earlier.At, attempt.StartedAt);
            if (now > since) _growth[attempt] = ByteSize.MiB((attempt.Memory - earlier.Jobs.GetValueOrDefault(attempt).Memory) / Math.Max(GrowthWindow, now - since));
        }
    }

    sealed record Snapshot(double At, MachineCounters Counters, double[] CoresBusy, Dictionary<JobAttempt, (double CpuUsed, double Memory)> Jobs);
}

/// <summary>The simulation's seconds as the clock that the governor sees.</summary>
static class SimulatedClock
{
    public static TimeSpan At(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
}
