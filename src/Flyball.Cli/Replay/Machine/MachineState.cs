namespace Flyball.Cli.Replay.Machine;

/// <summary>The machine at work: what runs on it, what the others do, and what its counters say.</summary>
sealed class MachineState(SimulatedMachine machine)
{
    readonly MachineFlow _flow = new(machine);
    readonly CoreView _cores = new(machine.Cores);
    MachineCounters _counters;

    public SimulatedMachine Machine { get; } = machine;

    public List<JobAttempt> Running { get; } = [];

    public ForeignLoad Foreign { get; set; }

    public MachineCounters Counters => _counters;

    /// <summary>Core seconds of each core since the machine began.</summary>
    public ReadOnlySpan<double> CoresBusy => _cores.Busy;

    /// <summary>Megabytes that our jobs hold.</summary>
    public double HeldMemory
    {
        get
        {
            double held = 0;
            foreach (JobAttempt attempt in Running) held += attempt.Memory;
            return held;
        }
    }

    /// <summary>Megabytes that nobody holds; negative when the machine is out of memory.</summary>
    public double AvailableMemory => Machine.Memory - (Foreign.Memory + HeldMemory);

    /// <summary>Sets all rates for the instant.</summary>
    /// <returns>Seconds until the first phase ends at these rates.</returns>
    public double UpdateRates()
    {
        _flow.Update(Running, Foreign, AvailableMemory);
        double first = double.PositiveInfinity;
        foreach (JobAttempt attempt in Running) first = Math.Min(first, attempt.TimeToPhaseEnd);
        return first;
    }

    public void Advance(double seconds)
    {
        foreach (JobAttempt attempt in Running) attempt.Advance(seconds);
        _cores.Advance(Running, _flow.PerSecond.Busy, seconds);
        _counters.Add(_flow.PerSecond, seconds);
    }

    /// <summary>The job that holds the most memory: the kernel's victim.</summary>
    public JobAttempt? Largest()
    {
        JobAttempt? largest = null;
        foreach (JobAttempt attempt in Running)
        {
            if (largest is null || attempt.Memory > largest.Memory) largest = attempt;
        }

        return largest;
    }
}
