using CsCheck;
using Flyball.Jobs;

namespace Flyball.Tests.Jobs;

public sealed class RetryRuleTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    [InlineData(2000, 5)]
    public void Pauses_double_up_to_the_longest(int attempt, double seconds) =>
        new RetryRule(int.MaxValue, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)).PauseBefore(attempt, chance: 0.7).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(3)]
    [InlineData(1026)]
    [InlineData(int.MaxValue)]
    public void Without_a_delay_there_is_no_pause(int attempt) => new RetryRule(int.MaxValue).PauseBefore(attempt, 0.5).ShouldBe(TimeSpan.Zero);

    [Fact]
    public void Chance_takes_off_its_share_and_not_more() => Gen.Select(Gen.Int[2, 60], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((attempt, jitter, chance) =>
    {
        RetryRule rule = new(int.MaxValue, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), jitter);
        double whole = new RetryRule(int.MaxValue, rule.Delay, rule.MostDelay).PauseBefore(attempt, 0).TotalSeconds;
        rule.PauseBefore(attempt, chance).TotalSeconds.ShouldBeInRange((whole * (1 - jitter)) - 1e-6, whole);
    });

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, -1, 0, 0)]
    [InlineData(1, 2, 1, 0)]
    [InlineData(1, 0, 0, 1.1)]
    [InlineData(1, 0, 0, double.NaN)]
    public void A_rule_that_makes_no_sense_is_refused(int attempts, double delay, double mostDelay, double jitter) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new RetryRule(attempts, TimeSpan.FromSeconds(delay), TimeSpan.FromSeconds(mostDelay), jitter));
}
