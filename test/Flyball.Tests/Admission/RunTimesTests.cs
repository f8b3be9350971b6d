using CsCheck;
using Flyball.Admission;

namespace Flyball.Tests.Admission;

public class RunTimesTests
{
    [Fact]
    public void Fewer_than_three_have_no_median()
    {
        var times = new RunTimes();
        times.Median.ShouldBeNull();
        times.Add(TimeSpan.FromSeconds(1));
        times.Add(TimeSpan.FromSeconds(1));
        times.Median.ShouldBeNull();
    }

    [Fact]
    public void The_median_is_right_to_one_percent() => Gen.Double[0.002, 100_000].Array[3, 200].Sample(seconds =>
    {
        var times = new RunTimes();
        foreach (double time in seconds) times.Add(TimeSpan.FromSeconds(time));
        double[] ordered = [.. seconds.Order()];
        double low = ordered[(ordered.Length - 1) / 2], high = ordered[ordered.Length / 2];
        times.Median!.Value.TotalSeconds.ShouldBeInRange(low * 0.99, high * 1.01);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1e9)]
    public void Times_out_of_range_are_counted_at_its_ends(double seconds)
    {
        var times = new RunTimes();
        for (int i = 0; i < 3; i++) times.Add(TimeSpan.FromSeconds(seconds));
        times.Median.ShouldNotBeNull();
    }
}
