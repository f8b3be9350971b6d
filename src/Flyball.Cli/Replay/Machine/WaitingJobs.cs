namespace Flyball.Cli.Replay.Machine;

/// <summary>The jobs of a simulation that wait for others to end.</summary>
sealed class WaitingJobs
{
    readonly IReadOnlyList<SimulatedJob> _jobs;
    readonly int[] _unmet;
    readonly Dictionary<int, List<SimulatedJob>> _dependents = [];

    public WaitingJobs(IReadOnlyList<SimulatedJob> jobs)
    {
        (_jobs, _unmet) = (jobs, new int[jobs.Count]);
        foreach (SimulatedJob job in jobs)
        {
            _unmet[job.Index] = job.After.Count;
            foreach (int other in job.After)
            {
                if (!_dependents.TryGetValue(other, out List<SimulatedJob>? waiting)) _dependents[other] = waiting = [];
                waiting.Add(job);
            }
        }
    }

    /// <summary>Those that wait for nobody, the ones of higher priority first.</summary>
    public IEnumerable<SimulatedJob> Free => _jobs.Where(job => job.After.Count == 0).OrderByDescending(job => job.Priority);

    /// <summary>Those that waited for this one alone.</summary>
    public IEnumerable<SimulatedJob> FreedBy(SimulatedJob ended) =>
        _dependents.TryGetValue(ended.Index, out List<SimulatedJob>? waiting) ? waiting.Where(job => --_unmet[job.Index] == 0) : [];
}
