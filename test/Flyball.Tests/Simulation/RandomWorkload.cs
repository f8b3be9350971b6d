namespace Flyball.Tests.Simulation;

/// <summary>A workload that nobody thought of: any machine, any mix of jobs that grow as they like, others who come and go, and estimates of memory that are wrong by up to four times either way.</summary>
internal static class RandomWorkload
{
    /// <summary>How wrong an estimate of memory may be.</summary>
    const double WrongBy = 4;

    /// <summary>A job alone fits into what others leave.</summary>
    const double LargestJob = 0.55, MostForeign = 0.3;

    public static Scenario Make(int seed)
    {
        var random = new Random(seed);
        var machine = new SimulatedMachine { Cores = 1 + random.Next(16), Memory = Math.Round(random.LogNormal(8000, 0.9)) };
        double largest = random.Uniform(0.02, LargestJob) * machine.Memory;
        SimulatedJob[] jobs = random.Jobs(20 + random.Next(60), r => Job(r, r.Uniform(10, largest), machine.Memory));
        Scenario scenario = Scenario.Of(machine, jobs, Others(random, machine)).WithNoise(random, halved: 0);
        foreach (SimulatedJob job in jobs) job.EstimatedMemory = job.PeakMemory * Math.Pow(WrongBy, random.Uniform(-1, 1));
        return scenario;
    }

    static SimulatedJob Job(Random random, double peak, double memory)
    {
        // No job alone fills more than a fifth of the memory in a second.
        double leastSeconds = Math.Max(0.2, 5 * peak / memory);
        double seconds = leastSeconds + random.LogNormal(2, 1);
        Phase growing = random.Next(3) switch
        {
            0 => new Wait(seconds, peak),
            1 => new Disk(seconds * 100, 100, peak),
            _ => new Compute(seconds, 1, peak),
        };
        return random.Next(4) switch
        {
            0 => new(growing),
            1 => new(new Compute(random.LogNormal(0.5, 1), 1, random.Uniform(5, 0.2 * peak)), growing),
            2 => new(growing, new Compute(random.LogNormal(2, 0.5), 1 + random.Next(3), peak)),
            _ => new(growing, new Wait(random.LogNormal(0.5, 1), random.Uniform(5, peak))),
        };
    }

    /// <summary>Others whose memory comes and goes within seconds, in small steps.</summary>
    static List<ForeignLoad> Others(Random random, SimulatedMachine machine)
    {
        const double step = 0.1, untilSeconds = 600;
        List<ForeignLoad> loads = [];
        double memory = random.Uniform(0.01, MostForeign) * machine.Memory, wanted = memory, cores = 0.1;
        for (double time = 0; time < untilSeconds; time += step)
        {
            if (random.Next(100) == 0) wanted = random.Uniform(0.01, MostForeign) * machine.Memory;
            if (random.Next(100) == 0) cores = random.Uniform(0, 1.2) * machine.Cores;
            double most = 0.1 * machine.Memory * step;
            memory += Math.Clamp(wanted - memory, -most, most);
            loads.Add(new(time, cores, memory));
        }

        return loads;
    }
}
