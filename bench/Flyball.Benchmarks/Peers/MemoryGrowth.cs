using System.Globalization;

namespace Flyball.Benchmarks.Peers;

/// <summary>Peak memory of Flyball for runs of different length: it must not grow with them.</summary>
static class MemoryGrowth
{
    static readonly int[] s_jobs = [10_000, 50_000];

    const int Million = 1_000_000;

    /// <summary>Measures and prints.</summary>
    /// <param name="withMillion">Whether a million jobs are run too, which takes minutes.</param>
    /// <param name="skipped">Gets what failed.</param>
    /// <returns>The largest peak of all, in MiB; <c>null</c>: none was measured.</returns>
    public static double? Run(bool withMillion, List<string> skipped)
    {
        double? largest = null;
        Console.WriteLine($"## Memory of `{FlyballCommand.Plain}`, a line of `{Scenario.Bare.Job}` for each job");
        Console.WriteLine();
        Console.WriteLine("| jobs | peak memory | its own CPU time per job | s |");
        Console.WriteLine("|--:|--:|--:|--:|");
        foreach (int jobs in withMillion ? [.. s_jobs, Million] : s_jobs)
        {
            Console.Error.WriteLine($"memory: {jobs} jobs");
            using var files = new JobFiles(Scenario.Bare.Job, jobs);
            ShellRun run = ShellRun.Of($"{FlyballCommand.Plain} < {JobFiles.Commands}", files.Folder);
            if (run.Failure is { } failure)
            {
                skipped.Add($"memory of {jobs} jobs: {failure}");
                continue;
            }

            largest = Math.Max(largest ?? 0, run.Own.PeakMemory);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {jobs} | {run.Own.PeakMemory:0.0} MiB | {run.Own.Cpu.TotalMicroseconds / jobs:0} µs | {run.Elapsed.TotalSeconds:0.0} |"));
        }

        Console.WriteLine();
        return largest;
    }
}
