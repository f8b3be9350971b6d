namespace Flyball.Cli.Replay.Machine;

/// <summary>A job as it is, and as it is believed to be.</summary>
sealed class SimulatedJob
{
    public SimulatedJob(params Phase[] phases)
    {
        Phases = phases;
        double coreSeconds = 0;
        foreach (Phase phase in phases)
        {
            Duration += phase.Duration;
            coreSeconds += phase.Duration * phase.Cores;
            PeakMemory = Math.Max(PeakMemory, phase.Memory);
        }

        Cores = coreSeconds / Duration;
        EstimatedCores = Cores;
        EstimatedMemory = PeakMemory;
        EstimatedDuration = Duration;
    }

    public Phase[] Phases { get; }

    /// <summary>Megabytes that it holds before it did anything.</summary>
    public double FirstMemory { get; init; } = 5;

    /// <summary>Seconds that it takes on an empty machine.</summary>
    public double Duration { get; }

    /// <summary>Cores that it keeps busy on an empty machine, on average.</summary>
    public double Cores { get; }

    public double PeakMemory { get; }

    /// <summary>Its place in the order of submission, from 0. All jobs of a scenario are submitted when it begins.</summary>
    public int Index { get; set; }

    /// <summary>Jobs of one template are taken to be alike.</summary>
    public int Template { get; init; }

    /// <summary>Higher goes first.</summary>
    public int Priority { get; init; }

    /// <summary>The indexes of the jobs that must have ended before it is queued.</summary>
    public IReadOnlyList<int> After { get; init; } = [];

    public double EstimatedCores { get; set; }

    public double EstimatedMemory { get; set; }

    public double EstimatedDuration { get; set; }
}
