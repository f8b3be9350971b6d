using System.Runtime.CompilerServices;

namespace Flyball.Tests.Simulation;

public sealed class ScenariosTests
{
    public static TheoryData<string> Names => [.. Scenarios.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_run(string name)
    {
        Scenario scenario = Scenarios.Make(name, 3);
        SimulationResult first = Run(scenario), again = Run(Scenarios.Make(name, 3)), other = Run(Scenarios.Make(name, 4));
        again.Makespan.ShouldBe(first.Makespan);
        again.FirstStarts.ShouldBe(first.FirstStarts);
        other.Makespan.ShouldNotBe(first.Makespan);

        static SimulationResult Run(Scenario scenario) => SimulationRun.Of(scenario, new FixedConcurrency(scenario.Machine.Cores));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("bench/README.md")]
    public void Pages_say_how_many_there_are(string page) => Page(page).ShouldContain($" {Scenarios.Names.Count()} workloads");

    static string Page(string name, [CallerFilePath] string here = "") => File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../..", name));

    [Fact]
    public void Estimates_are_wrong_as_announced()
    {
        SimulatedJob[] jobs = [.. Enumerable.Range(0, 40).SelectMany(seed => Scenarios.Make("cpu_homog", seed).Jobs)];
        double[] errors = [.. jobs.Select(job => Math.Log(job.EstimatedCores / job.Cores))];
        errors.Average().ShouldBe(0, 0.01);
        Math.Sqrt(errors.Average(error => error * error)).ShouldBe(0.15, 0.01);

        // One in twenty is halved; half of those lie below the half, and of the others hardly any.
        jobs.Average(job => job.EstimatedMemory < 0.5 * job.PeakMemory ? 1.0 : 0).ShouldBe(0.025, 0.005);
    }

    [Fact]
    public void The_lower_bound_leaves_the_foreign_load_what_it_wants()
    {
        // Three cores are free for ten seconds, then all eight: 30 core seconds by then, 16 more take two seconds.
        Scenario scenario = Scenario.Of(new(), Enumerable.Range(0, 46).Select(_ => new SimulatedJob(new Compute(1, 1, 10))), [new(0, 5, 0), new(10, 0, 0)]);
        LowerBound.Of(scenario).ShouldBe(12, 1e-9);
    }

    [Fact]
    public void The_lower_bound_knows_memory_and_the_longest_job()
    {
        // Sixteen jobs that hold half of the memory on average run four at a time.
        SimulatedJob[] large = [.. Enumerable.Range(0, 16).Select(_ => new SimulatedJob(new Wait(1, 7995)))];
        LowerBound.Of(Scenario.Of(new(), large, [new(0, 0, 0)])).ShouldBe(4, 1e-9);
        LowerBound.Of(Scenario.Of(new(), [.. large, new(new Wait(60, 10))], [new(0, 0, 0)])).ShouldBe(60, 1e-9);
    }
}
