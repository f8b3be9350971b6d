namespace Flyball.Tests.Simulation;

/// <summary>Scenarios in which jobs mostly wait: for a disk, for a service, for something far away.</summary>
internal static class WaitingScenarios
{
    /// <summary>Reading and writing on a disk that likes many streams.</summary>
    public static Scenario FastDisk(int seed)
    {
        var random = new Random(seed);
        return Scenario.Of(new(), random.Jobs(200, r => new(
            new Disk(r.LogNormal(400, 0.3), 150, 80),
            new Compute(r.LogNormal(0.5, 0.3), 1, 150),
            new Disk(r.LogNormal(200, 0.3), 150, 150)))).WithNoise(random);
    }

    /// <summary>A disk that two readers already slow down.</summary>
    public static Scenario SeekingDisk(int seed)
    {
        var random = new Random(seed);
        var machine = new SimulatedMachine { DiskRate = 160, DiskStreams = 1, DiskStreamCost = 0.15 };
        return Scenario.Of(machine, random.Jobs(120, r => new(new Disk(r.LogNormal(150, 0.3), 120, 80), new Compute(r.LogNormal(1, 0.3), 1, 150))))
            .WithNoise(random);
    }

    /// <summary>Each job computes and waits for something far away by turns: one job a core wastes half the machine.</summary>
    public static Scenario HalfWaiting(int seed)
    {
        var random = new Random(seed);
        return Scenario.Of(new(), random.Jobs(240, r =>
        {
            var phases = new Phase[8];
            for (int i = 0; i < phases.Length; i += 2)
            {
                phases[i] = new Compute(r.LogNormal(0.6, 0.3), 1, 150);
                phases[i + 1] = new Wait(r.LogNormal(0.9, 0.3), 150);
            }

            return new(phases);
        })).WithNoise(random);
    }

    /// <summary>A shared service that saturates and then gets worse; no signal of the machine shows it.</summary>
    public static Scenario HiddenService(int seed)
    {
        var random = new Random(seed);
        var machine = new SimulatedMachine { ServiceRate = 12, ServiceUserCost = 0.03 };
        return Scenario.Of(machine, random.Jobs(240, r => new(new Service(r.LogNormal(3, 0.3), 1, 80)))).WithNoise(random);
    }
}
