using System.Globalization;

namespace Flyball.Benchmarks.Peers;

/// <summary>What was measured beside what is wanted. A target that is missed is a fact, not a failure.</summary>
static class Targets
{
    public static void Print(Standings bare, Standings full, ProgramRun? version, double? firstStart, double? peakMemory)
    {
        Console.WriteLine("## Targets");
        Console.WriteLine();
        Console.WriteLine("| what | measured | target |");
        Console.WriteLine("|---|--:|--:|");
        Row("`/bin/true`: flyball / C loop", bare.Ratio(Contestant.Loop), "0.00", "≥ 0.90");
        Row("`/bin/true`: flyball / xargs", bare.Ratio(Contestant.Xargs), "0.00", "≥ 1.2");
        Row("`/bin/true`: flyball / make", bare.Ratio(Contestant.Make), "0.00", "≥ 1.0");
        Row("`/bin/true`: flyball / parallel", bare.Ratio(Contestant.Parallel), "0.00", "≥ 7");
        Row("shell, all defaults: flyball / xargs", full.Ratio(Contestant.Xargs), "0.00", "≥ 1.0");
        Row("`/bin/true`: own CPU time per job", bare.Of(Contestant.Flyball)?.CpuPerJob.Median, "0 µs", "≤ 100 µs");
        Row("shell, all defaults: own CPU time per job", full.Of(Contestant.Flyball)?.CpuPerJob.Median, "0 µs", "≤ 100 µs");
        Row($"`{FlyballCommand.Version}`: time", version?.Milliseconds, "0.0 ms", "≤ 10 ms");
        Row($"`{FlyballCommand.Version}`: peak memory", version?.PeakMiB, "0.0 MiB", "≤ 16 MiB");
        Row("from the start to the first job", firstStart, "0.0 ms", "≤ 50 ms");
        Row($"`{FlyballCommand.Plain}`: peak memory", peakMemory, "0.0 MiB", "≤ 64 MiB");
        Console.WriteLine();
    }

    static void Row(string what, double? measured, string format, string target) =>
        Console.WriteLine($"| {what} | {measured?.ToString(format, CultureInfo.InvariantCulture) ?? "not measured"} | {target} |");
}
