namespace Flyball.Tests.Simulation;

/// <summary>So many jobs at once, whatever the machine says.</summary>
internal sealed class FixedConcurrency(int jobs) : SimulatedPolicy
{
    public override double Decide(SimulationRun run)
    {
        while (run.Queue.Count > 0 && run.Machine.Running.Count < jobs) run.Start(0);
        return double.PositiveInfinity;
    }
}
