using System.Globalization;

namespace Flyball.Benchmarks.Peers;

/// <summary>How long Flyball takes when it does nothing, and how much memory, beside the smallest of programs.</summary>
static class StartUp
{
    const int Rounds = 30;

    /// <summary>Measures and prints.</summary>
    /// <returns>Medians of Flyball; null when there is nothing to measure with.</returns>
    public static ProgramRun? Run(List<string> skipped)
    {
        if (!Toolbox.Has(VforkLoop.Program))
        {
            skipped.Add("start-up: it is measured by the C loop");
            return null;
        }

        List<ProgramRun> flyball = [], smallest = [];
        for (int round = 0; round < Rounds; round++)
        {
            flyball.Add(VforkLoop.Once(FlyballCommand.Version));
            smallest.Add(VforkLoop.Once("/bin/true"));
        }

        Console.WriteLine("## Start-up");
        Console.WriteLine();
        Console.WriteLine("| command | ms, median | min | max | peak memory |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        ProgramRun measured = Print(FlyballCommand.Version, flyball);
        Print("/bin/true", smallest);
        Console.WriteLine();
        return measured;
    }

    static ProgramRun Print(string command, List<ProgramRun> runs)
    {
        Figures time = Figures.Of(runs.Select(run => run.Milliseconds));
        double peak = Figures.Of(runs.Select(run => run.PeakMiB)).Median;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{command}` | {time.ToCells("0.0")} | {peak:0.0} MiB |"));
        return new(time.Median, peak);
    }
}
