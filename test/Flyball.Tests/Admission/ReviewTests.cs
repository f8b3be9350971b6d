using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Admission;

/// <summary>When the governor wants to be asked again though nothing happens.</summary>
public class ReviewTests
{
    [Fact]
    public void Never_when_nothing_waits_and_nothing_runs() => Scene.Machine().Decide().ReviewAt.ShouldBeNull();

    [Fact]
    public void Never_when_everything_runs_and_memory_cannot_be_seen() =>
        Scene.Machine().With(load => load with { MemoryAvailable = null }).Runs().Waits(2).Decide().ReviewAt.ShouldBeNull();

    [Fact]
    public void After_a_second_when_everything_starts_to_see_what_memory_it_takes() => After(Scene.Machine().Waits(2)).ShouldBe(1);

    [Fact]
    public void After_a_second_when_quiet_jobs_run_and_nothing_waits() => After(Scene.Machine().Runs(2)).ShouldBe(1);

    [Theory]
    [InlineData(8, 0, 1)]
    [InlineData(4, 5, 0.37)]
    [InlineData(1.5, 0.1, 0.1)]
    [InlineData(0.2, 0.1, 0.05)]
    [InlineData(0.2, 0, 0.1)]
    public void The_sooner_the_less_memory_is_left_and_the_faster_it_is_filled(double gib, double gibPerSecond, double seconds) =>
        After(Scene.Machine().Free(gib).Runs([Scene.Growing(gibPerSecond)])).ShouldBe(seconds, 0.001);

    [Fact]
    public void Soon_when_the_CPUs_are_short() => After(Scene.Machine().Busy(4).Runs().Waits()).ShouldBe(0.1);

    [Fact]
    public void Soon_when_jobs_are_being_tried() => After(Scene.Machine().Runs(4, cores: 0.1, age: 0, source: EstimateSource.Learned).Waits(1, cores: 0.1, source: EstimateSource.Learned)).ShouldBe(0.05);

    [Fact]
    public void Soon_when_the_first_of_its_kind_has_not_shown_yet_what_it_uses() =>
        After(Scene.Machine(cpus: 1).Runs(1, age: 0, source: EstimateSource.Assumed).Waits(1, source: EstimateSource.Assumed)).ShouldBe(0.05);

    [Fact]
    public void Not_so_soon_when_it_never_will() => After(Scene.Machine(cpus: 1).Runs(1, age: 5, source: EstimateSource.Assumed).Waits(1, source: EstimateSource.Assumed)).ShouldBe(0.1);

    [Fact]
    public void Later_when_only_the_cap_holds() => After(Scene.Machine().AtMost(1).Runs().Waits()).ShouldBe(0.5);

    [Theory]
    [InlineData(0.05, 0.1)]
    [InlineData(0.5, 0.1)]
    [InlineData(8, 1)]
    public void In_the_time_that_filling_the_memory_takes_when_it_is_short(double gib, double seconds) => After(Scene.Machine().Free(gib).Runs().Waits(mib: 9000)).ShouldBe(seconds, 0.001);

    [Fact]
    public void Soon_when_memory_has_come_free_for_which_a_job_waits() => After(Scene.Machine().Free(8).Runs().Waits(mib: 9000) with { MemoryReturned = ByteSize.GiB(0.1) }).ShouldBe(0.05);

    [Fact]
    public void As_soon_as_the_most_urgent_of_all_says() => After(Scene.Machine().Busy(2, own: 2).Free(8).Runs(2).Waits(1, mib: 9000).Waits(1, cores: 4)).ShouldBe(0.1);

    [Fact]
    public void The_sooner_the_more_jobs_run_of_which_nobody_knows_how_they_grow() => After(Scene.Machine().Free(8).Runs(5)).ShouldBe(0.77, 0.01);

    [Fact]
    public void While_nothing_runs_a_hold_for_memory_is_looked_at_the_sooner_the_less_is_left() =>
        After(Scene.Machine().Free(0.8).Waits(mib: 900)).ShouldBe(0.8, 0.001);

    [Fact]
    public void A_limit_on_memory_is_looked_at_each_half_second_whatever_the_rule()
    {
        ByteSize least = ByteSize.GiB(1);
        After(Scene.Machine().Runs().By(new GovernorPolicy { MinAvailableMemory = least })).ShouldBe(0.5);
        After(Scene.Machine().Runs().By(new PlainPolicy { MinAvailableMemory = least })).ShouldBe(0.5);
        Scene.Machine().Runs().By(new PlainPolicy()).Decide().ReviewAt.ShouldBeNull();
    }

    static double After(Scene scene) => (scene.Decide().ReviewAt!.Value - scene.Now).TotalSeconds;
}
