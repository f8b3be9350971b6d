namespace Flyball.Cli.Replay.Machine;

/// <summary>What there is to do, and where.</summary>
/// <param name="Machine">The hardware.</param>
/// <param name="Jobs">All jobs, in the order of submission; they are submitted when the scenario begins.</param>
/// <param name="Foreign">The foreign load, in the order of time.</param>
sealed record Scenario(SimulatedMachine Machine, IReadOnlyList<SimulatedJob> Jobs, IReadOnlyList<ForeignLoad> Foreign)
{
    /// <summary>Seconds after which a run is given up: the policy does not get anywhere.</summary>
    public double TimeLimit { get; init; } = 4000;

    /// <summary>A machine that others leave nearly alone.</summary>
    public static IReadOnlyList<ForeignLoad> Quiet { get; } = [new(0, 0.1, 1000)];

    /// <summary>A scenario whose jobs are numbered, and whose estimates are what they are.</summary>
    public static Scenario Of(SimulatedMachine machine, IEnumerable<SimulatedJob> jobs, IReadOnlyList<ForeignLoad>? foreign = null)
    {
        SimulatedJob[] numbered = [.. jobs];
        for (int i = 0; i < numbered.Length; i++) numbered[i].Index = i;
        return new(machine, numbered, foreign ?? Quiet);
    }
}
