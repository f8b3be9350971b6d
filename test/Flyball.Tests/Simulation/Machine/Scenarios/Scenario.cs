namespace Flyball.Tests.Simulation;

/// <summary>What there is to do, and where.</summary>
/// <param name="Machine">The hardware.</param>
/// <param name="Jobs">All jobs, in the order of submission; they are submitted when the scenario begins.</param>
/// <param name="Foreign">The foreign load, in the order of time.</param>
internal sealed record Scenario(SimulatedMachine Machine, IReadOnlyList<SimulatedJob> Jobs, IReadOnlyList<ForeignLoad> Foreign)
{
    /// <summary>A machine that others leave nearly alone.</summary>
    public static IReadOnlyList<ForeignLoad> Quiet { get; } = [new(0, 0.1, 1000)];

    /// <summary>A scenario whose jobs are numbered, and whose estimates are what they are.</summary>
    public static Scenario Of(SimulatedMachine machine, IEnumerable<SimulatedJob> jobs, IReadOnlyList<ForeignLoad>? foreign = null)
    {
        SimulatedJob[] numbered = [.. jobs];
        for (int i = 0; i < numbered.Length; i++) numbered[i].Index = i;
        return new(machine, numbered, foreign ?? Quiet);
    }

    /// <summary>
    /// This scenario with wrong estimates: the standard deviations of their logarithms are 0.2 for memory, 0.15 for cores and 0.4 for the duration.
    /// </summary>
    /// <param name="random">Where the errors come from.</param>
    /// <param name="halved">Share of the jobs whose memory is believed to be half as much.</param>
    public Scenario WithNoise(Random random, double halved = 0.05)
    {
        foreach (SimulatedJob job in Jobs)
        {
            job.EstimatedMemory = random.LogNormal(job.PeakMemory, 0.2) * (random.NextDouble() < halved ? 0.5 : 1);
            job.EstimatedCores = Math.Max(0.05, random.LogNormal(job.Cores, 0.15));
            job.EstimatedDuration = random.LogNormal(job.Duration, 0.4);
        }

        return this;
    }

    /// <summary>This scenario with other estimates of cores or memory for all jobs.</summary>
    public Scenario Believing(double? cores = null, double? memory = null)
    {
        foreach (SimulatedJob job in Jobs)
        {
            job.EstimatedCores = cores ?? job.EstimatedCores;
            job.EstimatedMemory = memory ?? job.EstimatedMemory;
        }

        return this;
    }
}
