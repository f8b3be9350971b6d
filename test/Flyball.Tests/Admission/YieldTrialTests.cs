using Flyball.Admission;

namespace Flyball.Tests.Admission;

/// <summary>One trial of the yield probe: from four jobs at once, which move 100 MB in each second, up to five or down to three.</summary>
public sealed class YieldTrialTests
{
    static readonly TimeSpan s_now = TimeSpan.FromSeconds(1000);
    static readonly WorkDone s_seen = new(s_now, TimeSpan.Zero, 0);
    static readonly YieldState s_up = new() { Stage = YieldStage.Trying, Limit = 5, BaseLimit = 4, Base = Moved(4, 100), PeakBytes = 200e6, Binds = true, Seen = s_seen, TriedAt = s_now - TimeSpan.FromSeconds(10), Backoff = YieldProbe.FirstBackoff };
    static readonly YieldState s_down = s_up with { Limit = 3, GoesDown = true };
    static readonly YieldState s_watching = s_up with { Stage = YieldStage.Watching, Limit = 4, BaseLimit = 0, Backoff = TimeSpan.FromSeconds(16) };

    [Theory]
    [InlineData(4, 5, nameof(YieldStage.Following))]
    [InlineData(5, 5, nameof(YieldStage.Settling))]
    [InlineData(4, 3, nameof(YieldStage.Following))]
    [InlineData(3, 3, nameof(YieldStage.Settling))]
    public void It_waits_until_the_jobs_have_followed(int running, int limit, string stage) =>
        Go(s_up with { Stage = YieldStage.Following, Limit = limit }, running).Stage.ToString().ShouldBe(stage);

    [Fact]
    public void While_the_limit_has_only_grown_it_is_not_waited_until_the_jobs_have_settled() =>
        Go(s_up with { Stage = YieldStage.Following, IsSlowStart = true }, running: 5).Stage.ShouldBe(YieldStage.Trying);

    [Fact]
    public void A_trial_that_nobody_follows_is_given_up_for_a_while_and_its_higher_limit_left()
    {
        YieldState following = s_up with { Stage = YieldStage.Following };
        Go(following with { TriedAt = s_now - TimeSpan.FromSeconds(14) }, running: 4).Stage.ShouldBe(YieldStage.Following);
        YieldState given = Go(following with { TriedAt = s_now - TimeSpan.FromSeconds(16) }, running: 4);
        (given.Stage, given.Limit, given.FrozenUntil - s_now).ShouldBe((YieldStage.Watching, 5, TimeSpan.FromSeconds(4)));
        Go(following, running: 4, isBusy: true).Stage.ShouldBe(YieldStage.Watching, "the CPUs bind");
        Go(s_down with { Stage = YieldStage.Following }, running: 4, isBusy: true).Limit.ShouldBe(4);
    }

    [Fact]
    public void What_the_change_itself_did_is_let_pass()
    {
        YieldState settling = s_up with { Stage = YieldStage.Settling };
        Go(settling, 5, Moved(1.1, 100)).Stage.ShouldBe(YieldStage.Settling);
        YieldState trying = Go(settling, 5, Moved(1.3, 100));
        (trying.Stage, trying.Since).ShouldBe((YieldStage.Trying, s_seen));
    }

    [Fact]
    public void When_the_limit_binds_no_more_it_is_taken_back_unless_the_CPUs_are_busy_instead()
    {
        YieldState free = s_up with { Binds = false };
        YieldState undone = Go(free, 5), kept = Go(free, 5, isBusy: true);
        (undone.Stage, undone.Limit).ShouldBe((YieldStage.Watching, 4));
        (kept.Stage, kept.Limit, kept.Since).ShouldBe((YieldStage.Watching, 5, s_seen));
    }

    [Fact]
    public void A_fifth_of_the_growth_is_worth_it_and_the_next_trial_begins()
    {
        YieldState next = Go(s_up with { Backoff = TimeSpan.FromSeconds(32) }, 5, Moved(4.1, 106) with { RefaultedBytesPerSecond = 5 });
        (next.Stage, next.BaseLimit, next.Limit, next.TriedAt, next.Since).ShouldBe((YieldStage.Following, 5, 6.25, s_now, s_seen));
        (next.Backoff, next.RefaultsPerJob).ShouldBe((YieldProbe.FirstBackoff, 1));
    }

    [Theory]
    [InlineData(8, 104, false, true)]
    [InlineData(16, 104, true, true)]
    [InlineData(8, 90, true, false)]
    [InlineData(16, 90, true, false)]
    public void Less_is_not_worth_it_and_fewer_are_tried_where_that_was_found_before_or_less_came_of_more(double backoff, double after, bool goesDown, bool isFrozen)
    {
        YieldState next = Go(s_up with { Backoff = TimeSpan.FromSeconds(backoff) }, 5, Moved(4.1, after));
        (next.Stage, next.Limit, next.IsFound, next.GoesDown).ShouldBe((YieldStage.Watching, 4, true, goesDown));
        next.MostBytes.ShouldBe((100 + after) / 2 * 1e6, 1);
        (next.FrozenUntil > s_now).ShouldBe(isFrozen);
    }

