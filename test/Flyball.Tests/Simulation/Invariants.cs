using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Tests.Simulation;

/// <summary>What holds after every decision of one run, by the numbers under which the design lists it. One object serves one run.</summary>
internal sealed class Invariants : IDecisionWatch
{
    const double Slack = 0.75;
    const double Nothing = 1e-6;

    readonly Plan _again = new();
    readonly Dictionary<JobId, TimeSpan> _steppedAt = [];
    int _level;
    TimeSpan? _roseAt, _fellAt, _stoodSince;

    /// <summary>Looks at a decision. Throws when something does not hold.</summary>
    public void Check(in Situation situation, AdmissionPolicy policy, Plan plan)
    {
        var governor = (GovernorPolicy)policy;
        P1_Something_runs_when_something_waits(situation, governor, plan);
        P2_The_CPU_budget_is_kept(situation, governor, plan);
        P3_The_memory_budget_is_kept(situation, governor, plan);
        P4_The_same_facts_give_the_same_plan(situation, governor, plan);
        P5_What_is_committed_for_a_job_decays_into_what_it_uses(situation);
        P6_More_room_never_holds_the_first_job(situation, governor, plan);
        P7_Nobody_takes_the_room_that_is_kept_for_another(situation, governor, plan);
        P8_Nothing_goes_to_and_fro(situation, plan);
        P9_The_ladder_leaves_somebody_running(situation, plan);
        P12_Each_refusal_has_one_reason_with_its_numbers(plan);
    }

    static void P1_Something_runs_when_something_waits(in Situation situation, GovernorPolicy policy, Plan plan)
    {
        if (!situation.Running.IsEmpty || situation.Queue.IsEmpty) return;
        if (Waiting.SinceLastStart(Waiting.Note(situation), situation.Now) >= policy.Aggressiveness.ProgressAfter) plan.Starts.ShouldBeGreaterThan(0, "P1");
    }

    static void P2_The_CPU_budget_is_kept(in Situation situation, GovernorPolicy policy, Plan plan)
    {
        AdmissionState state = CpuCommitment.NoteCrowd(Waiting.Note(situation), situation.Load);
        CpuPool cpu = CpuCommitment.Of(situation, state).Machine;
        double share = policy.CpuTarget ?? policy.Aggressiveness.CpuTarget;
        double target = cpu.Capacity * Math.Max(share, policy.Aggressiveness.CpuTargetEscalated);
        double committed = cpu.Committed, largest = 0;
        for (int i = 0; i < situation.Queue.Length; i++)
        {
            if (!plan.Decisions[i].Starts) continue;
            if (plan.Decisions[i].Because.Gate != Gate.Fits) return;
            double taken = Math.Min(situation.Queue[i].Estimate.Cores.Cores, target);
            committed += taken;
            largest = Math.Max(largest, taken);
            committed.ShouldBeLessThanOrEqualTo(target + ((1 - Slack) * largest) + Nothing, "P2");
        }
    }

    static void P3_The_memory_budget_is_kept(in Situation situation, GovernorPolicy policy, Plan plan)
    {
        var budget = MemoryBudget.Of(situation, policy);
        double promised = budget.Outstanding;
        for (int i = 0; i < situation.Queue.Length; i++)
        {
            if (!plan.Decisions[i].Starts) continue;
            promised += MemoryBudget.Needed(situation.Queue[i].Estimate);
            if (plan.Decisions[i].Because.Gate == Gate.Fits) promised.ShouldBeLessThanOrEqualTo(budget.Headroom!.Value + Nothing, "P3");
            else situation.Running.IsEmpty.ShouldBeTrue("P3");
        }
    }

    void P4_The_same_facts_give_the_same_plan(in Situation situation, GovernorPolicy policy, Plan plan)
    {
        foreach (RunningJob job in situation.Running)
            if (job.Memory >= job.Estimate.Memory) MemoryBudget.OutstandingOf(job).ShouldBe(0, "P4");
        Governor.Decide(situation, policy, _again);
        _again.Decisions.SequenceEqual(plan.Decisions).ShouldBeTrue("P4");
        (_again.MemoryStep, _again.State, _again.ReviewAt).ShouldBe((plan.MemoryStep, plan.State, plan.ReviewAt), "P4");
    }

    static void P5_What_is_committed_for_a_job_decays_into_what_it_uses(in Situation situation)
    {
        foreach (RunningJob job in situation.Running)
        {
            CpuCommitment.Committed(job, job.StartedAt, contended: false).ShouldBeGreaterThanOrEqualTo(job.Estimate.Cores * Slack, "P5");
            CoreAmount used = job.Cores ?? job.Estimate.Cores;
            CpuCommitment.Committed(job, job.StartedAt + CpuCommitment.StartReservation, contended: false)
                .ShouldBe(HasDoneNothing(job) ? CoreAmount.Max(used, job.Estimate.Cores * CpuCommitment.LateShare) : used, "P5");
            CpuCommitment.Committed(job, job.StartedAt + CpuCommitment.LatestLoad, contended: false).ShouldBe(used, "P5");
        }
    }

