using CsCheck;
using Flyball.Admission;

namespace Flyball.Tests.Admission;

public sealed class DistributionTests
{
    [Theory]
    [InlineData(3, 1, 3, 1)]
    [InlineData(3, 1, 2, 1)]
    [InlineData(-1, 1, 2, 1)]
    [InlineData(1, 1, 1001, 1)]
    [InlineData(1, 1, 2, 0)]
    [InlineData(1, -1, 2, 1)]
    [InlineData(1, 1, 2, double.NaN)]
    [InlineData(1, double.PositiveInfinity, 2, 1)]
    public void Classes_out_of_order_or_of_no_weight_are_refused(int one, double weight, int other, double otherWeight) =>
        Should.Throw<ArgumentException>(() => new Distribution([new(one, weight), new(other, otherWeight)]));

    [Fact]
    public void The_first_and_the_last_class_can_be_used() => new Distribution([new(0, 1), new(1000, 2)]).Weight.ShouldBe(3);

    [Fact]
    public void A_figure_at_the_edge_of_a_class_is_in_it() => Gen.Int[0, 900].Sample(index => Seen(1, Math.Pow(1.05, index)).ToDistribution().Classes.Single().Index.ShouldBe(index));

    [Fact]
    public void However_many_figures_come_the_newest_count_as_before()
    {
        DecayingHistogram histogram = Seen(40_000, 10);
        histogram.Weight.ShouldBe(Seen(1000, 10).Weight, 0.01);
        histogram.Quantile(0.5).ShouldBeInRange(10, 10.5);
    }

    [Fact]
    public void What_is_forgotten_takes_its_weight_with_it()
    {
        DecayingHistogram histogram = Seen(500, 10);
        for (int i = 0; i < 400; i++) histogram.Add(1000);
        histogram.ToDistribution().Classes.Single().Weight.ShouldBe(Seen(400, 1000).Weight, 0.1);
    }

    static DecayingHistogram Seen(int times, double figure)
    {
        var histogram = new DecayingHistogram();
        for (int i = 0; i < times; i++) histogram.Add(figure);
        return histogram;
    }
}