    [Fact]
    public void Jobs_that_move_bytes_are_measured_for_four_seconds_however_clear_the_gain() => Go(s_up, 5, Moved(3.9, 200)).ShouldBe(s_up);

    [Theory]
    [InlineData(0.55, 2.9, true)]
    [InlineData(0.55, 3.3, false)]
    [InlineData(0.9, 0.4, false)]
    public void The_first_trials_with_jobs_that_move_nothing_end_after_three_seconds_or_with_a_clear_gain(double cores, double seconds, bool goesOn)
    {
        YieldState slow = s_up with { IsSlowStart = true, BaseLimit = 1, Limit = 2, Base = new(2, 0.5, 0, 0, 0, 0), PeakBytes = 0 };
        (Go(slow, 2, new(seconds, cores, 0, 0, 0, 0)) == slow).ShouldBe(goesOn);
    }

    [Fact]
    public void A_trial_downwards_goes_on_while_nothing_is_lost()
    {
        Go(s_down, 3, Moved(3.9, 100)).ShouldBe(s_down);
        YieldState next = Go(s_down, 3, Moved(4.1, 100)), back = Go(s_down, 3, Moved(4.1, 50));
        (next.Stage, next.BaseLimit, next.Limit).ShouldBe((YieldStage.Following, 3, 2));
        (back.Stage, back.Limit, back.GoesDown, back.IsFound, back.FrozenUntil > s_now).ShouldBe((YieldStage.Watching, 4, false, true, true));
    }

    [Fact]
    public void A_limit_is_measured_for_four_seconds_before_another_is_tried()
    {
        Watch(s_watching, Moved(3.9, 50)).ShouldBe(s_watching);
        YieldState next = Watch(s_watching, Moved(4.1, 50));
        (next.Stage, next.BaseLimit, next.Limit).ShouldBe((YieldStage.Following, 4, 5));
    }

    [Fact]
    public void While_it_is_frozen_nothing_is_tried_and_old_figures_are_left_behind()
    {
        YieldState frozen = s_watching with { FrozenUntil = s_now + TimeSpan.FromSeconds(1) };
        Watch(frozen, Moved(7.9, 50)).ShouldBe(frozen);
        Watch(frozen, Moved(8.1, 50)).ShouldBe(frozen with { Since = s_seen });
    }

    [Fact]
    public void With_nine_tenths_of_the_most_that_was_found_no_more_are_tried()
    {
        YieldState full = Watch(s_watching with { MostBytes = 100e6 }, Moved(4.1, 95));
        (full.Stage, full.Limit, full.FrozenUntil - s_now, full.Since).ShouldBe((YieldStage.Watching, 4, TimeSpan.FromSeconds(16), s_seen));
        Watch(s_watching with { MostBytes = 100e6 }, Moved(4.1, 85)).Stage.ShouldBe(YieldStage.Following);
        Watch(s_watching with { MostBytes = 0, PeakBytes = 100e6 }, Moved(4.1, 95)).Stage.ShouldBe(YieldStage.Watching);
        Watch(s_watching with { MostBytes = 100e6, Backoff = YieldProbe.LongestBackoff }, Moved(4.1, 95)).Stage.ShouldBe(YieldStage.Following, "now and then they are");
    }

    [Theory]
    [InlineData(50, 100e6, false, 8, false)]
    [InlineData(50, 0, false, 8, false)]
    [InlineData(0, 2e6, false, 8, false)]
    [InlineData(0, 0.5e6, false, 8, true)]
    [InlineData(50, 100e6, true, 8, true)]
    [InlineData(50, 100e6, false, 16, true)]
    public void Whether_the_page_cache_speaks_against_more_is_asked_before_the_first_trial_with_jobs_that_move_bytes(double megabytes, double peak, bool goesDown, double backoff, bool isTried)
    {
        // They have read twelve times what the memory holds.
        Scene scene = ReadFor(Scene.Machine(gib: 1).Runs(4, cores: 0.1, source: EstimateSource.Learned), seconds: 60, bytesPerSecond: 50e6);
        YieldState state = s_watching with { IsSlowStart = true, PeakBytes = peak, GoesDown = goesDown, Backoff = TimeSpan.FromSeconds(backoff) };
        YieldState next = YieldTrial.Watch(state, scene.Situation, Moved(4.1, megabytes), isHarmless: false, cap: 64, isBusy: false);
        (next.Stage == YieldStage.Following).ShouldBe(isTried);
        (next.FrozenUntil > s_now).ShouldBe(!isTried);
    }

