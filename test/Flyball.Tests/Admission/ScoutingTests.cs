using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Admission;

/// <summary>Jobs of whose template nobody knows the size: how many may be started before the first has shown it.</summary>
public sealed class ScoutingTests
{
    [Fact]
    public void An_unknown_job_waits_for_what_those_that_run_will_show() =>
        Scene.Machine(cpus: 16, gib: 4).Runs(7, cores: 0.1, mib: 500, holdsMib: 5, source: EstimateSource.Assumed).Waits(cores: 0.1, mib: 500, source: EstimateSource.Assumed).Waits(mib: 200)
            .Decide().Decisions.ToArray().Select(decision => decision.Because.Gate).ShouldBe([Gate.Scouting, Gate.Fits]);

    [Fact]
    public void One_that_would_not_fit_without_them_is_held_by_memory() =>
        Scene.Machine(cpus: 16, gib: 4).Runs(1, cores: 0.1, mib: 500, holdsMib: 5, source: EstimateSource.Assumed).Free(0.9).Waits(cores: 0.1, mib: 900, source: EstimateSource.Assumed).First().Gate.ShouldBe(Gate.Memory);

    [Fact]
    public void Where_memory_is_plenty_nobody_waits() =>
        Scene.Machine(cpus: 2, gib: 64).Runs(40, cores: 0.01, mib: 500, holdsMib: 5, source: EstimateSource.Assumed).Waits(cores: 0.01, mib: 500, source: EstimateSource.Assumed, siblings: 40).First().Gate.ShouldBe(Gate.Fits);

    [Fact]
    public void What_does_not_grow_is_small_after_half_a_second()
    {
        var use = new SiblingUse();
        Look(use, 0.05, 5);
        Look(use, 0.1, 5);
        Memory(use).ShouldBeLessThan(ByteSize.MiB(450));
        Look(use, 0.6, 5);
        Memory(use).ShouldBeLessThan(ByteSize.MiB(120));
        Look(use, 2, 5);
        Memory(use).ShouldBeLessThan(ByteSize.MiB(8));
    }

    [Fact]
    public void What_grows_is_believed_to_go_on()
    {
        var use = new SiblingUse();
        for (int i = 1; i <= 10; i++) Look(use, 0.1 * i, 50 * i);
        Memory(use).ShouldBeGreaterThan(ByteSize.MiB(2000));
    }

    [Fact]
    public void What_grows_slowly_is_believed_to_go_on_for_five_seconds()
    {
        var use = new SiblingUse();
        Look(use, 10, 100);
        Look(use, 10.1, 105);
        Memory(use, memoryPerCore: ByteSize.MiB(1)).ShouldBe((ByteSize.MiB(105) * 1.1) + ByteSize.MiB(250));
    }

    [Fact]
    public void What_a_job_holds_when_it_is_seen_at_its_start_is_no_growth()
    {
        var use = new SiblingUse();
        use.BeginRunning(TimeSpan.FromSeconds(1));
        use.Running(TimeSpan.Zero, TimeSpan.Zero, ByteSize.MiB(300), contended: false);
        Memory(use).ShouldBe(ByteSize.MiB(500));
    }

    [Fact]
    public void But_not_to_more_than_five_times_what_it_holds()
    {
        var use = new SiblingUse();
        for (int i = 1; i <= 10; i++) Look(use, 0.1 * i, 100 * i);
        Memory(use).ShouldBe(ByteSize.MiB(5100));
    }

    [Fact]
    public void The_first_end_shows_the_size()
    {
        var use = new SiblingUse();
        for (int i = 1; i <= 10; i++) Look(use, 0.1 * i, 50 * i);
        use.Ended(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), ByteSize.MiB(510), contended: false);
        Memory(use).ShouldBeLessThan(ByteSize.MiB(600));
    }

    static void Look(SiblingUse use, double at, double mib)
    {
        use.BeginRunning(TimeSpan.FromSeconds(at));
        use.Running(TimeSpan.Zero, TimeSpan.FromSeconds(at), ByteSize.MiB(mib), contended: false);
    }

    static ByteSize Memory(SiblingUse use, ByteSize? memoryPerCore = null) => use.EstimateFor(ResourceRequest.Unknown, memoryPerCore).Memory;
}
