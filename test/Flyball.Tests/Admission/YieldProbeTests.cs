using Flyball.Admission;

namespace Flyball.Tests.Admission;

/// <summary>The limit on jobs at once that yield finds, step by step. Jobs leave the CPUs alone unless said.</summary>
public class YieldProbeTests
{
    [Fact]
    public void What_is_not_measured_is_not_limited() => Scene.Machine().Waits(40, cores: 0.05, source: EstimateSource.Learned, siblings: 40).Decide().Starts.ShouldBe(40);

    [Fact]
    public void The_first_job_is_looked_at_before_others_follow() => new ProbeLine().Decide().Limit.ShouldBe(1);

    [Fact]
    public void A_job_is_held_by_the_limit_alone()
    {
        Scene scene = Scene.Machine().Runs(2, cores: 0.1, source: EstimateSource.Learned).Waits(1, cores: 0.1, source: EstimateSource.Learned, siblings: 9) with { State = new() { Yield = new() { Limit = 2 } } };
        scene.First().ShouldBe(new(Gate.Yield, 2, 1, 2));
        (scene with { State = new() { Yield = new() { Limit = 3 } } }).Gates().ShouldBe([Gate.Fits]);
    }

    [Fact]
    public void A_job_that_fills_a_core_does_not_count_and_is_not_held()
    {
        var limited = new AdmissionState { Yield = new() { Limit = 1 } };
        (Scene.Machine(cpus: 4).Runs(2, cores: 1, source: EstimateSource.Learned).Waits(1, cores: 0.1, source: EstimateSource.Learned, siblings: 9) with { State = limited }).Gates().ShouldBe([Gate.Fits]);
        (Scene.Machine(cpus: 4).Runs(1, cores: 0.1, source: EstimateSource.Learned).Waits(1, cores: 1, source: EstimateSource.Learned, siblings: 9) with { State = limited }).Gates().ShouldBe([Gate.Fits]);
    }

    [Fact]
    public void A_job_whose_cores_the_user_names_is_not_held()
    {
        var limited = new AdmissionState { Yield = new() { Limit = 1 } };
        (Scene.Machine(cpus: 4).Runs(1, cores: 0.1, source: EstimateSource.Learned).Waits(1, cores: 0.1) with { State = limited }).Gates().ShouldBe([Gate.Fits]);
    }

    [Fact]
    public void When_the_page_cache_is_too_small_every_job_counts() =>
        (Scene.Machine().Runs(1, cores: 1).Waits(1, cores: 1) with { State = new() { Yield = new() { Limit = 1, Thrashes = true } } }).Gates().ShouldBe([Gate.Yield]);

    [Fact]
    public void Jobs_that_sleep_open_the_limit_by_eight()
    {
        var line = new ProbeLine();
        line.Decide();
        line.After(0.1, running: 1).Limit.ShouldBe(8);
        line.After(0.1, running: 8).Limit.ShouldBe(64);
    }

    [Fact]
    public void What_the_youngest_show_does_not_let_all_in()
    {
        var line = new ProbeLine();
        line.Decide();
        line.After(0.05, running: 1, age: 0.05).Limit.ShouldBe(8);
        line.After(0.05, running: 8, cores: 0.1, age: 0.05).Limit.ShouldBe(8);
        line.After(0.05, running: 8, cores: 0.1, age: 0.1).Limit.ShouldBe(8);
    }

    [Fact]
    public void Jobs_that_wait_for_many_small_writes_follow_by_eight_and_soon()
    {
        var line = new ProbeLine { Writes = true };
        line.Decide();
        line.After(0.05, running: 1, bytes: 200e6, pieces: 3000);
        line.After(0.1, running: 1, bytes: 200e6, pieces: 3000).Limit.ShouldBe(8);
        line.After(0.05, running: 8, bytes: 350e6, pieces: 5500);
        YieldState state = line.After(0.1, running: 8, bytes: 350e6, pieces: 5500);
        (state.Limit, state.Found).ShouldBe((64, 64));
    }

    [Fact]
    public void Where_each_large_piece_takes_long_one_job_fills_the_medium_and_no_other_is_tried_for_a_while()
    {
        var line = new ProbeLine { Writes = true };
        line.Decide();
        line.After(0.05, running: 1, bytes: 20e6, pieces: 20);
        TimeSpan begin = line.Now;
        YieldState state;
        do state = line.After(0.1, running: 1, bytes: 20e6, pieces: 20);
        while (state.Limit == 1);
        (line.Now - begin).TotalSeconds.ShouldBeInRange(8, 64);
    }

