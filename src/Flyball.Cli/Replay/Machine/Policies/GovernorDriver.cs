using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Cli.Replay.Machine;

/// <summary>The real governor on the simulated machine: it is asked at every exit and when it wants to be, and what it says is done.</summary>
class GovernorDriver(SimulatedMachine machine, AdmissionPolicy policy, int nice = 0) : SimulatedPolicy
{
    // What the estimator adds to the peaks that it has seen.
    const double MemoryMargin = 1.10;

    // So many siblings were seen that nothing is on trial: cold starts are another matter, with tests of their own.
    const int Siblings = 1000;

    // The kernel's CPU weights: each step of nice is a quarter.
    const double WeightPerNice = 1.25;

    readonly LoadWindow _window = new(machine);
    readonly Plan _plan = new();
    readonly QueuedJob[] _queue = new QueuedJob[QueueOrder.Window];
    readonly Dictionary<SimulatedJob, Estimate> _believed = [];
    readonly Dictionary<SimulatedJob, TimeSpan> _heldSince = [];
    readonly Dictionary<SimulatedJob, int> _memoryEnds = [];
    readonly double _weight = Math.Pow(WeightPerNice, -nice);
    RunningJob[] _running = new RunningJob[64];
    AdmissionState _state;

    /// <summary>Whether the governor is told how long the jobs will take.</summary>
    public bool TellDuration { get; init; }

    /// <summary>Whether the governor is told what the jobs have done; without it there is no yield to be probed.</summary>
    public bool TellWork { get; init; } = true;

    /// <summary>What an earlier run has found; <c>null</c>: there was none.</summary>
    public double? BestConcurrency { get; init; }

    /// <summary>Looks at each decision; <c>null</c>: nobody does.</summary>
    public IDecisionWatch? Watch { get; init; }

    public override double Decide(SimulationRun run)
    {
        int looked;
        do
        {
            looked = Math.Min(run.Queue.Count, QueueOrder.Window);
            do Ask(run, looked);
            while (_plan.MemoryStep is { } step && Take(run, step));
            StartWhatThePlanSays(run);
        }
        while (_plan.Starts == looked && run.Queue.Count > 0);

        if (_plan.ReviewAt is not { } review) return double.PositiveInfinity;
        if (review <= SimulatedClock.At(run.Now)) throw new InvalidOperationException($"At {run.Now} s the governor wants to be asked again at {review}.");
        return review.TotalSeconds;
    }

    public override void Killed(SimulatedJob job, double memory)
    {
        Estimate believed = Believed(job);
        _believed[job] = believed with { Memory = MemoryLadder.LeastAfter(believed.Memory, ByteSize.MiB(memory)) };
        _memoryEnds[job] = MemoryEnds(job) + 1;
    }

    void Ask(SimulationRun run, int looked)
    {
        _window.Refresh(run.Machine, run.Now);
        Look(run.Machine, run.Now);
        for (int i = 0; i < looked; i++) _queue[i] = AsQueued(run.Queue[i]);
        List<JobAttempt> running = run.Machine.Running;
        if (running.Count > _running.Length) Array.Resize(ref _running, running.Count * 2);
        for (int i = 0; i < running.Count; i++)
        {
            JobAttempt attempt = running[i];
            (CoreAmount? cores, ByteSize? memory) = _window.Of(attempt);
            _running[i] = new(Id(attempt.Job), Believed(attempt.Job), SimulatedClock.At(attempt.StartedAt), cores, memory)
            {
                IsSuspended = attempt.IsSuspended,
                SteppedAt = attempt.SteppedAt is { } stepped ? SimulatedClock.At(stepped) : null,
                IsEnding = attempt.EndsAt is not null,
                Growth = _window.GrowthOf(attempt),
                CpuTime = SimulatedClock.At(attempt.CpuUsed),
                MemoryEnds = MemoryEnds(attempt.Job),
            };
        }

        var situation = new Situation
        {
            Now = SimulatedClock.At(run.Now),
            Load = _window.Load,
            LoadTakenAt = _window.TakenAt,
            OwnCores = _window.OwnCores,
            Done = TellWork ? _window.Done : null,
            Queue = _queue.AsSpan(0, looked),
            Running = _running.AsSpan(0, running.Count),
            State = _state,
        };
        Governor.Decide(in situation, policy, _plan);
        Watch?.Check(in situation, policy, _plan);
        _state = _plan.State;
        if (_plan.FirstHeld is { } held) _heldSince.TryAdd(run.Queue[held], situation.Now);
    }

    QueuedJob AsQueued(SimulatedJob job) =>
        new(Id(job), Believed(job), TimeSpan.Zero, job.Priority, HeldSince: _heldSince.TryGetValue(job, out TimeSpan since) ? since : null) { MemoryEnds = MemoryEnds(job) };

    int MemoryEnds(SimulatedJob job) => _memoryEnds.GetValueOrDefault(job);

    /// <returns>Whether to ask again at once.</returns>
    bool Take(SimulationRun run, MemoryStep step)
    {
        JobAttempt attempt = run.Machine.Running.Single(running => Id(running.Job) == step.Job);
        switch (step.Kind)
        {
            case MemoryStepKind.Suspend:
                run.Suspend(attempt);
                break;
            case MemoryStepKind.Resume:
                run.Resume(attempt);
                _window.Forget(attempt);
                break;
            case MemoryStepKind.End:
                run.End(attempt);
                break;
        }

        return step.Kind == MemoryStepKind.Suspend;
    }

    void StartWhatThePlanSays(SimulationRun run)
    {
        ReadOnlySpan<Decision> decisions = _plan.Decisions;
        int started = 0;
        for (int i = 0; i < decisions.Length; i++)
        {
            if (decisions[i].Starts) run.Start(i - started++, _weight);
        }
    }

    static JobId Id(SimulatedJob job) => new(job.Index + 1);

    /// <summary>Called before each question.</summary>
    protected virtual void Look(MachineState machine, double now) { }

    protected LoadWindow Window => _window;

    protected AdmissionState State => _state;

    protected virtual Estimate Believed(SimulatedJob job)
    {
        if (_believed.TryGetValue(job, out Estimate known)) return known;
        return _believed[job] = new()
        {
            Cores = CoreAmount.FromCores(job.EstimatedCores),
            Memory = ByteSize.MiB(job.EstimatedMemory * MemoryMargin),
            Duration = TellDuration ? SimulatedClock.At(job.EstimatedDuration) : null,
            CoresSource = EstimateSource.Learned,
            MemorySource = EstimateSource.Learned,
            Siblings = Siblings,
            BestConcurrency = BestConcurrency,
        };
    }
}
