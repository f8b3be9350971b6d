namespace Flyball.Tests.Simulation;

/// <summary>Scenarios in which the CPUs are what is short.</summary>
internal static class CpuScenarios
{
    /// <summary>Jobs of four seconds and one core.</summary>
    public static Scenario Homogeneous(int seed)
    {
        var random = new Random(seed);
        return Scenario.Of(new(), random.Jobs(240, r => new(new Compute(r.LogNormal(4, 0.2), 1, 120)))).WithNoise(random);
    }

    /// <summary>Jobs that end before a poll sees them.</summary>
    public static Scenario FiftyMilliseconds(int seed)
    {
        var random = new Random(seed);
        return Scenario.Of(new(), random.Jobs(3000, r => new(new Compute(r.LogNormal(0.05, 0.3), 1, 30)))).WithNoise(random);
    }

    /// <summary>Most jobs are short, some take minutes.</summary>
    public static Scenario LongTail(int seed)
    {
        var random = new Random(seed);
        return Scenario.Of(new(), random.Jobs(250, r => new(new Compute(Math.Min(150, r.LogNormal(2, 1.3)), 1, r.Uniform(50, 400)))))
            .WithNoise(random);
    }

    /// <summary>Load shows up two seconds after the start, as behind a download; the user says that a job takes one core.</summary>
    public static Scenario LateLoad(int seed)
    {
        var random = new Random(seed);
        return Scenario.Of(new(), random.Jobs(200, r => new(new Wait(r.LogNormal(2, 0.2), 40), new Compute(r.LogNormal(5, 0.3), 1, 200))))
            .WithNoise(random).Believing(cores: 1);
    }

    /// <summary>One to eight threads a job, and nobody said so.</summary>
    public static Scenario ManyThreads(int seed)
    {
        ReadOnlySpan<int> choices = [1, 1, 2, 4, 8];
        var random = new Random(seed);
        var jobs = new SimulatedJob[120];
        foreach (ref SimulatedJob job in jobs.AsSpan())
        {
            int threads = choices[random.Next(choices.Length)];
            job = new(new Compute(random.LogNormal(5, 0.3) * Math.Max(1, threads / 2.0), threads, 300));
        }

        return Scenario.Of(new(), jobs).WithNoise(random).Believing(cores: 1);
    }

    /// <summary>A machine of 64 cores.</summary>
    public static Scenario ManyCores(int seed)
    {
        var random = new Random(seed);
        var machine = new SimulatedMachine { Cores = 64, Memory = 256_000 };
        return Scenario.Of(machine, random.Jobs(900, r => new(new Compute(r.LogNormal(3, 0.4), 1, 300)))).WithNoise(random);
    }

    /// <summary>A number of jobs of one kind.</summary>
    public static SimulatedJob[] Jobs(this Random random, int count, Func<Random, SimulatedJob> make)
    {
        var jobs = new SimulatedJob[count];
        for (int i = 0; i < count; i++) jobs[i] = make(random);
        return jobs;
    }
}