    [Fact]
    public void What_jobs_have_read_that_the_limit_does_not_concern_does_not_speak_against_more()
    {
        Scene readers = ReadFor(Scene.Machine(gib: 1).Runs(1, cores: 0.1, source: EstimateSource.Learned), seconds: 60, bytesPerSecond: 1e6);
        Scene computing = ReadFor(Scene.Machine(gib: 1).Runs(1, cores: 1, source: EstimateSource.Learned), seconds: 60, bytesPerSecond: 50e6);
        ThrashGuard.SpeaksAgainst(readers.Runs(computing.Running).Situation, s_watching, Moved(4.1, 50)).ShouldBe(false);
        ThrashGuard.SpeaksAgainst(readers.Runs(computing.Running).Situation, s_watching with { Thrashes = true }, Moved(4.1, 50)).ShouldBe(true, "it concerns all of them");
    }

    [Fact]
    public void Jobs_that_sleep_or_compute_instead_open_the_limit_again()
    {
        YieldState open = YieldTrial.Watch(s_watching, Scene.Machine().Situation, Moved(4.1, 0), isHarmless: true, cap: 64, isBusy: false);
        (open.Stage, open.Since).ShouldBe((YieldStage.Opening, s_seen));
    }

    [Theory]
    [InlineData(0.01, 10, 0.0, 64)]
    [InlineData(0.1, 10, 0.0, 8)]
    [InlineData(0.01, 9, 0.0, 1)]
    [InlineData(0.01, 10, 2e6, 1)]
    [InlineData(0.01, 10, null, 1)]
    public void Where_many_were_seen_to_move_nothing_more_begin_at_once(double cores, int siblings, double? bytes, double limit)
    {
        Scene scene = Scene.Machine().Waits(1, cores, source: EstimateSource.Learned, siblings: siblings) with { Done = s_seen };
        scene = scene with { Queue = [scene.Queue[0] with { Estimate = scene.Queue[0].Estimate with { BytesPerSecond = bytes } }] };
        scene.Decide().State.Yield.Limit.ShouldBe(limit);
    }

    [Fact]
    public void What_an_earlier_run_found_is_believed_for_a_while()
    {
        var line = new ProbeLine { Known = 5 };
        YieldState state = line.Decide();
        (state.Found, state.FrozenUntil - line.Now).ShouldBe((5, YieldProbe.FirstBackoff));
        new ProbeLine { Known = 500 }.Decide().Limit.ShouldBe(64, "but not beyond the cap");
    }

    [Fact]
    public void Jobs_wait_for_a_trial_only_where_the_limit_binds()
    {
        (s_watching.Tries, (s_watching with { IsSlowStart = true }).Tries, s_up.Tries, (s_up with { Binds = false }).Tries).ShouldBe((false, true, true, false));
        (s_up.Found, s_watching.Found, (s_watching with { IsFound = true }).Found).ShouldBe((null, null, 4));
    }

    [Theory]
    [InlineData(100, 1, true)]
    [InlineData(1000, 1, false)]
    [InlineData(10, 1, true)]
    [InlineData(1, 1, false)]
    [InlineData(0, 1, false)]
    [InlineData(150, 1, false)]
    [InlineData(150, 2, true)]
    public void A_medium_is_full_when_each_job_waits_long_for_each_large_piece(double transfers, int jobs, bool isFull) =>
        new YieldFigures(1, 0, 100e6, 0, 0, transfers).FillsMedium(jobs).ShouldBe(isFull);

    [Fact]
    public void Figures_are_differences_over_the_time_between()
    {
        var from = new WorkDone(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), 1000) { Written = 100, Transfers = 10 };
        var to = new WorkDone(TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(6), 5000) { Written = 700, Transfers = 30 };
        YieldFigures.Between(from, to, refaultsPerSecond: 2).ShouldBe(new(2, 0.5, 2000, 8192, 300, 10));
        YieldFigures.Between(to, to, refaultsPerSecond: 2).ShouldBe(default);
        new YieldFigures(1, 1, 100e6, 30e6, 0, 0).Yield(2, 100e6).ShouldBe(0.5 + 0.7, 1e-9);
        new YieldFigures(1, 1, 100e6, 300e6, 0, 0).Yield(2, 100e6).ShouldBe(0.5);
    }

    static Scene ReadFor(Scene scene, double seconds, double bytesPerSecond) => scene with { Running = [.. scene.Running.Select(job => job with { StartedAt = scene.Now - TimeSpan.FromSeconds(seconds), BytesPerSecond = bytesPerSecond })] };

    static YieldFigures Moved(double seconds, double megabytes) => new(seconds, 0, megabytes * 1e6, 0, 0, 0);

    static YieldState Go(YieldState state, int running, YieldFigures? figures = null, bool isBusy = false) => YieldTrial.Go(state, running, figures ?? Moved(0.1, 100), cores: 2, cap: 64, isBusy);

    static YieldState Watch(YieldState state, YieldFigures figures) => YieldTrial.Watch(state, Scene.Machine().Situation, figures, isHarmless: false, cap: 64, isBusy: false);
}
