using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Admission;

/// <summary>The rules of the governor, one example each, on a machine of 4 CPUs and 10 GiB.</summary>
public class GovernorTests
{
    static readonly double s_grace = Aggressiveness.Balanced.Grace.TotalSeconds;

    [Fact]
    public void An_idle_machine_is_filled_in_one_decision() => Scene.Machine(cpus: 4).Waits(6).Gates().ShouldBe([Gate.Fits, Gate.Fits, Gate.Fits, Gate.Fits, Gate.Cpu, Gate.Cpu]);

    [Fact]
    public void Nothing_running_always_admits_the_first_job() =>
        Scene.Machine().Busy(4).Free(0).LastStarted(s_grace).Waits(2, mib: 100).Gates().ShouldBe([Gate.Progress, Gate.MemoryShort]);

    [Fact]
    public void By_default_the_first_job_is_never_held() =>
        Scene.Machine().By(Aggressiveness.Balanced).Busy(4).Free(0).LastStarted(0).Waits(2, mib: 100).Gates().ShouldBe([Gate.Progress, Gate.MemoryShort]);

    [Fact]
    public void A_level_may_let_the_first_job_wait() => Scene.Machine().Busy(4).LastStarted(s_grace - 0.1).Waits().Gates().ShouldBe([Gate.Cpu]);

    [Fact]
    public void What_others_keep_busy_is_not_ours_to_give() => Scene.Machine().Busy(3).Waits(2).Gates().ShouldBe([Gate.Fits, Gate.Cpu]);

    [Fact]
    public void Others_that_the_kernel_lets_go_first_are_not_waited_for() =>
        Scene.Machine(cpus: 4).By(new GovernorPolicy { CountsOthers = false }).Busy(4).Contended().Runs(1, uses: 1).Waits(5).Gates().ShouldBe([Gate.Fits, Gate.Fits, Gate.Fits, Gate.Cpu, Gate.Cpu]);

    [Fact]
    public void What_our_own_jobs_keep_busy_is_not_counted_as_foreign_too() =>
        Scene.Machine().Busy(3, own: 3).Runs(3).Waits(2).Gates().ShouldBe([Gate.Fits, Gate.Cpu]);

    [Fact]
    public void A_job_counts_at_what_it_uses_once_it_has_had_time_to_show_it() =>
        Scene.Machine().Busy(0.4, own: 0.4).Runs(4, uses: 0.1, age: 5).Waits().Gates().ShouldBe([Gate.Fits]);

    [Fact]
    public void A_job_just_started_counts_at_its_estimate() => Scene.Machine().Busy(0.4, own: 0.4).Runs(4, uses: 0.1, age: 0).Waits().First().ShouldBe(new(Gate.Cpu, 4, 0.75, 4));

    [Fact]
    public void Under_contention_a_job_counts_at_its_estimate_however_old_it_is() =>
        Scene.Machine().Busy(4, own: 2).Contended().Runs(4, uses: 0.5).Waits().First().Used.ShouldBe(2 + 4);

    [Fact]
    public void Under_contention_a_job_that_sleeps_counts_at_what_it_uses() =>
        Scene.Machine().Busy(0.2, own: 0.2).Contended().Runs(4, uses: 0.05).Waits().First().Used.ShouldBe(0.2, 1e-9);

    [Fact]
    public void Without_pressure_two_crowded_samples_in_a_row_mean_contention()
    {
        Scene scene = Scene.Machine().Busy(4, own: 2).Runs(4, uses: 0.5).Waits().With(load => load with { CpuPressure = null, Runnable = 9 });
        AdmissionState first = scene.Decide().State;
        first.CrowdedTwice.ShouldBeFalse();
        (scene with { State = first }).Decide().State.CrowdedTwice.ShouldBeFalse("it is the same sample");
        AdmissionState second = (scene with { State = first }).With(load => load with { At = load.At + TimeSpan.FromSeconds(0.1) }).Decide().State;
        second.CrowdedTwice.ShouldBeTrue();
        (scene with { State = second }).First().Used.ShouldBe(2 + 4);
    }

    [Fact]
    public void Crowds_are_forgotten_when_they_cannot_be_counted_any_more()
    {
        Scene scene = Scene.Machine().Busy(4, own: 2).Runs(4, uses: 0.5).Waits().With(load => load with { CpuPressure = null });
        scene = scene with { State = scene.State with { Crowded = true, CrowdedTwice = true } };
        scene.First().Used.ShouldBe(2 + 2);
    }

    [Fact]
    public void Nothing_has_waited_where_nothing_waits() => Scene.Machine().LastStarted(5).Decide().State.WaitingSince.ShouldBeNull();

    [Fact]
    public void Before_there_are_rates_runnable_tasks_tell_of_others() =>
        Scene.Machine().With(load => load with { BusyCores = null, Runnable = 4 }).Waits().First().ShouldBe(new(Gate.Cpu, 4, 0.75, 4));

    [Fact]
    public void A_quota_tighter_than_the_machine_bounds_us() => Scene.Machine(cpus: 8, quota: 2).Waits(4).Gates().ShouldBe([Gate.Fits, Gate.Fits, Gate.Cpu, Gate.Cpu]);

