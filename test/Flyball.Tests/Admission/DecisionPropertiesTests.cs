using CsCheck;
using Flyball.Admission;

namespace Flyball.Tests.Admission;

/// <summary>What holds for every decision, whatever the situation.</summary>
public class DecisionPropertiesTests
{
    const int Iterations = 1000;

    [Fact]
    public void Each_waiting_job_gets_one_decision_in_the_order_of_the_queue() => Scenes.Any(Gen.OneOf(Scenes.Governor, Scenes.Plain)).Sample(scene =>
    {
        Plan plan = scene.Decide();
        plan.Decisions.ToArray().Select(decision => decision.Job).ShouldBe(scene.Queue.Select(job => job.Id));
        plan.Starts.ShouldBe(plan.Decisions.ToArray().Count(decision => decision.Starts));
    }, iter: Iterations);

    [Fact]
    public void A_hold_names_a_gate_whose_limit_would_be_passed() => Scenes.Any(Gen.OneOf(Scenes.Governor, Scenes.Plain)).Sample(scene =>
    {
        foreach (Decision decision in scene.Decide().Decisions)
        {
            (Gate gate, double used, double needed, double limit) = decision.Because;
            decision.Starts.ShouldBe(gate is Gate.Fits or Gate.Progress or Gate.Alone);
            if (!decision.Starts) (used + needed).ShouldBeGreaterThan(limit, decision.ToString());
        }
    }, iter: Iterations);

    [Fact]
    public void What_fits_stays_within_the_CPU_target() => Scenes.Any(Scenes.Governor).Sample(scene =>
    {
        foreach (Decision decision in scene.Decide().Decisions)
        {
            (Gate gate, double used, double needed, double limit) = decision.Because;
            if (gate == Gate.Fits) (used + needed).ShouldBeLessThanOrEqualTo(limit, decision.ToString());
        }
    }, iter: Iterations);

    [Fact]
    public void The_same_situation_gives_the_same_plan() => Scenes.Any(Gen.OneOf(Scenes.Governor, Scenes.Plain)).Sample(scene =>
    {
        var used = new Plan();
        Scene.Machine().Waits(70).Decide();
        Governor.Decide(Scene.Machine().Waits(70).Situation, new GovernorPolicy(), used);
        Governor.Decide(scene.Situation, scene.Policy, used);
        Plan plan = scene.Decide();
        used.Decisions.ToArray().ShouldBe(plan.Decisions.ToArray());
        (used.State, used.ReviewAt, used.Escalation, used.FirstHeld, used.Starts, used.MemoryStep).ShouldBe((plan.State, plan.ReviewAt, plan.Escalation, plan.FirstHeld, plan.Starts, plan.MemoryStep));
    }, iter: 300);

    [Fact]
    public void The_number_of_running_jobs_never_passes_the_cap() => Scenes.Any(Scenes.Governor).Sample(scene =>
    {
        int cores = (int)Math.Ceiling(Math.Max(scene.Load.Capacity.UsableCpus, scene.Load.Capacity.CpuQuota?.Cores ?? 0));
        int cap = scene.Policy.MaxRunning ?? Math.Max(64, 8 * cores);
        int starts = scene.Decide().Starts;
        if (starts > 0) (scene.Running.Length + starts).ShouldBeLessThanOrEqualTo(cap);
    }, iter: Iterations);

    [Fact]
    public void Whatever_is_held_is_looked_at_again_within_a_second() => Scenes.Any(Scenes.Governor).Sample(scene =>
    {
        Plan plan = scene.Decide();
        if (plan.Starts < scene.Queue.Length) plan.ReviewAt.ShouldNotBeNull();
        if (plan.ReviewAt is { } review) (review - scene.Now).TotalSeconds.ShouldBeInRange(0.05, 1);
    }, iter: Iterations);

    [Fact]
    public void With_nothing_running_the_first_job_starts_once_it_has_waited_as_long_as_the_level_says() => Scenes.Any(Scenes.Governor).Sample(scene =>
    {
        TimeSpan wait = ((GovernorPolicy)scene.Policy).Aggressiveness.ProgressAfter;
        scene = scene with { Running = [] };
        scene = scene.LastStarted(wait.TotalSeconds);
        if (scene.Queue.Length > 0) scene.Decide().Decisions[0].Starts.ShouldBeTrue();
    }, iter: Iterations);

    [Fact]
    public void Escalation_is_a_share_and_none_before_the_grace_is_over() => Scenes.Any(Scenes.Governor).Sample(scene =>
    {
        Aggressiveness level = ((GovernorPolicy)scene.Policy).Aggressiveness;
        scene.Decide().Escalation.ShouldBeInRange(0, 1);
        scene.LastStarted(level.Grace.TotalSeconds).Decide().Escalation.ShouldBe(0);
    }, iter: Iterations);
}
