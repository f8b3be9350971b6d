using Flyball.Cli.Replay.Machine;
using Flyball.Cli.Replay.Recording;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Cli.Replay;

/// <summary>A recorded run as the simulated machine can run it: its jobs as they were measured, in their order, and what others did.</summary>
sealed class MeasuredRun
{
    const double BytesPerMegabyte = 1024 * 1024, UnknownMemory = 1024 * 1024;

    /// <summary>More than these cannot be simulated in a time that anybody would wait.</summary>
    const int MostJobs = 100_000, MostCores = 1024;

    static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    readonly RecordedRun _run;
    readonly RecordedJob[] _jobs;
    readonly Dictionary<JobId, int> _indexes = [];
    readonly Dictionary<JobId, List<RecordedJob>> _steps = [];

    MeasuredRun(RecordedRun run)
    {
        _run = run;
        _jobs = [.. run.Jobs.Where(job => job.Attempts.Count > 0)];
        for (int i = 0; i < _jobs.Length; i++) _indexes.Add(_jobs[i].Id, i);
        foreach (RecordedJob job in run.Jobs)
        {
            if (job.Sequence is not { } sequence) continue;
            if (!_steps.TryGetValue(sequence, out List<RecordedJob>? steps)) _steps[sequence] = steps = [];
            steps.Add(job);
        }
    }

    /// <summary>Makes it of a record.</summary>
    /// <returns>The run, or why it cannot be simulated.</returns>
    public static (MeasuredRun? Run, string? WhyNot) Of(RecordedRun run)
    {
        string? whyNot = run switch
        {
            { Policy: null } or { Machine.Capacity: null } => "nothing was decided in it",
            _ when run.Length > s_longest => "it is longer than a day",
            { Jobs.Count: > MostJobs } => "it has more than 100 000 jobs",
            _ when run.Jobs.All(job => job.Attempts.Count == 0) => "no job was started in it",
            _ => null,
        };
        return whyNot is null ? (new(run), null) : (null, whyNot);
    }

    /// <summary>How many jobs were never started: nobody knows what they would have needed.</summary>
    public int LeftOut => _run.Jobs.Count(job => job is { IsSequence: false, Attempts.Count: 0 });

    /// <summary>What others held at most.</summary>
    public ByteSize MostForeignMemory => ByteSize.MiB(_run.Machine.Foreign.Max(foreign => foreign.Memory));

    /// <summary>Runs it.</summary>
    /// <param name="changes">What is to be other than it was.</param>
    /// <returns>What came of it; <c>null</c>: it did not get anywhere.</returns>
    public RunFigures? Simulate(ReplayChanges changes)
    {
        Capacity capacity = changes.Apply(_run.Machine.Capacity!);
        var machine = new SimulatedMachine
        {
            Cores = (int)Math.Clamp(Math.Round(capacity.Cores.Cores), 1, MostCores),
            Memory = capacity.Memory?.Bytes / BytesPerMegabyte ?? UnknownMemory,
        };
        if (_run.Machine.DiskRate is { } rate) machine = machine with { DiskRate = Math.Max(rate, 1) };
        Scenario scenario = Scenario.Of(machine, _jobs.Select(Simulated), _run.Machine.Foreign) with { TimeLimit = (5 * _run.Length.TotalSeconds) + 60 };
        var driver = new ReplayDriver(machine, changes.Apply(_run.Policy!), changes.Aggressiveness?.Nice ?? _run.Header.Nice, _jobs, capacity.MemoryPerCore);
        SimulationResult result = SimulationRun.Of(scenario, driver);
        return double.IsInfinity(result.Makespan) ? null : new(TimeSpan.FromSeconds(result.Makespan), ByteSize.MiB(result.PeakMemory), result.MemoryEnds + result.OutOfMemoryKills, result.MostRunning);
    }

    SimulatedJob Simulated(RecordedJob job) => new(MeasuredPhases.Of(job, _run.Length)) { FirstMemory = MeasuredPhases.LeastMemory, Priority = job.Priority, After = [.. Before(job).Distinct()] };

    /// <summary>The places of the jobs that must have ended before this one starts.</summary>
    IEnumerable<int> Before(RecordedJob job)
    {
        foreach (JobId other in job.After)
            foreach (int index in Places(other)) yield return index;
        if (job.Sequence is not { } sequence) yield break;
        List<RecordedJob> steps = _steps[sequence];
        int place = steps.IndexOf(job);
        IEnumerable<int> earlier = place > 0 ? Places(steps[place - 1].Id) : Before(_run.Jobs.First(outer => outer.Id == sequence));
        foreach (int index in earlier) yield return index;
    }

    /// <summary>The place of a job, or those of the steps of a sequence; of what was never started none.</summary>
    IEnumerable<int> Places(JobId id)
    {
        if (_indexes.TryGetValue(id, out int index)) return [index];
        return _steps.TryGetValue(id, out List<RecordedJob>? steps) ? steps.SelectMany(step => Places(step.Id)) : [];
    }
}
