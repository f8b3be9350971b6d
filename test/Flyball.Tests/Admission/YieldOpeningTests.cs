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

    [Fact]
    public void The_limit_follows_the_cap() => Opening(64).After(0.1, running: 1, cap: 5).Limit.ShouldBe(5);

    [Fact]
    public void The_most_bytes_are_seen_from_one_look_to_the_next_and_half_is_forgotten_in_two_minutes()
    {
        ProbeLine line = Opening(8);
        line.After(0.05, running: 1, bytes: 100e6).PeakBytes.ShouldBe(100e6, 1e5);
        line.After(120, running: 1, bytes: 1e6).PeakBytes.ShouldBe(50e6, 1e5);
    }

    static ProbeLine Opening(double limit, int waits = 64)
    {
        var line = new ProbeLine(new() { Limit = limit, Stage = YieldStage.Opening, Backoff = YieldProbe.FirstBackoff });
        line.After(0, running: 0, waits: waits);
        return line;
    }
}
