using Flyball.Admission;

namespace Flyball.Tests.Simulation;

/// <summary>A scenario run under a policy with several seeds: one seed is an anecdote.</summary>
internal sealed class Trials
{
    public const int UsualSeeds = 5;

    Trials(SimulationResult[] results) => Results = results;

    public IReadOnlyList<SimulationResult> Results { get; }

    public double Ratio => Median(result => result.Ratio);

    public double ForeignLoss => Median(result => result.ForeignLoss);

    /// <summary>Of all runs together: kills are rare, and each is one too many.</summary>
    public int OutOfMemoryKills => Results.Sum(result => result.OutOfMemoryKills);

    /// <summary>Runs a scenario with the seeds from 0 on.</summary>
    public static Trials Of(string scenario, Func<SimulatedMachine, SimulatedPolicy> policy, int seeds = UsualSeeds)
    {
        var results = new SimulationResult[seeds];
        for (int seed = 0; seed < seeds; seed++)
        {
            Scenario made = Scenarios.Make(scenario, seed);
            results[seed] = SimulationRun.Of(made, policy(made.Machine), seed);
        }

        return new(results);
    }

    /// <summary>Runs a scenario, of whose jobs nothing is known, with the seeds from 0 on: so many runs one after another, the last of which counts. Each run has other jobs of the same templates.</summary>
    public static Trials Learning(string scenario, int runs, int seeds = UsualSeeds)
    {
        var results = new SimulationResult[seeds];
        for (int seed = 0; seed < seeds; seed++)
        {
            var history = new SimulatedHistory();
            for (int run = runs - 1; run >= 0; run--)
            {
                Scenario made = Scenarios.Make(scenario, seed + (100 * run));
                results[seed] = SimulationRun.Of(made, new LearningDriver(made.Machine, new GovernorPolicy(), history), seed);
                history.Keep();
            }
        }

        return new(results);
    }

    public double Median(Func<SimulationResult, double> value)
    {
        double[] values = [.. Results.Select(value).Order()];
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>Ratio / foreign loss / kills.</summary>
    public override string ToString()
    {
        string ratio = double.IsInfinity(Ratio) ? "not finished" : Ratio.ToString(Ratio < 50 ? "0.00" : "0");
        return $"{ratio} / {ForeignLoss:0 %} / {OutOfMemoryKills}";
    }
}