    /// <summary>Whether a job would be one, at the end of its start reservation, that may load or wait before it computes: neither now nor so far did it use a tenth of what it is believed to.</summary>
    static bool HasDoneNothing(in RunningJob job) =>
        job.Cores <= job.Estimate.Cores * CpuCommitment.IdleShare && job.CpuTime < CpuCommitment.StartReservation * (CpuCommitment.IdleShare * job.Estimate.Cores.Cores);

    void P6_More_room_never_holds_the_first_job(in Situation situation, GovernorPolicy policy, Plan plan)
    {
        if (situation.Queue.IsEmpty || !plan.Decisions[0].Starts) return;
        LoadSample load = situation.Load;

        // The probe stays where the decision left it: how a trial ends on another machine is another question.
        AdmissionState state = situation.State with { Yield = plan.State.Yield };
        Check(load with { MemoryAvailable = load.MemoryAvailable + ByteSize.MiB(500) }, situation);
        Check(load with { BusyCores = load.BusyCores * 0.8 }, situation);
        Check(load with { Capacity = load.Capacity with { MachineCpus = load.Capacity.MachineCpus + 2, UsableCpus = load.Capacity.UsableCpus + 2 } }, situation);

        void Check(LoadSample better, in Situation before)
        {
            var after = new Situation
            {
                Now = before.Now, Load = better, LoadTakenAt = before.LoadTakenAt, OwnCores = before.OwnCores, Done = before.Done, Queue = before.Queue, Running = before.Running, State = state,
            };
            Governor.Decide(after, policy, _again);
            _again.Decisions[0].Starts.ShouldBeTrue("P6");
        }
    }

    static void P7_Nobody_takes_the_room_that_is_kept_for_another(in Situation situation, GovernorPolicy policy, Plan plan)
    {
        if (plan.FirstHeld is not { } held || !(situation.Now - situation.Queue[held].HeldSince > TimeSpan.FromSeconds(15)) || plan.Decisions[held].Because.Gate != Gate.Memory) return;
        var budget = MemoryBudget.Of(situation, policy);
        double promised = budget.Outstanding + MemoryBudget.Needed(situation.Queue[held].Estimate);
        for (int i = 0; i < situation.Queue.Length; i++)
        {
            if (!plan.Decisions[i].Starts) continue;
            promised += MemoryBudget.Needed(situation.Queue[i].Estimate);
            if (i > held) promised.ShouldBeLessThanOrEqualTo(budget.Headroom!.Value + Nothing, "P7");
        }
    }

    void P8_Nothing_goes_to_and_fro(in Situation situation, Plan plan)
    {
        TimeSpan second = TimeSpan.FromSeconds(1);
        int level = plan.State.Memory.IsShort ? 1 : 0;
        if (level > _level) _roseAt = situation.Now;
        if (level < _level)
        {
            (situation.Now - _roseAt < second || situation.Now - _fellAt < second).ShouldBeFalse("P8");
            _fellAt = situation.Now;
        }

        _level = level;
        if (plan.MemoryStep is not { Kind: MemoryStepKind.Suspend or MemoryStepKind.Resume } step) return;
        bool nothingElseRuns = step is { Kind: MemoryStepKind.Resume, Because.Gate: Gate.Progress };
        if (!nothingElseRuns && _steppedAt.TryGetValue(step.Job, out TimeSpan at)) (situation.Now - at).ShouldBeGreaterThanOrEqualTo(second, "P8");
        _steppedAt[step.Job] = situation.Now;
    }

    void P9_The_ladder_leaves_somebody_running(in Situation situation, Plan plan)
    {
        int active = 0, suspended = 0, ending = 0;
        foreach (RunningJob job in situation.Running)
        {
            if (job.IsEnding) ending++;
            else if (job.IsSuspended) suspended++;
            else active++;
        }

        ending.ShouldBeLessThanOrEqualTo(1, "P9: never two victims");
        bool standsStill = active == 0 && suspended > 0 && ending == 0 && plan.MemoryStep is not { Kind: MemoryStepKind.Resume };
        _stoodSince = standsStill ? _stoodSince ?? situation.Now : null;
        if (standsStill) (situation.Now - _stoodSince!.Value).TotalSeconds.ShouldBeLessThanOrEqualTo(0.1 + Nothing, "P9: all are suspended");
        if (plan.MemoryStep is not { } step) return;
        if (step.Kind == MemoryStepKind.Suspend) active.ShouldBeGreaterThan(1, "P9: the last that runs is suspended");
        if (step.Kind == MemoryStepKind.End) (active + suspended, ending).ShouldBeOneOf(Enumerable.Range(2, 1000).Select(left => (left, 0)).ToArray());
    }

    static void P12_Each_refusal_has_one_reason_with_its_numbers(Plan plan)
    {
        foreach (Decision decision in plan.Decisions)
        {
            (Gate gate, double used, double needed, double limit) = decision.Because;
            decision.Starts.ShouldBe(gate <= Gate.Alone, "P12");
            if (!decision.Starts) (used + needed).ShouldBeGreaterThan(limit, $"P12: {decision}");
        }
    }
}
