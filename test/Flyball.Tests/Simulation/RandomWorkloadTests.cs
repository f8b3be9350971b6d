using Flyball.Admission;

namespace Flyball.Tests.Simulation;

public sealed class RandomWorkloadTests
{
    const int Workloads = 200;

    [Fact]
    public void Whatever_the_jobs_are_and_however_wrong_the_estimates_memory_never_runs_out_and_every_job_ends()
    {
        List<string> failures = [];
        for (int seed = 0; seed < Workloads; seed++)
        {
            Scenario scenario = RandomWorkload.Make(seed);
            var driver = new GovernorDriver(scenario.Machine, new GovernorPolicy()) { Watch = new Invariants() };
            try
            {
                SimulationResult result = SimulationRun.Of(scenario, driver, seed);
                double.IsFinite(result.Makespan).ShouldBeTrue("every job ends");
                result.OutOfMemoryKills.ShouldBe(0, "nothing is killed by the kernel");
            }
            catch (ShouldAssertException failure)
            {
                failures.Add($"workload {seed}: {failure.Message}");
            }
        }

        failures.ShouldBeEmpty();
    }
}
