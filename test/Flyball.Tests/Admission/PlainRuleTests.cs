using Flyball.Admission;

namespace Flyball.Tests.Admission;

/// <summary>The plain rule: the least busy core, free memory, one start in each polling period.</summary>
public class PlainRuleTests
{
    [Fact]
    public void One_job_starts_in_each_polling_period()
    {
        Scene scene = Plain().Cores(0, 0).LastStarted(1).Waits(3);
        scene.Gates().ShouldBe([Gate.Fits, Gate.Pace, Gate.Pace]);
        (scene with { State = scene.Decide().State, Now = scene.Now + TimeSpan.FromSeconds(0.4) }).First().ShouldBe(new(Gate.Pace, 0, 0.5, 0.4));
        (scene with { State = scene.Decide().State, Now = scene.Now + TimeSpan.FromSeconds(0.5) }).Gates().ShouldBe([Gate.Fits, Gate.Pace, Gate.Pace]);
    }

    [Fact]
    public void The_first_job_of_all_need_not_wait() => (Plain().Cores(0) with { State = default }).Waits().Gates().ShouldBe([Gate.Fits]);

    [Fact]
    public void The_least_busy_core_decides()
    {
        Plain().Cores(1, 0.5, 0.9).LastStarted(0.5).Waits().Gates().ShouldBe([Gate.Fits]);
        Plain().Cores(1, 0.6, 0.9).LastStarted(0.5).Waits().First().ShouldBe(new(Gate.LeastBusyCore, 0.6, 0, 0.51));
    }

    [Fact]
    public void The_threshold_rises_while_nothing_starts_and_falls_back_after_a_start()
    {
        Scene scene = Plain().Cores(0.6).LastStarted(6).Waits(2);
        scene.First().ShouldBe(new(Gate.Fits, 0, 0, 0.62));
        (scene with { State = scene.Decide().State, Now = scene.Now + TimeSpan.FromSeconds(1) }).First().ShouldBe(new(Gate.LeastBusyCore, 0.6, 0, 0.52));
    }

    [Fact]
    public void A_share_of_the_memory_stays_free_after_a_start()
    {
        Plain().Cores(0).Free(3).Runs().LastStarted(1).Waits(mib: 1.4 * 1024).Gates().ShouldBe([Gate.Fits]);
        Plain().Cores(0).Free(3).Runs().LastStarted(1).Waits(mib: 1.6 * 1024).Gates().ShouldBe([Gate.Memory]);
        Plain().Cores(0).Free(1).Runs().LastStarted(1).Waits(mib: 9999, source: EstimateSource.Assumed).First().Needed.ShouldBe(0, "nobody knows its size");
        Plain().Cores(0).Free(1).LastStarted(1).Waits(mib: 9999).Gates().ShouldBe([Gate.Fits], "nothing else runs");
    }

    [Fact]
    public void Two_jobs_per_CPU_is_the_cap_unless_the_user_sets_one()
    {
        Plain().Cores(0).Runs(8).LastStarted(1).Waits().First().ShouldBe(new(Gate.Cap, 8, 1, 8));
        Plain().Cores(0).Runs(8).LastStarted(1).AtMost(9).Waits().Gates().ShouldBe([Gate.Fits]);
    }

    [Fact]
    public void A_machine_that_cannot_be_read_holds_nobody() =>
        Plain().With(load => load with { MemoryAvailable = null, CoreUtilization = default }).Runs().LastStarted(1).Waits().Gates().ShouldBe([Gate.Fits]);

    [Fact]
    public void Polls_keep_their_distance_from_the_last_start()
    {
        Scene scene = Plain().Cores(1).LastStarted(0.3).Waits();
        (scene.Decide().ReviewAt - scene.Now).ShouldBe(TimeSpan.FromSeconds(0.2));
        (scene.LastStarted(3).Decide().ReviewAt - scene.Now).ShouldBe(TimeSpan.FromSeconds(0.5));
        (scene with { Queue = [] }).Decide().ReviewAt.ShouldBeNull();
    }

    static Scene Plain() => Scene.Machine(cpus: 4).By(new PlainPolicy());
}

static class CoreUtilization
{
    public static Scene Cores(this Scene scene, params double[] cores) => scene.With(load => load with { CoreUtilization = cores });
}
