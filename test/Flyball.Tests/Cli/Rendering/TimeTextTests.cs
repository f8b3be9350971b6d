using Flyball.Cli.Rendering;

namespace Flyball.Tests.Cli.Rendering;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData(-1, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.9, "1 min 0 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(3599.9, "1 h 0 min")]
    [InlineData(86_399.9, "1 d 0 h")]
    [InlineData((7 * 86_400) + (18 * 3600), "7 d 18 h")]
    [InlineData(1e11, "99999 d 0 h")]
    public void Two_units_at_most_are_told_and_each_is_whole(double seconds, string text) => TimeText.For(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
