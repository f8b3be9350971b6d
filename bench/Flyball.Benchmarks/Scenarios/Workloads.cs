namespace Flyball.Benchmarks.Scenarios;

/// <summary>The scenarios: each has another right answer to how many jobs at once, and none says which. Amounts are meant for two CPUs and three to ten seconds.</summary>
static class Workloads
{
    const long MiB = 1 << 20;

    /// <summary>Large ones stand together: any three of them at once are too much for the group, two are not.</summary>
    static readonly int[] s_sizes = [150, 250, 200, 1200, 1300, 1100, 1250, 100, 300, 180, 1150, 1300, 1200, 220, 120, 280, 160, 240, 140, 1100, 200];

    public static IReadOnlyCollection<string> Names { get; } = [.. All(1).Select(workload => workload.Name)];

    /// <summary>All of them.</summary>
    /// <param name="rounds">How many rounds a CPU computes in a millisecond.</param>
    public static Workload[] All(int rounds) =>
    [
        new("cpu", "16 jobs that compute for 0.4 s: one for each CPU is right", Same(16, $"burn {400 * rounds}"), [2, 4], new(1.05, 1.05)),
        new("memory", "21 jobs that grow to 100–1300 MiB in 0.7 s, in a group of 3 GiB: three large ones at once are too much", [.. s_sizes.Select(size => $"grow {size} 700")], [2, 3, 4],
            new(1.0, 0.6, CutShort: 2)) { Surroundings = new(Memory: 3072 * MiB) },
        new("commit", "24 jobs that wait for each of 400 writes to be on the disk: many at once are faster", Same(24, "commit 400"), [1, 2, 8, 16], new(1.25, 1.25)),
        new("throttled", "10 jobs that write to a disk of 20 MiB/s: more than one at once is useless, and felt by others", Same(10, "write 8"), [1, 2, 8], new(1.05, 1.05, Foreign: 1.1))
        {
            Surroundings = new(Writes: 20 * MiB),
            Foreign = new("probe probed 20", "foreign write, p99, ms", Entrant.Xargs(1), 0.99),
        },
        new("cache", "6 jobs that read their own file of 120 MiB 4 times, in a group of 192 MiB: two at once push each other out of the page cache", Same(6, "scan 4"), [1, 2, 8], new(1.15, 1.05))
        {
            Surroundings = new(Memory: 192 * MiB, Reads: 400 * 1000 * 1000),
            FileSize = 120,
        },
        new("bursts", "12 jobs that compute for 0.5 s beside somebody who now and then needs all CPUs for 0.25 s", Same(12, $"burn {500 * rounds}"), [2, 4],
            new(1.1, 1.1, Foreign: 1.1, Against: Entrant.Xargs(2)))
        {
            Foreign = new($"burst {250 * rounds} 600", "foreign burst, ms", Entrant.Nobody),
        },
        new("short", "400 jobs that compute for 5 ms", Same(400, $"burn {5 * rounds}"), [2, 4], new(1.1, 1.1, Against: Entrant.Xargs(2))),
        new("sleep", "48 jobs that wait for 0.5 s: all at once is right", Same(48, "nap 500"), [8, 16, 48], new(1.25, 1.25)),
        new("mix", "24 jobs that wait for 0.5 s and 8 that compute for 0.4 s, in turn",
            [.. Enumerable.Range(1, 32).Select(number => number % 4 == 0 ? $"burn {400 * rounds}" : "nap 500")], [4, 8, 16, 32], new(1.25, 1.25)),
        new("saturated", "6 jobs that compute for 0.15 s beside somebody who computes without end on all CPUs", Same(6, $"burn {150 * rounds}"), [2], new(Foreign: 1.25))
        {
            Foreign = new($"spin {20 * rounds}", "foreign work of 20 ms, ms", Entrant.Nobody),
        },
    ];

    static string[] Same(int jobs, string job) => [.. Enumerable.Repeat(job, jobs)];
}
