namespace Flyball.Tests.Simulation;

/// <summary>Scenarios in which memory is what is short.</summary>
internal static class MemoryScenarios
{
    /// <summary>Every fifth job grows to several gigabytes, the rest is small.</summary>
    public static Scenario Mixed(int seed)
    {
        var random = new Random(seed);
        return Scenario.Of(new(), random.Jobs(160, r => r.NextDouble() < 0.2
            ? new(new Compute(r.LogNormal(2, 0.3), 1, 400), new Compute(r.LogNormal(10, 0.3), 1, r.Uniform(3000, 5500)), new Compute(1, 1, 1000)) { Template = 1 }
            : new(new Compute(r.LogNormal(5, 0.4), 1, r.Uniform(100, 600))))).WithNoise(random);
    }

    /// <summary>Three kinds of jobs with very different sizes, all believed to need 300 MB.</summary>
    public static Scenario Unknown(int seed)
    {
        var random = new Random(seed);
        return Scenario.Of(new(), random.Jobs(150, r =>
        {
            (double peak, int template) = r.Next(5) switch { 3 => (2500, 1), 4 => (5000, 2), _ => (200, 0) };
            return new(new Compute(r.LogNormal(1, 0.3), 1, 100), new Compute(r.LogNormal(4, 0.3), 1, r.LogNormal(peak, 0.15))) { Template = template };
        })).WithNoise(random).Believing(memory: 300);
    }

    /// <summary>The place of the big job in <see cref="OneBigAmongMany"/>.</summary>
    public const int BigJob = 10;

    /// <summary>A stream of small jobs, and early in it one that needs 72 % of the memory.</summary>
    public static Scenario OneBigAmongMany(int seed)
    {
        var random = new Random(seed);
        List<SimulatedJob> jobs = [.. random.Jobs(200, r => new(new Compute(r.LogNormal(4, 0.5), 1, r.Uniform(800, 1800))))];
        jobs.Insert(BigJob, new(new Compute(12, 1, 11_500)));
        return Scenario.Of(new(), jobs).WithNoise(random, halved: 0);
    }

    /// <summary>A control group of 3 GiB on two cores: 28 jobs that take all their memory within about a second, every fourth of them two fifths of what there is; most wait rather than compute.</summary>
    public static Scenario Ramps(int seed)
    {
        var random = new Random(seed);
        List<SimulatedJob> jobs = [];
        for (int i = 0; i < 28; i++)
        {
            double peak = i % 4 == 2 ? random.Uniform(1100, 1300) : random.Uniform(100, 300), ramp = random.Uniform(0.8, 1.2), rest = random.Uniform(1, 3);
            jobs.Add(random.NextDouble() < 0.15 ? new(new Compute(ramp, 1, peak), new Compute(rest, 1, peak)) : new(new Wait(ramp, peak), new Wait(rest, peak)));
        }

        return Scenario.Of(new() { Cores = 2, Memory = 3072 }, jobs, [new(0, 0.1, 60)]);
    }
}
