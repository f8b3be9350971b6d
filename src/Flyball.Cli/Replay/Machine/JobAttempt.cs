namespace Flyball.Cli.Replay.Machine;

/// <summary>A job that runs: what is lost when it is killed.</summary>
sealed class JobAttempt
{
    /// <summary>CPU time in seconds that starting a process takes.</summary>
    public const double StartCost = 0.002;

    int _phase;
    double _left;
    double _phaseStartMemory;

    public JobAttempt(SimulatedJob job, double startedAt, double weight, int core)
    {
        Job = job;
        StartedAt = startedAt;
        Weight = weight;
        Core = core;
        Memory = _phaseStartMemory = job.FirstMemory;
        _left = Phase.Amount + (Phase is Compute ? StartCost : 0);
    }

    public SimulatedJob Job { get; }

    public double StartedAt { get; }

    /// <summary>Its CPU weight; 1 is that of the foreign load.</summary>
    public double Weight { get; }

    /// <summary>The core on which its first thread stays.</summary>
    public int Core { get; }

    public Phase Phase => Job.Phases[_phase];

    public double Memory { get; private set; }

    /// <summary>Core seconds used so far.</summary>
    public double CpuUsed { get; private set; }

    /// <summary>Cores that it has at this instant.</summary>
    public double CoresNow { get; set; }

    /// <summary>Whether it was stopped where it is.</summary>
    public bool IsSuspended { get; set; }

    /// <summary>When it was last suspended or resumed, in seconds; <c>null</c>: never.</summary>
    public double? SteppedAt { get; set; }

    /// <summary>When it will be gone because it was told to end, in seconds; <c>null</c>: it was not.</summary>
    public double? EndsAt { get; set; }

    /// <summary>Whether it does nothing, but holds its memory.</summary>
    public bool StandsStill => IsSuspended || EndsAt is not null;

    /// <summary>What it does of its phase in a second at this instant.</summary>
    public double Rate { get; set; }

    /// <summary>Seconds until its phase ends at the rate of this instant.</summary>
    public double TimeToPhaseEnd => Rate > 0 ? _left / Rate : double.PositiveInfinity;

    public void Advance(double seconds)
    {
        CpuUsed += CoresNow * seconds;
        double done = Rate * seconds;
        _left -= done;
        Memory = Math.Max(Job.FirstMemory, Memory + ((Phase.Memory - _phaseStartMemory) * done / Phase.Amount));
    }

    /// <summary>Goes on to the next phase when this one is done.</summary>
    /// <returns>Whether that was the last phase.</returns>
    public bool FinishPhase()
    {
        const double nothing = 1e-9;
        if (_left > nothing || Rate <= 0) return false;
        Memory = _phaseStartMemory = Phase.Memory;
        if (_phase == Job.Phases.Length - 1) return true;
        _phase++;
        _left = Phase.Amount;
        return false;
    }
}
