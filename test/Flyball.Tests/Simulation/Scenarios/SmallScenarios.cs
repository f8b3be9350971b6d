namespace Flyball.Tests.Simulation;

/// <summary>Small runs on two cores, as they were measured on a real machine.</summary>
internal static class SmallScenarios
{
    static readonly SimulatedMachine s_machine = new() { Cores = 2, Memory = 8000 };

    /// <summary>Sixteen jobs of a second of CPU time.</summary>
    public static Scenario Computing(int seed) => Make(s_machine, seed, 16, r => new(new Compute(r.LogNormal(1, 0.1), 1, 20)));

    /// <summary>400 jobs of 5 ms.</summary>
    public static Scenario Short(int seed) => Make(s_machine, seed, 400, r => new(new Compute(r.LogNormal(0.005, 0.1), 1, 10)));

    /// <summary>Jobs that need nothing but time.</summary>
    public static Scenario Sleeping(int seed) => Make(s_machine, seed, 48, r => new(new Wait(r.LogNormal(0.5, 0.01), 10)));

    /// <summary>A third computes, two thirds sleep.</summary>
    public static Scenario SleepingAndComputing(int seed) =>
        Make(s_machine, seed, 48, r => new(r.Next(3) == 0 ? new Compute(r.LogNormal(0.3, 0.1), 1, 10) : new Wait(r.LogNormal(0.5, 0.1), 10)));

    /// <summary>Writes that wait for the disk one by one: several writers do more.</summary>
    public static Scenario SyncedWrites(int seed) =>
        Make(s_machine with { DiskRate = 278, DiskStreamCost = 0 }, seed, 48, r => new(new Disk(r.LogNormal(30, 0.1), 80, 10)));

    /// <summary>A disk that one writer fills.</summary>
    public static Scenario ThrottledDisk(int seed) => Make(s_machine with { DiskRate = 25, DiskStreamCost = 0 }, seed, 24, r => new(new Disk(r.LogNormal(20, 0.1), 25, 10)));

    /// <summary>Each file alone nearly fits into the page cache, two of them do not: the disk then has more to do than before.</summary>
    public static Scenario PageCacheThrash(int seed) =>
        Make(s_machine with { PageCache = 100, DiskRate = 150 }, seed, 12, r => new(new Disk(110, 150, 10), new Rescan(r.LogNormal(400, 0.1), 400, 110, 10)));

    static Scenario Make(SimulatedMachine machine, int seed, int jobs, Func<Random, SimulatedJob> make)
    {
        var random = new Random(seed);
        return Scenario.Of(machine, random.Jobs(jobs, make)).WithNoise(random);
    }
}
