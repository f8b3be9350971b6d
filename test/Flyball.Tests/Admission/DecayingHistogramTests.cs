using CsCheck;
using Flyball.Admission;

namespace Flyball.Tests.Admission;

/// <summary>Figures of jobs, the newest of which count most.</summary>
public sealed class DecayingHistogramTests
{
    [Fact]
    public void Of_nothing_the_quantile_is_zero() => (new DecayingHistogram().Quantile(0.5), new DecayingHistogram().Weight).ShouldBe((0, 0));

    [Fact]
    public void A_quantile_is_a_figure_that_was_seen_up_to_5_percent_too_large() => Gen.Select(Gen.Double[1, 1e12].Array[1, 40], Gen.Double[0, 1]).Sample((figures, share) =>
    {
        double quantile = Seen(figures).Quantile(share);
        figures.ShouldContain(figure => figure <= quantile * 1.0001 && figure * 1.0501 >= quantile);
    }, iter: 500);

    [Fact]
    public void The_largest_is_the_quantile_of_all() => Gen.Double[1, 1e12].Array[1, 40].Sample(figures => Seen(figures).Quantile(1).ShouldBeInRange(figures.Max() * 0.9999, figures.Max() * 1.0501), iter: 200);

    [Fact]
    public void After_thirty_others_a_figure_counts_half()
    {
        DecayingHistogram histogram = Seen([1000, .. Enumerable.Repeat(10.0, 30)]);
        Distribution seen = histogram.ToDistribution();
        seen.Classes[^1].Weight.ShouldBe(0.5, 0.001);
        histogram.Weight.ShouldBeInRange(20, 30);
    }

    [Fact]
    public void What_jobs_were_is_forgotten_when_they_have_become_something_else() => Seen([.. Enumerable.Repeat(1000.0, 500), .. Enumerable.Repeat(10.0, 400)]).ToDistribution().Classes.Length.ShouldBe(1);

    [Fact]
    public void After_fourteen_days_all_counts_half()
    {
        DecayingHistogram histogram = Seen([.. Enumerable.Repeat(10.0, 20)]);
        double before = histogram.Weight;
        histogram.Age(14);
        histogram.Weight.ShouldBe(before / 2, 0.001);
    }

    [Fact]
    public void A_picture_of_it_goes_on_as_itself() => Gen.Select(Gen.Double[1, 1e9].Array[0, 30], Gen.Double[1, 1e9].Array[1, 30]).Sample((before, after) =>
    {
        DecayingHistogram whole = Seen([.. before, .. after]), resumed = DecayingHistogram.Of(Seen(before).ToDistribution());
        foreach (double figure in after) resumed.Add(figure);
        resumed.Weight.ShouldBe(whole.Weight, 0.05);
        resumed.Quantile(1).ShouldBe(whole.Quantile(1), 0.001);
    }, iter: 200);

    static DecayingHistogram Seen(double[] figures)
    {
        var histogram = new DecayingHistogram();
        foreach (double figure in figures) histogram.Add(figure);
        return histogram;
    }
}