    [Fact]
    public void What_others_of_our_group_keep_busy_is_taken_from_the_quota() =>
        Scene.Machine(cpus: 8, quota: 2).With(load => load with { QuotaGroupBusyCores = 1.5 }).Waits().First().ShouldBe(new(Gate.Cpu, 1.5, 0.75, 2));

    [Fact]
    public void A_full_machine_bounds_us_even_below_the_quota() => Scene.Machine(cpus: 8, quota: 2).Busy(7.5).Waits().First().ShouldBe(new(Gate.Cpu, 7.5, 0.75, 8));

    [Fact]
    public void A_job_that_asks_for_more_cores_than_there_are_gets_all_of_them() =>
        Scene.Machine().Waits(1, cores: 100).Waits(1, cores: 0.1).Gates().ShouldBe([Gate.Fits, Gate.Cpu]);

    [Fact]
    public void Under_contention_a_job_that_wants_a_CPU_counts_whole_though_it_gets_next_to_nothing()
    {
        Gate With(bool wantsCpu) => Scene.Machine().Contended().Busy(2.5, own: 0.1)
            .Runs([new RunningJob(default, new() { Cores = CoreAmount.One, Memory = ByteSize.Zero }, TimeSpan.Zero, CoreAmount.FromCores(0.05), ByteSize.Zero, wantsCpu)])
            .Waits().Gates()[0];
        With(wantsCpu: true).ShouldBe(Gate.Cpu);
        With(wantsCpu: false).ShouldBe(Gate.Fits);
    }

    [Fact]
    public void Escalation_raises_the_CPU_target_and_falls_back_after_one_start()
    {
        // After grace and half the ramp the target is 4 · 1.25; afterwards it is 4 again.
        Scene scene = Scene.Machine().Busy(4).Runs(1, uses: 0).LastStarted(s_grace + 15).Waits(2);
        scene.Decide().Escalation.ShouldBe(0.5);
        scene.Decide().Decisions.ToArray().Select(decision => decision.Because).ShouldBe([new(Gate.Fits, 4, 0.75, 5), new(Gate.Cpu, 5, 0.75, 4)]);
        (scene with { State = scene.Decide().State }).Gates().ShouldBe([Gate.Cpu, Gate.Cpu]);
    }

    [Fact]
    public void Important_jobs_escalate_sooner() =>
        new[] { -10, 0, 10 }.Select(priority => Scene.Machine().Busy(4).LastStarted(s_grace + 10).Waits(priority: priority).Decide().Escalation).ShouldBe([1 / 6.0, 1 / 3.0, 2 / 3.0], 1e-9);

    [Fact]
    public void No_wait_makes_memory_available() => Scene.Machine().Free(1).Runs().LastStarted(1000).Waits(mib: 1000).Gates().ShouldBe([Gate.Memory]);

    [Fact]
    public void A_later_job_that_fits_may_pass_one_that_does_not() =>
        Scene.Machine().Free(2).Runs().Waits(1, mib: 8000, heldFor: 14).Waits(1, mib: 100).Gates().ShouldBe([Gate.Memory, Gate.Fits]);

    [Fact]
    public void Room_is_kept_for_a_job_held_for_fifteen_seconds() =>
        Scene.Machine().Free(2).Runs().Waits(1, mib: 8000, heldFor: 15.1).Waits(1, mib: 100).Waits(1).Gates().ShouldBe([Gate.Memory, Gate.ReservedMemory, Gate.ReservedMemory]);

    [Fact]
    public void Cores_are_kept_too() =>
        Scene.Machine().Busy(2, own: 2).Runs(2).Waits(1, cores: 4, heldFor: 15.1).Waits(1, cores: 1).Gates().ShouldBe([Gate.Cpu, Gate.ReservedCpu]);

    [Fact]
    public void While_room_is_kept_nothing_behind_starts_however_small() =>
        Scene.Machine(cpus: 8).Busy(6, own: 6).Runs(6).Waits(1, cores: 4, heldFor: 15.1).Waits(1, cores: 0).Runs(1, uses: 0).Gates().ShouldBe([Gate.Cpu, Gate.ReservedCpu]);

    [Fact]
    public void Only_the_first_held_job_is_noted()
    {
        Plan plan = Scene.Machine().Busy(4).Runs().Waits(3).Decide();
        plan.FirstHeld.ShouldBe(0);
        Scene.Machine().Waits(6).Decide().FirstHeld.ShouldBe(4);
        Scene.Machine().Waits(1).Decide().FirstHeld.ShouldBeNull();
    }

    [Fact]
    public void The_cap_counts_jobs_whatever_they_need() =>
        Scene.Machine().AtMost(3).Runs(2, cores: 0).Waits(2, cores: 0).Decide().Decisions.ToArray().Select(decision => decision.Because)
            .ShouldBe([new(Gate.Fits, 0, 0, 4), new(Gate.Cap, 3, 1, 3)]);

    [Fact]
    public void Without_a_cap_waiting_jobs_stop_at_sixty_four() => Scene.Machine().Runs(60, cores: 0).Waits(6, cores: 0).Decide().Starts.ShouldBe(4);
}
