namespace Flyball.Tests.Simulation;

/// <summary>Scenarios in which others use the machine too.</summary>
internal static class ForeignScenarios
{
    /// <summary>Others come and go.</summary>
    public static Scenario Bursty(int seed)
    {
        var random = new Random(seed);
        SimulatedJob[] jobs = random.Jobs(240, r => new(new Compute(r.LogNormal(4, 0.6), 1, r.Uniform(100, 500))));
        return Scenario.Of(new(), jobs, Bursts(random, 8, 1500)).WithNoise(random);
    }

    /// <summary>Others want more than the whole machine for four minutes.</summary>
    public static Scenario Saturated(int seed)
    {
        var random = new Random(seed);
        SimulatedJob[] jobs = random.Jobs(40, r => new(new Compute(r.LogNormal(3, 0.3), 1, 200)));
        return Scenario.Of(new(), jobs, [new(0, 9, 2000), new(240, 0.2, 1000)]).WithNoise(random);
    }

    /// <summary>A small machine that others use now and then.</summary>
    public static Scenario TwoCores(int seed)
    {
        var random = new Random(seed);
        var machine = new SimulatedMachine { Cores = 2, Memory = 8000 };
        SimulatedJob[] jobs = random.Jobs(120, r => new(new Disk(r.LogNormal(40, 0.3), 150, 50), new Compute(r.LogNormal(1.5, 0.4), 1, 200)));
        return Scenario.Of(machine, jobs, Bursts(random, 2, 800)).WithNoise(random);
    }

    // 15 s of 40 to 100 % of the cores, then 20 s of near silence, on average.
    static List<ForeignLoad> Bursts(Random random, int cores, double memory)
    {
        const double untilSeconds = 4000;
        List<ForeignLoad> loads = [new(0, 0.2, memory)];
        for (double time = random.Exponential(20); time < untilSeconds; time += Math.Max(1, random.Exponential(20)))
        {
            loads.Add(new(time, random.Uniform(0.4, 1) * cores, memory * random.Uniform(1, 1.6)));
            time += Math.Max(1, random.Exponential(15));
            loads.Add(new(time, 0.2, memory));
        }

        return loads;
    }
}
