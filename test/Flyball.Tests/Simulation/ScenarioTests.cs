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

    [Theory]
    [InlineData("mixed_mem", 1.22, 2, 1.2, 2)]
    [InlineData("memunk", 1.12, 6, 1.10, 5)]
    [InlineData("bigjob", 1.12, 5, 1.08, 2)]
    public void Sizes_that_nobody_knows_are_learned_in_time_and_the_next_run_begins_with_them(string scenario, double first, int firstEnds, double next, int nextEnds)
    {
        Trials cold = Trials.Learning(scenario, runs: 1), learned = Trials.Learning(scenario, runs: 2);
        cold.Ratio.ShouldBeLessThan(first);
        learned.Ratio.ShouldBeLessThan(next);
        (cold.OutOfMemoryKills, learned.OutOfMemoryKills).ShouldBe((0, 0));
        cold.Results.Sum(result => result.MemoryEnds).ShouldBeLessThanOrEqualTo(firstEnds);
        learned.Results.Sum(result => result.MemoryEnds).ShouldBeLessThanOrEqualTo(nextEnds);
    }

    [Fact]
    public void Jobs_that_fill_a_small_memory_within_a_second_all_end_faster_than_two_at_a_time_and_undisturbed_when_their_sizes_are_known()
    {
        Trials cold = Trials.Learning("ramps", runs: 1), known = Governor("ramps"), two = Trials.Of("ramps", _ => new FixedConcurrency(2));
        cold.Ratio.ShouldBeLessThan(two.Ratio);
        known.Ratio.ShouldBeLessThan(cold.Ratio);
        (cold.OutOfMemoryKills, known.OutOfMemoryKills).ShouldBe((0, 0));
        foreach (SimulationResult result in cold.Results) result.MemoryEnds.ShouldBeLessThanOrEqualTo(2);
        known.Results.Sum(result => result.MemoryEnds).ShouldBe(0);
    }

    [Theory]
    [InlineData("cpu_homog")]
    [InlineData("short50")]
    [InlineData("manycore")]
    public void Scouting_costs_jobs_nothing_that_need_little_memory(string scenario) => Trials.Learning(scenario, runs: 1).Ratio.ShouldBeLessThan(Governor(scenario).Ratio * 1.02);

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

    [Theory]
    [InlineData("io_hdd", 1.50)]
    [InlineData("io_ssd", 1.08)]
    [InlineData("hidden", 1.36)]
    [InlineData("halfcpu", 1.15)]
    [InlineData("late", 1.16)]
    public void What_no_load_figure_shows_is_found_by_its_yield(string scenario, double ratio)
    {
        Trials governor = Governor(scenario);
        governor.Ratio.ShouldBeLessThan(ratio);
        governor.ForeignLoss.ShouldBeLessThan(0.04);
    }

    [Theory]
    [InlineData("io_hdd", 5)]
    [InlineData("io_ssd", 1.3)]
    [InlineData("hidden", 1.9)]
    public void Without_the_yield_it_is_not_found(string scenario, double times) =>
        Trials.Of(scenario, machine => new GovernorDriver(machine, new GovernorPolicy()) { TellWork = false }).Ratio.ShouldBeGreaterThan(Governor(scenario).Ratio * times);

    [Theory]
    [InlineData("computing", 2, 1.05)]
    [InlineData("short5", 2, 1.10)]
    [InlineData("sleeping", 48, 2)]
    [InlineData("sleep_cpu", 48, 1.25)]
    [InlineData("synced", 8, 1.25)]
    [InlineData("throttled", 1, 1.05)]
    [InlineData("thrash", 1, 1.15)]
    public void Small_runs_take_little_longer_than_with_the_best_number_of_jobs_at_once(string scenario, int best, double times) =>
        Governor(scenario).Ratio.ShouldBeLessThan(Trials.Of(scenario, _ => new FixedConcurrency(best)).Ratio * times);

    [Fact]
    public void What_was_found_best_is_where_the_next_run_begins()
    {
        Trials known = Trials.Of("thrash", machine => new GovernorDriver(machine, new GovernorPolicy()) { BestConcurrency = 1 });
        known.Ratio.ShouldBeLessThan(Trials.Of("thrash", _ => new FixedConcurrency(1)).Ratio * 1.05);
    }

    [Fact]
    public void A_disk_that_one_job_fills_is_left_to_one_job()
    {
        // The one trial is over when the second job of it is; then no third one starts before the job that runs has ended.
        foreach (SimulationResult result in Governor("throttled").Results)
        {
            IReadOnlyList<double> starts = result.FirstStarts;
            for (int i = 3; i < starts.Count; i++) (starts[i] - starts[i - 1]).ShouldBeGreaterThan(0.5, $"job {i}");
        }
    }

    static Trials Governor(string scenario, int nice = 0) => Trials.Of(scenario, machine => new GovernorDriver(machine, new GovernorPolicy(), nice));

    static Trials Plain(string scenario) => Trials.Of(scenario, machine => new GovernorDriver(machine, new PlainPolicy()));
}
