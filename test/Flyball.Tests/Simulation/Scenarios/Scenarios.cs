namespace Flyball.Tests.Simulation;

/// <summary>All scenarios by name, in the order of the table.</summary>
internal static class Scenarios
{
    static readonly (string Name, Func<int, Scenario> Make)[] s_all =
    [
        ("cpu_homog", CpuScenarios.Homogeneous),
        ("short50", CpuScenarios.FiftyMilliseconds),
        ("longtail", CpuScenarios.LongTail),
        ("mixed_mem", MemoryScenarios.Mixed),
        ("memunk", MemoryScenarios.Unknown),
        ("bigjob", MemoryScenarios.OneBigAmongMany),
        ("ramps", MemoryScenarios.Ramps),
        ("io_ssd", WaitingScenarios.FastDisk),
        ("io_hdd", WaitingScenarios.SeekingDisk),
        ("halfcpu", WaitingScenarios.HalfWaiting),
        ("late", CpuScenarios.LateLoad),
        ("mthread", CpuScenarios.ManyThreads),
        ("hidden", WaitingScenarios.HiddenService),
        ("bursty", ForeignScenarios.Bursty),
        ("satur", ForeignScenarios.Saturated),
        ("twocore", ForeignScenarios.TwoCores),
        ("manycore", CpuScenarios.ManyCores),
        ("computing", SmallScenarios.Computing),
        ("short5", SmallScenarios.Short),
        ("sleeping", SmallScenarios.Sleeping),
        ("sleep_cpu", SmallScenarios.SleepingAndComputing),
        ("synced", SmallScenarios.SyncedWrites),
        ("throttled", SmallScenarios.ThrottledDisk),
        ("thrash", SmallScenarios.PageCacheThrash),
    ];

    public static IEnumerable<string> Names => s_all.Select(scenario => scenario.Name);

    /// <summary>Makes a scenario; the same seed gives the same one.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Scenario Make(string name, int seed)
    {
        foreach ((string known, Func<int, Scenario> make) in s_all)
        {
            if (known == name) return make(seed);
        }

        throw new ArgumentException($"There is no scenario '{name}'. Known: {string.Join(", ", Names)}.", nameof(name));
    }
}
