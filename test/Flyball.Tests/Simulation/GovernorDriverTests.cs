using Flyball.Admission;

namespace Flyball.Tests.Simulation;

public sealed class GovernorDriverTests
{
    [Fact]
    public void More_jobs_than_one_decision_looks_at_start_at_once()
    {
        int many = (2 * QueueOrder.Window) + 3;
        Scenario scenario = Scenario.Of(new() { Cores = 64 }, Enumerable.Range(0, many).Select(_ => new SimulatedJob(new Wait(5, 10))));
        Run(scenario.Believing(cores: 0.05), tellWork: false).FirstStarts.ShouldAllBe(start => start == 0);
    }

    [Fact]
    public void A_job_that_was_ended_for_want_of_memory_is_believed_to_be_larger()
    {
        // Believed to be tiny, both start; together they do not fit.
        Scenario scenario = Scenario.Of(new(), [new(new Compute(5, 1, 9000)), new(new Compute(5, 1, 9000))]);
        SimulationResult result = Run(scenario.Believing(memory: 100));
        (result.OutOfMemoryKills, result.MemoryEnds).ShouldBe((0, 1));
        result.Starts.ShouldBe(3);
        result.Makespan.ShouldBeGreaterThan(8);
    }

    [Fact]
    public void Nice_jobs_take_less_from_others()
    {
        Scenario scenario = Scenario.Of(new(), [new(new Compute(8, 8, 10))], [new(0, 8, 1000)]);
        double loss = Run(scenario).ForeignLoss, niceLoss = Run(scenario, nice: 10).ForeignLoss;
        loss.ShouldBe(1 - (0.5 / 1.04), 0.01);
        niceLoss.ShouldBe(1 - (1 / 1.107 / 1.04), 0.01);
    }

    static SimulationResult Run(Scenario scenario, int nice = 0, bool tellWork = true) =>
        SimulationRun.Of(scenario, new GovernorDriver(scenario.Machine, new GovernorPolicy(), nice) { TellWork = tellWork });
}
