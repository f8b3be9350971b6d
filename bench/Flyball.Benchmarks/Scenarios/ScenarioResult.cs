using System.Globalization;

namespace Flyball.Benchmarks.Scenarios;

/// <summary>How a scenario ended.</summary>
sealed record ScenarioResult(Workload Workload, Standing[] All)
{
    /// <summary>The fastest of those with a fixed number of jobs at once that never lost one; null when each of them did.</summary>
    public Standing? BestFixed { get; } = All.Where(standing => standing.Entrant.IsFixed && standing.Lost == 0).MinBy(standing => standing.Seconds.Median);

    public Standing? Of(Entrant entrant) => All.FirstOrDefault(standing => standing.Entrant == entrant);

    /// <summary>Makespan over that of the best fixed number.</summary>
    public double? OverBestFixed(Standing standing) => standing.Seconds.Median / BestFixed?.Seconds.Median;

    /// <summary>Makespan over that of the contestant that the target names.</summary>
    public double? OverTarget(Standing standing) => standing.Seconds.Median / (Workload.Target.Against is { } against ? Of(against) : BestFixed)?.Seconds.Median;

    public double? ForeignRatio(Standing standing) => Workload.Foreign?.Ratio(standing, All);

    public void Print()
    {
        Console.WriteLine($"## {Workload.Name}: {Workload.Title}");
        Console.WriteLine();
        string foreignTitles = Workload.Foreign is { } foreign ? $" {foreign.Title} | / {foreign.Reference.Name} |" : "";
        Console.WriteLine($"| contestant | s, median | min | max | / best fixed | jobs lost | runs cut short | killed by the kernel |{foreignTitles}");
        Console.WriteLine($"|---|--:|--:|--:|--:|--:|--:|--:|{(Workload.Foreign is null ? "" : "--:|--:|")}");
        foreach (Standing standing in All) Console.WriteLine($"| {standing.Entrant.Name} | {Cells(standing)} |{ForeignCells(standing)}");
        Console.WriteLine();
    }

    string Cells(Standing standing) => standing.Entrant == Entrant.Nobody
        ? " | | | | | | "
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{standing.Seconds.ToCells("0.00")} | {OverBestFixed(standing):0.00}{(standing == BestFixed ? " (best)" : "")} | {standing.Lost} | {standing.CutShort} | {standing.KernelKills}");

    string ForeignCells(Standing standing) =>
        Workload.Foreign is null ? "" : string.Create(CultureInfo.InvariantCulture, $" {standing.ForeignFigure:0.0} | {ForeignRatio(standing):0.00} |");
}
