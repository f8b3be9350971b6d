using Flyball.Admission;

namespace Flyball.Tests.Admission;

/// <summary>How the yield probe opens its limit, and when it begins to measure instead.</summary>
public sealed class YieldOpeningTests
{
    [Fact]
    public void A_limit_that_does_not_bind_is_left_where_it_is()
    {
        ProbeLine line = Opening(8, waits: 0);
        YieldState state = line.After(0.1, running: 1, waits: 0);
        (state.Limit, state.Since.At).ShouldBe((8, line.Now));
    }

    [Theory]
    [InlineData(8, 8, false)]
    [InlineData(1, 1, true)]
    public void When_many_that_move_bytes_came_to_run_fewer_are_asked_about_first(int running, double limit, bool isSlowStart)
    {
        YieldState state = Opening(64).After(0.1, running, bytes: 100e6);
        (state.Stage, state.Limit, state.IsSlowStart, state.GoesDown).ShouldBe((YieldStage.Watching, limit, isSlowStart, !isSlowStart));
    }

    [Fact]
    public void Jobs_that_are_neither_idle_nor_busy_are_looked_at_twice_and_then_measured()
    {
        ProbeLine line = Opening(8);
        YieldState once = line.After(0.1, running: 8, cores: 0.1), twice = line.After(0.1, running: 8, cores: 0.1);
        (once.Stage, once.WasActive, once.Since).ShouldBe((YieldStage.Opening, true, once.Seen));
        (twice.Stage, twice.Limit).ShouldBe((YieldStage.Watching, 8));
    }

    [Theory]
    [InlineData(0.1, 0.07, true)]
    [InlineData(0.1, 0.1, false)]
    [InlineData(0.1, 0.01, true)]
    [InlineData(0.25, 0.055, false)]
    [InlineData(1, 0.07, false)]
    public void What_a_young_job_took_to_begin_with_is_left_out(double age, double cores, bool opens) =>
        Opening(8).After(0.1, running: 8, cores: cores, age: age).Limit.ShouldBe(opens ? 64 : 8);

    [Fact]
    public void A_job_that_has_taken_less_than_a_start_does_not_make_up_for_another() =>
        Each([Young(cpuSeconds: 0), Young(cpuSeconds: 0.015)]).Limit.ShouldBe(8);

    [Fact]
    public void A_single_job_that_is_old_enough_speaks_for_all()
    {
        Scene young = Scene.Machine(cpus: 2).Runs(7, cores: 0.1, age: 0.01, source: EstimateSource.Learned);
        Each([Young(cpuSeconds: 0.015), young]).Limit.ShouldBe(8);
    }

    [Theory]
    [InlineData(0.001, 64)]
    [InlineData(0.1, 8)]
    public void Of_jobs_none_of_which_is_old_enough_the_cores_of_all_count(double cores, double limit) =>
        Opening(8).After(0.05, running: 8, cores: cores, age: 0.05).Limit.ShouldBe(limit);

    [Fact]
    public void What_has_ended_meanwhile_counts_where_nothing_runs()
    {
        Scene none = Scene.Machine(cpus: 2).Waits(64, cores: 0.001, source: EstimateSource.Learned, siblings: 1000);
        Each([none], doneSeconds: 0.008).Limit.ShouldBe(8);
    }

    [Fact]
    public void The_limit_follows_the_cap() => Opening(64).After(0.1, running: 1, cap: 5).Limit.ShouldBe(5);

    [Fact]
    public void The_most_bytes_are_seen_from_one_look_to_the_next_and_half_is_forgotten_in_two_minutes()
    {
        ProbeLine line = Opening(8);
        line.After(0.05, running: 1, bytes: 100e6).PeakBytes.ShouldBe(100e6, 1e5);
        line.After(120, running: 1, bytes: 1e6).PeakBytes.ShouldBe(50e6, 1e5);
    }

    static Scene Young(double cpuSeconds)
    {
        Scene scene = Scene.Machine(cpus: 2).Runs(1, cores: 0.1, age: 0.1, source: EstimateSource.Learned);
        return scene with { Running = [scene.Running[0] with { CpuTime = TimeSpan.FromSeconds(cpuSeconds) }] };
    }

    /// <summary>What the probe makes of the running jobs of all scenes a tenth of a second after it began to look.</summary>
    static YieldState Each(Scene[] scenes, double doneSeconds = 0)
    {
        var since = new WorkDone(TimeSpan.FromSeconds(999.9), TimeSpan.Zero, 0);
        var state = new YieldState { Limit = 8, Stage = YieldStage.Opening, Binds = true, Backoff = YieldProbe.FirstBackoff, Since = since, Seen = since };
        Scene scene = scenes[0] with { Running = [.. scenes.SelectMany(each => each.Running)], Done = new(TimeSpan.FromSeconds(1000), TimeSpan.FromSeconds(doneSeconds), 0), State = new() { Yield = state } };
        return YieldProbe.Next(scene.Situation, cap: 64);
    }

    static ProbeLine Opening(double limit, int waits = 64)
    {
        var line = new ProbeLine(new() { Limit = limit, Stage = YieldStage.Opening, Backoff = YieldProbe.FirstBackoff });
        line.After(0, running: 0, waits: waits);
        return line;
    }
}
