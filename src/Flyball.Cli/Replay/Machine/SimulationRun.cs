namespace Flyball.Cli.Replay.Machine;

/// <summary>
/// One run of a scenario under a policy: rates are constant between events, which are ends of phases, changes of the foreign load, the
/// policy's own times, and a step of at most 50 ms for what changes with progress (memory, and with it reclaim).
/// </summary>
sealed class SimulationRun
{
    const double LongestStep = 0.05;
    const double ShortestStep = 1e-7;
    const double Nothing = 1e-9;

    // From the order to end until the memory is free.
    const double EndingTakes = 0.1;

    readonly Scenario _scenario;
    readonly SimulatedPolicy _policy;
    readonly Random _placement;
    readonly double[] _firstStarts;
    readonly WaitingJobs _waiting;
    int _nextForeign;
    int _unfinished;
    int _kills;
    int _ends;
    int _starts;
    int _mostRunning;
    double _peakMemory;
    bool _exited = true;
    double _lastStart;
    double _longestGap;

    SimulationRun(Scenario scenario, SimulatedPolicy policy, int seed)
    {
        _scenario = scenario;
        _policy = policy;
        _placement = new(seed);
        Machine = new(scenario.Machine);
        _waiting = new(scenario.Jobs);
        Queue = [.. _waiting.Free];
        _unfinished = scenario.Jobs.Count;
        _firstStarts = new double[_unfinished];
        Array.Fill(_firstStarts, double.PositiveInfinity);
    }

    /// <summary>Seconds since the beginning.</summary>
    public double Now { get; private set; }

    public MachineState Machine { get; }

    /// <summary>
    /// The waiting jobs. All were submitted at the same time, so that their order is that of priority and submission; a job that was killed goes first, and one that has waited for others
    /// comes behind those of its priority.
    /// </summary>
    public List<SimulatedJob> Queue { get; }

    /// <summary>Runs a scenario to its end.</summary>
    /// <param name="scenario">What there is to do, and where.</param>
    /// <param name="policy">A fresh one.</param>
    /// <param name="seed">Decides on which core a job lands.</param>
    public static SimulationResult Of(Scenario scenario, SimulatedPolicy policy, int seed = 0) => new SimulationRun(scenario, policy, seed).ToEnd();

    /// <summary>Starts a job.</summary>
    /// <param name="position">Where it stands in the queue.</param>
    /// <param name="weight">Its CPU weight; 1 is that of the foreign load.</param>
    public void Start(int position, double weight = 1)
    {
        SimulatedJob job = Queue[position];
        Queue.RemoveAt(position);
        Machine.Running.Add(new(job, Now, weight, _placement.Next(Machine.Machine.Cores)));
        _starts++;
        _mostRunning = Math.Max(_mostRunning, Machine.Running.Count);
        _firstStarts[job.Index] = Math.Min(_firstStarts[job.Index], Now);
        _longestGap = Math.Max(_longestGap, Now - _lastStart);
        _lastStart = Now;
    }

    /// <summary>Stops a job where it is.</summary>
    public void Suspend(JobAttempt attempt) => (attempt.IsSuspended, attempt.SteppedAt) = (true, Now);

    /// <summary>Lets a job go on.</summary>
    public void Resume(JobAttempt attempt) => (attempt.IsSuspended, attempt.SteppedAt) = (false, Now);

    /// <summary>Ends a job for want of memory, to be run again.</summary>
    public void End(JobAttempt attempt)
    {
        attempt.EndsAt = Now + EndingTakes;
        _ends++;
    }

    SimulationResult ToEnd()
    {
        double review = double.PositiveInfinity;
        while (_unfinished > 0 && Now < _scenario.TimeLimit)
        {
            ReadForeignLoad();
            if (_exited || Now >= review - Nothing)
            {
                _exited = false;
                review = _policy.Decide(this);
            }

            double phaseEnd = Machine.UpdateRates();
            double step = Math.Min(Math.Min(LongestStep, review - Now), Math.Min(phaseEnd, NextForeign - Now));
            step = Math.Max(step, ShortestStep);
            Machine.Advance(step);
            Now += step;
            _peakMemory = Math.Max(_peakMemory, Machine.HeldMemory);
            FinishPhases();
            FinishEnds();
            KillWhileOutOfMemory();
        }

        return Result();
    }

    double NextForeign => _nextForeign < _scenario.Foreign.Count ? _scenario.Foreign[_nextForeign].From : double.PositiveInfinity;

    void ReadForeignLoad()
    {
        while (NextForeign <= Now + Nothing) Machine.Foreign = _scenario.Foreign[_nextForeign++];
    }

    void FinishPhases()
    {
        for (int i = 0; i < Machine.Running.Count; i++)
        {
            JobAttempt attempt = Machine.Running[i];
            if (!attempt.FinishPhase()) continue;
            _policy.Ended(attempt, Now);
            Machine.Running.RemoveAt(i--);
            foreach (SimulatedJob free in _waiting.FreedBy(attempt.Job)) Enqueue(free);
            _unfinished--;
            _exited = true;
        }
    }

    void FinishEnds()
    {
        for (int i = 0; i < Machine.Running.Count; i++)
        {
            JobAttempt ended = Machine.Running[i];
            if (!(ended.EndsAt <= Now + Nothing)) continue;
            Machine.Running.RemoveAt(i--);
            RunAgain(ended);
        }
    }

    void RunAgain(JobAttempt ended)
    {
        _policy.Killed(ended.Job, ended.Memory);
        Queue.Insert(0, ended.Job);
        _exited = true;
    }

    void Enqueue(SimulatedJob job)
    {
        int behind = Queue.FindIndex(other => other.Priority < job.Priority);
        Queue.Insert(behind < 0 ? Queue.Count : behind, job);
    }

    void KillWhileOutOfMemory()
    {
        while (Machine.AvailableMemory < 0 && Machine.Largest() is { } victim)
        {
            Machine.Running.Remove(victim);
            RunAgain(victim);
            _kills++;
        }
    }

    SimulationResult Result()
    {
        double makespan = _unfinished == 0 ? Now : double.PositiveInfinity;
        MachineCounters counters = Machine.Counters;
        return new()
        {
            Makespan = makespan,
            Ratio = makespan / LowerBound.Of(_scenario),
            ForeignLoss = counters.ForeignWanted > 0 ? 1 - (counters.ForeignGot / counters.ForeignWanted) : 0,
            OutOfMemoryKills = _kills,
            MemoryEnds = _ends,
            Starts = _starts,
            MostRunning = _mostRunning,
            PeakMemory = _peakMemory,
            LongestGapBetweenStarts = _longestGap,
            FirstStarts = _firstStarts,
        };
    }
}