    [Theory]
    [InlineData(0.2, 100e6, false)]
    [InlineData(0.2, 40e6, true)]
    [InlineData(16, 100e6, true)]
    public void A_second_reader_follows_only_where_the_page_cache_holds_what_both_have_read(double gib, double bytes, bool follows)
    {
        var line = new ProbeLine { Gib = gib };
        line.Decide();
        line.After(0.05, running: 1, bytes, pieces: 400);
        line.After(0.3, running: 1, bytes, pieces: 400, age: 0.35);
        line.After(1.5, running: 1, bytes, pieces: 400, age: 1.85).Limit.ShouldBe(follows ? 2 : 1);
    }

    [Fact]
    public void Where_little_memory_can_be_full_within_a_second_it_is_waited_for_what_a_reader_reads()
    {
        var line = new ProbeLine { Gib = 0.2 };
        line.Decide();
        line.After(0.05, running: 1, bytes: 120e6, pieces: 400, age: 0.05);
        line.After(0.3, running: 1, bytes: 120e6, pieces: 400, age: 0.35).IsSlowStart.ShouldBeTrue();
        YieldState state = line.After(0.6, running: 1, bytes: 120e6, pieces: 400, age: 0.95);
        (state.Limit, state.Found, state.IsSlowStart).ShouldBe((1, 1, false));
    }

    [Fact]
    public void More_jobs_that_move_bytes_follow_while_more_is_moved()
    {
        var line = new ProbeLine();
        line.Decide();
        line.After(0.1, running: 1, bytes: 100e6);
        line.After(0.3, running: 1, bytes: 100e6).Limit.ShouldBe(2);
        line.After(0.1, running: 2, bytes: 160e6);
        line.After(0.3, running: 2, bytes: 160e6).Limit.ShouldBe(4);
        line.After(0.1, running: 4, bytes: 165e6);
        YieldState state = line.After(0.3, running: 4, bytes: 165e6);
        state.Limit.ShouldBe(2);
        state.Found.ShouldBe(2);
        (state.FrozenUntil - line.Now).ShouldBe(YieldProbe.FirstBackoff);
    }

    [Fact]
    public void A_disk_that_is_full_is_asked_less_and_less_often()
    {
        var line = new ProbeLine();
        line.Decide();
        line.After(0.1, running: 1, bytes: 100e6);
        line.After(0.3, running: 1, bytes: 100e6);
        line.After(0.1, running: 2, bytes: 100e6);
        line.After(0.3, running: 2, bytes: 100e6).Limit.ShouldBe(1);
        int more = 0;
        for (int i = 0; i < 500; i++) more += line.After(0.1, running: 1, bytes: 100e6).Limit > 1 ? 1 : 0;
        more.ShouldBe(0);
    }

    [Fact]
    public void Rising_refaults_end_a_trial_at_once()
    {
        var line = new ProbeLine();
        line.Decide();
        line.After(0.1, running: 1, bytes: 100e6);
        line.After(0.3, running: 1, bytes: 100e6, refaults: 100).Limit.ShouldBe(2);
        line.After(0.1, running: 2, bytes: 200e6, refaults: 100);
        YieldState state = line.After(0.1, running: 2, bytes: 200e6, refaults: 40_000);
        (state.Limit, state.Thrashes).ShouldBe((1, true));
    }

    [Fact]
    public void Refaults_that_were_not_there_before_halve_the_limit()
    {
        var line = new ProbeLine(new() { Limit = 8, Stage = YieldStage.Watching, Backoff = YieldProbe.FirstBackoff });
        line.Decide();
        line.After(0.6, running: 8, bytes: 100e6, refaults: 30_000).Found.ShouldBe(4);
        line.After(0.6, running: 7, bytes: 100e6, refaults: 30_000).Limit.ShouldBe(4);
        line.After(0.6, running: 4, bytes: 100e6, refaults: 30_000).Limit.ShouldBe(2);
    }

    [Fact]
    public void Nothing_moves_while_another_gate_binds()
    {
        var line = new ProbeLine(new() { Limit = 4, Stage = YieldStage.Watching, Backoff = YieldProbe.FirstBackoff });
        line.Decide();
        for (int i = 0; i < 100; i++) line.After(0.5, running: 2, bytes: 100e6, waits: 0).Limit.ShouldBe(4);
    }

    [Fact]
    public void Nothing_moves_while_the_CPUs_are_busy()
    {
        var line = new ProbeLine(new() { Limit = 4, Stage = YieldStage.Watching, Backoff = YieldProbe.FirstBackoff }) { Busy = 1.9 };
        line.Decide();
        for (int i = 0; i < 100; i++) line.After(0.5, running: 4, bytes: 100e6).Limit.ShouldBe(4);
    }

    [Fact]
    public void A_run_begins_where_an_earlier_one_has_ended() => new ProbeLine { Known = 5 }.Decide().Limit.ShouldBe(5);
}
