using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Admission;

/// <summary>A job of a <see cref="TinyMachine"/>: it uses exactly what is estimated, at once.</summary>
sealed record TinyJob(double Arrives, double Lasts, double Cores, double Mib, int Priority = 0);

/// <summary>The least machine that shows the governor over time: it is asked at every arrival, every end and every review, and what it says is done.</summary>
sealed class TinyMachine(Scene machine, TinyJob[] jobs, double foreignCores = 0, double foreignMib = 0)
{
    /// <summary>What is closer together happens at once: reviews come on a clock of whole ticks.</summary>
    const double Instant = 1e-6;

    readonly Dictionary<int, double> _started = [];
    readonly Dictionary<int, TimeSpan> _heldSince = [];
    AdmissionState _state;

    /// <summary>The longest time that something waited and nothing ran.</summary>
    public double LongestIdle { get; private set; }

    /// <summary>When a job started; <c>null</c>: not before the end of the run.</summary>
    public double? StartOf(int job) => _started.TryGetValue(job, out double at) ? at : null;

    /// <summary>Runs until all jobs, or the one that matters, have started.</summary>
    public void Run(int? until = null)
    {
        double now = 0;
        double? idleSince = null;
        while (until is { } one ? !_started.ContainsKey(one) : _started.Count < jobs.Length)
        {
            Scene scene = SceneAt(now);
            bool idle = scene.Running.Length == 0 && scene.Queue.Length > 0;
            idleSince = idle ? idleSince ?? now : null;
            LongestIdle = Math.Max(LongestIdle, now - (idleSince ?? now));

            Plan plan = scene.Decide();
            _state = plan.State;
            if (plan.FirstHeld is { } held) _heldSince.TryAdd(Index(scene.Queue[held].Id), scene.Now);
            foreach (Decision decision in plan.Decisions)
                if (decision.Starts) _started[Index(decision.Job)] = now;
            if (plan.Starts > 0) idleSince = null; // What starts may have ended at the next event already.
            if (NextEvent(now, plan) is not { } next) throw new InvalidOperationException($"At {now} s jobs wait and nothing will ever happen.");
            now = next;
        }
    }

    double? NextEvent(double now, Plan plan)
    {
        IEnumerable<double> times = jobs.Select(job => job.Arrives).Concat(_started.Select(start => start.Value + jobs[start.Key].Lasts));
        if (plan.ReviewAt is { } review) times = times.Append(review.TotalSeconds);
        return times.Where(time => time > now + Instant).Cast<double?>().Min();
    }

    Scene SceneAt(double now)
    {
        TimeSpan at = TimeSpan.FromSeconds(now);
        int[] running = [.. _started.Keys.Where(job => _started[job] + jobs[job].Lasts > now + Instant)];
        double cores = Math.Min(running.Sum(job => jobs[job].Cores), machine.Load.Capacity.UsableCpus);
        double mib = foreignMib + running.Sum(job => jobs[job].Mib);
        double busy = Math.Min(cores + foreignCores, machine.Load.Capacity.UsableCpus);
        Scene scene = machine with { Now = at, State = _state, OwnCores = cores };
        return scene.With(load => load with
        {
            At = at,
            BusyCores = busy,
            MemoryAvailable = ByteSize.Max(ByteSize.Zero, load.Capacity.MachineMemory!.Value - ByteSize.MiB(mib)),
        }) with
        {
            Queue = [.. Enumerable.Range(0, jobs.Length).Where(job => jobs[job].Arrives <= now + Instant && !_started.ContainsKey(job))
                .OrderByDescending(job => QueueOrder.Rank(jobs[job].Priority, at - TimeSpan.FromSeconds(jobs[job].Arrives))).ThenBy(job => job)
                .Take(QueueOrder.Window).Select(AsQueued)],
            Running = [.. running.Select(job => new RunningJob(Id(job), EstimateOf(job), TimeSpan.FromSeconds(_started[job]), CoreAmount.FromCores(jobs[job].Cores), ByteSize.MiB(jobs[job].Mib)))],
        };
    }

    QueuedJob AsQueued(int job) => new(Id(job), EstimateOf(job), TimeSpan.FromSeconds(jobs[job].Arrives), jobs[job].Priority, _heldSince.TryGetValue(job, out TimeSpan since) ? since : null);

    Estimate EstimateOf(int job) => Scene.Estimate(jobs[job].Cores, jobs[job].Mib);

    static JobId Id(int job) => new(job + 1);

    static int Index(JobId id) => (int)id.Value - 1;
}
