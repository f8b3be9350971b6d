using Flyball.Admission;

namespace Flyball.Tests.Admission;

public sealed class PlanTests
{
    [Fact]
    public void A_plan_that_is_used_again_says_nothing_of_before()
    {
        var plan = new Plan();
        Scene held = Scene.Machine().Busy(4).Runs().Waits(2);
        Governor.Decide(held.Situation, held.Policy, plan);
        plan.FirstHeld.ShouldBe(0);
        Scene full = Scene.Machine().Free(0.2).Busy(4).LastStarted(60).Runs([Scene.Growing(1), Scene.Growing(1)]).Waits(2);
        Governor.Decide(full.Situation, full.Policy, plan);
        (plan.MemoryStep is null, plan.Escalation, plan.ReviewAt is null).ShouldBe((false, 1, false));

        Scene quiet = Scene.Machine().With(load => load with { MemoryAvailable = null }).By(new PlainPolicy());
        Governor.Decide(quiet.Situation, quiet.Policy, plan);
        (plan.MemoryStep, plan.Escalation, plan.ReviewAt, plan.FirstHeld, plan.Starts, plan.Decisions.Length).ShouldBe((null, 0, null, null, 0, 0));
    }

    [Fact]
    public void A_plan_holds_as_many_decisions_as_jobs_wait() => Scene.Machine().Waits(200).Decide().Decisions.Length.ShouldBe(200);

    [Fact]
    public void A_policy_and_a_plan_must_be_given()
    {
        Should.Throw<ArgumentNullException>(() => Governor.Decide(Scene.Machine().Situation, null!, new Plan()));
        Should.Throw<ArgumentNullException>(() => Governor.Decide(Scene.Machine().Situation, new GovernorPolicy(), null!));
    }
}
