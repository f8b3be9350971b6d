using System.Globalization;

namespace Flyball.Benchmarks.Peers;

/// <summary>What a contestant reached in a scenario.</summary>
/// <param name="Contestant">Which one.</param>
/// <param name="JobsPerSecond">Its rate.</param>
/// <param name="CpuPerJob">CPU time of the contestant itself for a job, in microseconds.</param>
sealed record Standing(Contestant Contestant, Figures JobsPerSecond, Figures CpuPerJob)
{
    public static Standing Of(Contestant contestant, IReadOnlyList<ShellRun> runs) => new(
        contestant,
        Figures.Of(runs.Select(run => contestant.Jobs / run.Elapsed.TotalSeconds)),
        Figures.Of(runs.Select(run => run.Own.Cpu.TotalMicroseconds / contestant.Jobs)));
}

/// <summary>How a scenario ended.</summary>
/// <param name="Scenario">Which one.</param>
/// <param name="All">Each contestant that ran all its rounds.</param>
sealed record Standings(Scenario Scenario, Standing[] All)
{
    public Standing? Of(string name) => All.FirstOrDefault(standing => standing.Contestant.Name == name);

    /// <summary>The rate of Flyball divided by that of a peer.</summary>
    public double? Ratio(string peer) => Of(Contestant.Flyball)?.JobsPerSecond.Median / Of(peer)?.JobsPerSecond.Median;

    public void Print()
    {
        Console.WriteLine($"## Jobs per second: {Scenario.Title}");
        Console.WriteLine();
        Console.WriteLine("| contestant | command | jobs | jobs/s, median | min | max | its own CPU time per job | flyball / it |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|");
        foreach ((Contestant contestant, Figures rate, Figures cpu) in All)
        {
            string command = contestant.Command(Scenario.Job, contestant.Jobs);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {contestant.Name} | `{command}` | {contestant.Jobs} | {rate.ToCells("0")} | {cpu.Median:0} µs | {Ratio(contestant.Name):0.00} |"));
        }

        Console.WriteLine();
    }
}
