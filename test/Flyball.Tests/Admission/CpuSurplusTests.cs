using Flyball.Admission;
using Flyball.Load;

namespace Flyball.Tests.Admission;

/// <summary>Cores that stay idle although the budget believes them taken.</summary>
public class CpuSurplusTests
{
    [Fact]
    public void Cores_that_idle_while_jobs_are_held_for_them_are_given_away_by_and_by()
    {
        Pass(seconds: 1, busy: 2, held: true).Surplus.ShouldBe(0.3 * 0.47, 1e-9);
        Pass(seconds: 3, busy: 2, held: true).Surplus.ShouldBe(3 * 0.3 * 0.47, 1e-9);
    }

    [Fact]
    public void There_is_an_end_to_it() => Pass(seconds: 60, busy: 1, held: true).Surplus.ShouldBe(0.5);

    [Fact]
    public void Nothing_is_given_away_while_nobody_wants_it() => Pass(seconds: 60, busy: 1, held: false).Surplus.ShouldBe(0);

    [Fact]
    public void Full_cores_take_it_back() => Pass(seconds: 100, busy: 4, held: true, from: 0.5).Surplus.ShouldBe(0, 1e-9);

    [Fact]
    public void What_others_use_is_not_given_away()
    {
        var state = new AdmissionState { Surplus = 0.4 };
        CpuSurplus.Share(state, new CpuPool(4, 0, 0)).ShouldBe(0.4);
        CpuSurplus.Share(state, new CpuPool(4, 1, 0)).ShouldBe(0.3, 1e-9);
        CpuSurplus.Share(state, new CpuPool(4, 9, 0)).ShouldBe(0);
    }

    [Fact]
    public void A_decision_that_holds_a_job_for_want_of_cores_hands_that_on()
    {
        Scene scene = Scene.Machine(cpus: 2).Busy(1, own: 1).Runs(2).Waits();
        scene = scene with { State = scene.Decide().State };
        scene.With(load => load with { At = load.At + TimeSpan.FromSeconds(1) }).Decide().State.Surplus.ShouldBe(0.3 * 0.47, 1e-9);
    }

    static AdmissionState Pass(int seconds, double busy, bool held, double from = 0)
    {
        LoadSample load = Scene.Machine(cpus: 4).Busy(busy).Load;
        var state = new AdmissionState { Surplus = from, SurplusAt = load.At, HeldForCpu = held };
        for (int i = 0; i < seconds; i++)
        {
            load = load with { At = load.At + TimeSpan.FromSeconds(1) };
            state = CpuSurplus.Note(state, load, target: 1);
        }

        return state;
    }
}
