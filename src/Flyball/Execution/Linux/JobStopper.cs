namespace Flyball.Execution.Linux;

/// <summary>
/// Stops all processes of a job, and lets those go on that it has stopped. By signals: docs/decisions/0015 says why not by a control group. One for each job that is ever stopped. Not thread safe.
/// </summary>
/// <param name="child">The job's own process.</param>
/// <param name="find">Looks for all processes of jobs.</param>
sealed class JobStopper(ChildProcess child, Func<IReadOnlyCollection<ChildProcess>, List<JobMember>> find)
{
    /// <summary>What starts processes faster than they can be stopped one look after the other is stopped as far as so many looks go.</summary>
    const int MostLooks = 20;

    /// <summary>A process that forks while we look can hide its child from one look, not from the next one too.</summary>
    const int LooksThatProve = 2;

    /// <summary>Those that were stopped here. What stopped itself is not among them.</summary>
    readonly Dictionary<int, JobMember> _stopped = [];

    /// <summary>Whether the job is stopped.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Stops what is found, until two looks in a row find nothing more: a process may have started another one just before it was stopped.</summary>
    /// <exception cref="IOException">It cannot be looked: nothing stays stopped.</exception>
    public void Stop()
    {
        IsStopped = true;
        try
        {
            StopAll();
        }
        catch
        {
            Continue();
            throw;
        }
    }

    void StopAll()
    {
        for (int looks = 0, empty = 0; looks < MostLooks && empty < LooksThatProve && !child.MustEnd; looks++)
        {
            bool foundMore = false;
            foreach (JobMember member in find([child]))
            {
                if (member.IsStopped || (_stopped.TryGetValue(member.Pid, out JobMember known) && known.StartTicks == member.StartTicks)) continue;
                _stopped[member.Pid] = member;
                JobMembers.Signal(member, Native.Stop);
                foundMore = true;
            }

            empty = foundMore ? 0 : empty + 1;
        }
    }

    /// <summary>Lets go on what was stopped here.</summary>
    public void Continue()
    {
        IsStopped = false;
        foreach (JobMember member in _stopped.Values) JobMembers.Signal(member, Native.Continue);
        _stopped.Clear();
    }
}
