namespace Flyball.Tests.Simulation;

/// <summary>What is believed of the jobs of a scenario, if it is not what they are.</summary>
internal static class WrongEstimates
{
    /// <summary>
    /// The scenario with wrong estimates: the standard deviations of their logarithms are 0.2 for memory, 0.15 for cores and 0.4 for the duration.
    /// </summary>
    /// <param name="scenario">Its jobs are changed.</param>
    /// <param name="random">Where the errors come from.</param>
    /// <param name="halved">Share of the jobs whose memory is believed to be half as much.</param>
    public static Scenario WithNoise(this Scenario scenario, Random random, double halved = 0.05)
    {
        foreach (SimulatedJob job in scenario.Jobs)
        {
            job.EstimatedMemory = random.LogNormal(job.PeakMemory, 0.2) * (random.NextDouble() < halved ? 0.5 : 1);
            job.EstimatedCores = Math.Max(0.05, random.LogNormal(job.Cores, 0.15));
            job.EstimatedDuration = random.LogNormal(job.Duration, 0.4);
        }

        return scenario;
    }

    /// <summary>The scenario with other estimates of cores or memory for all jobs.</summary>
    public static Scenario Believing(this Scenario scenario, double? cores = null, double? memory = null)
    {
        foreach (SimulatedJob job in scenario.Jobs)
        {
            job.EstimatedCores = cores ?? job.EstimatedCores;
            job.EstimatedMemory = memory ?? job.EstimatedMemory;
        }

        return scenario;
    }
}
