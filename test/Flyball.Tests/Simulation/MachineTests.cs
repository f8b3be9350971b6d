namespace Flyball.Tests.Simulation;

/// <summary>What each part of the machine does to jobs, in numbers that can be worked out on paper.</summary>
public sealed class MachineTests
{
    const double StartCost = 0.002;
    static readonly ForeignLoad s_none = new(0, 0, 0);

    [Fact]
    public void A_lone_job_takes_its_work_and_the_start() => Makespan(8, new Compute(4, 1, 100)).ShouldBe(4 + StartCost, 1e-6);

    [Fact]
    public void Threads_beyond_the_cores_share_them_and_cost_a_little()
    {
        // Ten threads on eight cores: a quarter more work than time, and 1 % for the 25 % in excess.
        Phase[] jobs = [.. Enumerable.Repeat(new Compute(4, 1, 100), 10)];
        Makespan(10, jobs).ShouldBe((4 + StartCost) * 1.25 * 1.01, 1e-6);
    }

    [Fact]
    public void Phases_follow_one_another()
    {
        Scenario scenario = Scenario.Of(new(), [new(new Wait(2, 10), new Compute(3, 2, 20), new Disk(300, 150, 30))], [s_none]);
        SimulationRun.Of(scenario, new FixedConcurrency(1)).Makespan.ShouldBe(2 + 1.5 + 2, 1e-6);
    }

    [Fact]
    public void A_disk_divides_its_rate_among_its_users() =>
        Makespan(8, [.. Enumerable.Repeat(new Disk(600, 150, 10), 8)]).ShouldBe(8, 1e-6);

    [Fact]
    public void A_disk_that_seeks_gets_slower_with_each_user()
    {
        var machine = new SimulatedMachine { DiskRate = 160, DiskStreams = 1, DiskStreamCost = 0.15 };
        Scenario scenario = Scenario.Of(machine, [new(new Disk(160, 160, 10)), new(new Disk(160, 160, 10))], [s_none]);
        SimulationRun.Of(scenario, new FixedConcurrency(1)).Makespan.ShouldBe(2, 1e-6);
        SimulationRun.Of(scenario, new FixedConcurrency(2)).Makespan.ShouldBe(2 * 1.15, 1e-6);
    }

    [Fact]
    public void A_service_answers_no_more_than_it_can_and_less_when_it_is_crowded()
    {
        var machine = new SimulatedMachine { ServiceRate = 4, ServiceUserCost = 0.05 };
        Scenario scenario = Scenario.Of(machine, Enumerable.Range(0, 8).Select(_ => new SimulatedJob(new Service(4, 1, 10))), [s_none]);
        SimulationRun.Of(scenario, new FixedConcurrency(4)).Makespan.ShouldBe(8, 1e-6);
        SimulationRun.Of(scenario, new FixedConcurrency(8)).Makespan.ShouldBe(8 * 1.2, 1e-6);
    }

    [Fact]
    public void The_foreign_load_loses_what_jobs_take_from_it()
    {
        // Eight threads of ours and eight foreign ones on eight cores: half for each, less the cost of twice too many.
        Scenario scenario = Scenario.Of(new(), Enumerable.Range(0, 8).Select(_ => new SimulatedJob(new Compute(4, 1, 10))), [new(0, 8, 0)]);
        SimulationRun.Of(scenario, new FixedConcurrency(8)).ForeignLoss.ShouldBe(1 - (0.5 / 1.04), 1e-3);
    }

    [Fact]
    public void A_light_job_leaves_the_foreign_load_alone()
    {
        Scenario scenario = Scenario.Of(new(), [new(new Compute(1, 8, 10))], [new(0, 8, 0)]);
        SimulationResult result = SimulationRun.Of(scenario, new LightJobs());
        result.ForeignLoss.ShouldBeLessThan(0.14);
        result.Makespan.ShouldBe((1 + StartCost) * 1.04 / (8 * 0.1 / 1.1), 1e-3);
    }

    [Fact]
    public void Memory_grows_with_progress_and_little_of_it_left_slows_everybody_down()
    {
        var roomy = new SimulatedMachine { Memory = 2000 };
        var tight = new SimulatedMachine { Memory = 1010 };
        SimulatedJob[] jobs = [new(new Compute(4, 1, 1000))];
        SimulationRun.Of(Scenario.Of(roomy, jobs, [s_none]), new FixedConcurrency(1)).Makespan.ShouldBe(4 + StartCost, 1e-6);
        SimulationRun.Of(Scenario.Of(tight, jobs, [s_none]), new FixedConcurrency(1)).Makespan.ShouldBeInRange(4.05, 4.20);
    }

    [Fact]
    public void Without_memory_the_largest_job_is_killed_and_runs_again()
    {
        Scenario scenario = Scenario.Of(new() { Memory = 1000 }, [new(new Compute(4, 1, 400)), new(new Compute(4, 1, 900))], [s_none]);
        SimulationResult result = SimulationRun.Of(scenario, new FixedConcurrency(2));
        result.OutOfMemoryKills.ShouldBeGreaterThan(0);
        result.Starts.ShouldBe(2 + result.OutOfMemoryKills);
        result.FirstStarts.ShouldBe([0, 0]);
        result.Makespan.ShouldBeGreaterThan(7);
    }

    static double Makespan(int jobsAtOnce, params Phase[] jobs) =>
        SimulationRun.Of(Scenario.Of(new(), jobs.Select(phase => new SimulatedJob(phase)), [s_none]), new FixedConcurrency(jobsAtOnce)).Makespan;

    sealed class LightJobs : SimulatedPolicy
    {
        public override double Decide(SimulationRun run)
        {
            while (run.Queue.Count > 0) run.Start(0, weight: 0.1);
            return double.PositiveInfinity;
        }
    }
}
