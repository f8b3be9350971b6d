using Flyball.Admission;

namespace Flyball.Tests.Simulation;

/// <summary>
/// The governor on the simulated machine, and the plain rule beside it: medians of five seeds, makespan over the time that no policy can beat.
/// The jobs run at normal CPU weight unless a test says otherwise: what the foreign load keeps is then admission's merit alone.
/// </summary>
public sealed class ScenarioTests
{
    [Fact]
    public void Homogeneous_work_fills_the_machine()
    {
        Governor("cpu_homog").Ratio.ShouldBeLessThan(1.05);
        Plain("cpu_homog").Ratio.ShouldBeGreaterThan(1.15);
    }

    [Fact]
    public void Jobs_of_fifty_milliseconds_follow_one_another_without_a_pause()
    {
        Governor("short50").Ratio.ShouldBeLessThan(1.10);
        Plain("short50").Ratio.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void A_long_tail_costs_no_more_than_with_a_slot_for_each_core()
    {
        Trials governor = Governor("longtail");
        Trials slots = Trials.Of("longtail", machine => new FixedConcurrency(machine.Cores));
        governor.Ratio.ShouldBeLessThan(1.12);
        for (int seed = 0; seed < governor.Results.Count; seed++)
            governor.Results[seed].Ratio.ShouldBeLessThan(slots.Results[seed].Ratio * 1.02, $"seed {seed}");
        Plain("longtail").Ratio.ShouldBeGreaterThan(governor.Ratio * 1.1);
    }

    [Fact]
    public void Large_and_small_jobs_share_the_memory()
    {
        Trials governor = Governor("mixed_mem");
        governor.Ratio.ShouldBeLessThan(1.20);
        governor.OutOfMemoryKills.ShouldBe(0);
        Trials plain = Plain("mixed_mem");
        plain.Ratio.ShouldBeGreaterThan(governor.Ratio);
        plain.OutOfMemoryKills.ShouldBeGreaterThan(governor.OutOfMemoryKills);
    }

    [Fact]
    public void A_big_job_runs_among_many_small_ones_and_nothing_is_killed()
    {
        Trials governor = Governor("bigjob");
        governor.Ratio.ShouldBeLessThan(1.20);
        governor.OutOfMemoryKills.ShouldBe(0);
        Trials plain = Plain("bigjob");
        plain.Ratio.ShouldBeGreaterThan(governor.Ratio);
        plain.OutOfMemoryKills.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Jobs_of_unknown_size_are_suspended_or_ended_before_the_kernel_kills_one()
    {
        Trials governor = Governor("memunk");
        governor.Ratio.ShouldBeLessThan(1.30);
        governor.OutOfMemoryKills.ShouldBe(0);
        governor.Results.Sum(result => result.MemoryEnds).ShouldBeInRange(1, 25);
        Trials.Of("memunk", machine => new FixedConcurrency(machine.Cores)).OutOfMemoryKills.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void A_big_job_does_not_wait_until_all_small_ones_are_done()
    {
        foreach (SimulationResult result in Governor("bigjob").Results)
            result.FirstStarts[MemoryScenarios.BigJob].ShouldBeLessThan(result.Makespan / 3);
    }

    [Fact]
    public void A_job_believed_larger_than_the_machine_is_not_overtaken_for_ever()
    {
        // In this seed the estimate of the big job exceeds all memory, so that it may only run alone.
        const int seed = 8;
        Scenario scenario = Scenarios.Make("bigjob", seed);
        SimulationResult result = SimulationRun.Of(scenario, new GovernorDriver(scenario.Machine, new GovernorPolicy()), seed);
        result.FirstStarts[MemoryScenarios.BigJob].ShouldBeLessThan(result.Makespan / 2);
    }

    [Fact]
    public void Bursts_of_foreign_load_keep_most_of_what_they_ask_for()
    {
        Trials governor = Governor("bursty");
        governor.Ratio.ShouldBeLessThan(1.05);
        governor.ForeignLoss.ShouldBeLessThan(0.20);
        Trials.Of("bursty", machine => new FixedConcurrency(machine.Cores)).ForeignLoss.ShouldBeGreaterThan(governor.ForeignLoss + 0.10);
        Plain("bursty").Ratio.ShouldBeGreaterThan(governor.Ratio * 1.1);
    }

    [Fact]
    public void With_a_low_cpu_weight_bursts_of_foreign_load_lose_next_to_nothing()
    {
        Trials governor = Governor("bursty", new GovernorPolicy().Aggressiveness.Nice);
        governor.Ratio.ShouldBeLessThan(1.08);
        governor.ForeignLoss.ShouldBeLessThan(0.05);
    }

    [Fact]
    public void On_a_saturated_machine_the_queue_moves()
    {
        Trials governor = Governor("satur");
        foreach (SimulationResult result in governor.Results) result.LongestGapBetweenStarts.ShouldBeLessThan(20);
        governor.ForeignLoss.ShouldBeLessThan(0.30);
        governor.Ratio.ShouldBeLessThan(Plain("satur").Ratio);
    }

    static Trials Governor(string scenario, int nice = 0) => Trials.Of(scenario, machine => new GovernorDriver(machine, new GovernorPolicy(), nice));

    static Trials Plain(string scenario) => Trials.Of(scenario, machine => new GovernorDriver(machine, new PlainPolicy()));
}
