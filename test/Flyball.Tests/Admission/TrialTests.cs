using Flyball.Admission;

namespace Flyball.Tests.Admission;

/// <summary>Jobs believed to leave most of a core idle, on the word of few: they are tried before many of them start.</summary>
public class TrialTests
{
    [Fact]
    public void As_many_jobs_as_there_are_cores_are_tried_at_first() =>
        Untried(siblings: 0).ShouldBe([Gate.Fits, Gate.Fits, Gate.Fits, Gate.Fits, .. Enumerable.Repeat(Gate.Trial, 16)]);

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 14)]
    [InlineData(100, 20)]
    public void Seven_for_each_that_has_shown_what_it_uses_may_be_tried_next(int siblings, int starts) => Untried(siblings).Count(gate => gate == Gate.Fits).ShouldBe(starts);

    [Fact]
    public void What_is_being_tried_counts_until_the_next_look()
    {
        Scene scene = Scene.Machine().Waits(1, cores: 0.1, source: EstimateSource.Learned);
        scene.Runs(4, cores: 0.1, age: 0.04, source: EstimateSource.Learned).First().ShouldBe(new(Gate.Trial, 4, 1, 4));
        scene.Runs(4, cores: 0.1, age: 0.05, source: EstimateSource.Learned).Gates().ShouldBe([Gate.Fits]);
    }

    [Fact]
    public void A_job_whose_cores_the_user_names_needs_no_trial() => Scene.Machine().Waits(20, cores: 0.1).Decide().Starts.ShouldBe(20);

    [Fact]
    public void A_job_that_fills_a_core_needs_no_trial() => Scene.Machine(cpus: 1).Runs(1, cores: 0.1, age: 0, uses: 0).Waits(1, cores: 0.8, source: EstimateSource.Learned).Gates().ShouldBe([Gate.Fits]);

    static Gate[] Untried(int siblings) => Scene.Machine().Waits(20, cores: 0.1, source: EstimateSource.Learned, siblings: siblings).Gates();
}
