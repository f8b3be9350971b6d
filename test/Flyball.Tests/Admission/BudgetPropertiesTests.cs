using CsCheck;
using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Admission;

/// <summary>The books of the governor, added up again from outside: what a plan commits of CPUs and memory.</summary>
public class BudgetPropertiesTests
{
    const int Iterations = 1000;
    const double Slack = 0.75;

    [Fact]
    public void A_plan_commits_no_more_than_the_target_and_the_slack_of_its_largest_job() => Scenes.Under(Scenes.Governor).Sample(scene =>
    {
        var policy = (GovernorPolicy)scene.Policy;
        double share = policy.CpuTarget ?? policy.Aggressiveness.CpuTarget;
        CpuPool cpu = CpuCommitment.Of(scene.Situation, CpuCommitment.NoteCrowd(scene.State, scene.Load)).Machine;
        double escalated = cpu.Capacity * Math.Max(share, policy.Aggressiveness.CpuTargetEscalated);
        double committed = cpu.Committed, target = escalated, largest = 0;
        bool fitted = false;
        foreach ((QueuedJob job, Decision decision) in scene.Queue.Zip(scene.Decide().Decisions.ToArray()))
        {
            if (!decision.Starts) continue;
            double taken = Math.Min(job.Estimate.Cores.Cores, target);
            committed += taken;
            largest = Math.Max(largest, taken);
            // Only the first start of a plan is made at the escalated target.
            target = cpu.Capacity * share;
            if (decision.Because.Gate != Gate.Fits) return;
            fitted = true;
        }

        if (fitted) committed.ShouldBeLessThanOrEqualTo(Math.Max(escalated, target) + ((1 - Slack) * largest) + 1e-6);
    }, iter: Iterations);

    [Fact]
    public void A_plan_promises_no_more_memory_than_there_is_unless_nothing_else_ran() => Scenes.Any(Scenes.Governor).Sample(scene =>
    {
        var budget = MemoryBudget.Of(scene.Situation, (GovernorPolicy)scene.Policy);
        double promised = budget.Outstanding;
        foreach ((QueuedJob job, Decision decision) in scene.Queue.Zip(scene.Decide().Decisions.ToArray()))
        {
            if (!decision.Starts) continue;
            promised += MemoryBudget.Needed(job.Estimate);
            if (decision.Because.Gate != Gate.Fits) scene.Running.ShouldBeEmpty();
            else if (budget.Headroom is { } headroom) promised.ShouldBeLessThanOrEqualTo(headroom);
        }
    }, iter: Iterations);

    [Fact]
    public void Whoever_starts_on_a_machine_that_is_not_theirs_is_the_only_one_to_do_so() => Scenes.Any(Scenes.Governor).Sample(scene =>
        scene.Decide().Decisions.ToArray().Count(decision => decision.Because.Gate is Gate.Progress or Gate.Alone).ShouldBeLessThanOrEqualTo(scene.Running.Length == 0 ? 1 : 0),
        iter: Iterations);

    [Fact]
    public void The_more_a_job_holds_the_less_is_still_promised_to_it() => Gen.Select(Scenes.Running, Gen.Long[0, 64L << 30], Gen.Long[0, 64L << 30]).Sample((job, some, more) =>
    {
        double Outstanding(long held) => MemoryBudget.Of(Scene.Machine().Runs([job with { Memory = new(held) }]).Situation, new()).Outstanding;
        Outstanding(Math.Max(some, more)).ShouldBeLessThanOrEqualTo(Outstanding(Math.Min(some, more)));
        Outstanding(job.Estimate.Memory.Bytes).ShouldBe(0);
        Outstanding(some).ShouldBeGreaterThanOrEqualTo(0);
    }, iter: Iterations);

    [Fact]
    public void A_start_reserves_cores_that_decay_into_what_the_job_uses() => Gen.Select(Scenes.Running, Gen.Double[0, 3], Gen.Double[0, 3]).Sample((job, one, other) =>
    {
        (double young, double old) = (Math.Min(one, other), Math.Max(one, other));
        job = job with { CpuTime = TimeSpan.FromDays(1000) };
        CoreAmount At(double age) => CpuCommitment.Committed(job, job.StartedAt + TimeSpan.FromSeconds(age), contended: false);
        At(0).ShouldBeGreaterThanOrEqualTo(job.Estimate.Cores * Slack);
        At(old).ShouldBeLessThanOrEqualTo(At(young));
        At(1).ShouldBe(job.Cores ?? job.Estimate.Cores);
        (job.Cores is { } used && At(old) < used).ShouldBeFalse();
    }, iter: Iterations);

    [Theory]
    [InlineData(2, 0, 0.6)]
    [InlineData(9.9, 0, 0.6)]
    [InlineData(10, 0, 0)]
    [InlineData(2, 1, 0)]
    public void A_job_that_has_done_nothing_yet_counts_for_the_larger_part_of_its_estimate(double age, double cpuSeconds, double cores)
    {
        var job = new RunningJob(default, Scene.Estimate(1, 0), TimeSpan.Zero, CoreAmount.Zero) { CpuTime = TimeSpan.FromSeconds(cpuSeconds) };
        CpuCommitment.Committed(job, TimeSpan.FromSeconds(age), contended: false).Cores.ShouldBe(cores);
    }

    [Fact]
    public void Contention_never_lowers_what_a_job_counts_for() => Gen.Select(Scenes.Running, Gen.Double[0, 3]).Sample((job, age) =>
    {
        TimeSpan now = job.StartedAt + TimeSpan.FromSeconds(age);
        CpuCommitment.Committed(job, now, contended: true).ShouldBeGreaterThanOrEqualTo(CpuCommitment.Committed(job, now, contended: false));
    }, iter: Iterations);
}
