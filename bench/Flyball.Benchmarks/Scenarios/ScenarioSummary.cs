using System.Globalization;

namespace Flyball.Benchmarks.Scenarios;

/// <summary>All scenarios together. A target that is missed is a fact, not a failure.</summary>
static class ScenarioSummary
{
    const double MostMean = 1.10;

    public static void Print(IReadOnlyList<ScenarioResult> results)
    {
        PrintMeans(results);
        Console.WriteLine("## Targets");
        Console.WriteLine();
        Console.WriteLine("| what | measured | target | reached |");
        Console.WriteLine("|---|--:|--:|---|");
        foreach (ScenarioResult result in results)
        {
            PrintTargets(result, Entrant.Flyball, result.Workload.Target.First, result.Workload.Target.CutShort);
            PrintTargets(result, Entrant.FlyballAgain, result.Workload.Target.Again, result.Workload.Target.CutShort is null ? null : 0);
        }

        foreach (Entrant entrant in new[] { Entrant.Flyball, Entrant.FlyballAgain })
        {
            Row($"all: {entrant.Name}, geometric mean over the best fixed", Mean(results, entrant), MostMean, "0.00");
            Row($"all: {entrant.Name}, jobs lost", Lost(results, entrant), 0, "0");
        }

        Console.WriteLine();
    }

    static void PrintTargets(ScenarioResult result, Entrant entrant, double? makespan, int? cutShort)
    {
        if (result.Of(entrant) is not { } standing) return;
        Target target = result.Workload.Target;
        string of = $"{result.Workload.Name}: {entrant.Name}";
        if (makespan is { } most) Row($"{of}, makespan over {target.Against?.Name ?? "the best fixed"}", result.OverTarget(standing), most, "0.00");
        if (cutShort is { } cuts) Row($"{of}, runs cut short", standing.CutShort, cuts, "0");
        if (target.Foreign is { } foreign) Row($"{of}, {result.Workload.Foreign!.Title}, over {result.Workload.Foreign.Reference.Name}", result.ForeignRatio(standing), foreign, "0.00");
    }

    /// <summary>A number of jobs at once that suits one scenario is not tried in all, and a run that lost jobs is no race: the second column says how many count.</summary>
    static void PrintMeans(IReadOnlyList<ScenarioResult> results)
    {
        Console.WriteLine("## Makespan over the best fixed number of jobs at once");
        Console.WriteLine();
        Console.WriteLine("| contestant | scenarios | geometric mean | jobs lost |");
        Console.WriteLine("|---|--:|--:|--:|");
        foreach (Entrant entrant in results.SelectMany(result => result.All).Select(standing => standing.Entrant).Distinct())
        {
            if (entrant == Entrant.Nobody) continue;
            int counted = Ratios(results, entrant).Count();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {entrant.Name} | {counted} | {Mean(results, entrant):0.00} | {Lost(results, entrant)} |"));
        }

        Console.WriteLine();
    }

    static double? Mean(IEnumerable<ScenarioResult> results, Entrant entrant)
    {
        double[] ratios = [.. Ratios(results, entrant)];
        return ratios.Length == 0 ? null : Math.Exp(ratios.Average(Math.Log));
    }

    static IEnumerable<double> Ratios(IEnumerable<ScenarioResult> results, Entrant entrant) =>
        from result in results
        where result.Workload.IsRace
        let ratio = result.Of(entrant) is { Lost: 0 } standing ? result.OverBestFixed(standing) : null
        where ratio is not null
        select ratio.Value;

    static int Lost(IEnumerable<ScenarioResult> results, Entrant entrant) => results.Sum(result => result.Of(entrant)?.Lost ?? 0);

    static void Row(string what, double? measured, double most, string format)
    {
        string figure = measured?.ToString(format, CultureInfo.InvariantCulture) ?? "not measured";
        Console.WriteLine($"| {what} | {figure} | ≤ {most.ToString(format, CultureInfo.InvariantCulture)} | {(measured is null ? "" : measured <= most ? "yes" : "no")} |");
    }
}
