using CsCheck;
using Flyball.Jobs;

namespace Flyball.Tests.Jobs;

public sealed class CoreAmountTests
{
    static readonly Gen<CoreAmount> s_any = Gen.Long[-5000, 5000].Select(thousandths => new CoreAmount(thousandths));

    [Theory]
    [InlineData(1.5, 1500)]
    [InlineData(0.0006, 1)]
    [InlineData(0.0004, 0)]
    [InlineData(-0.25, -250)]
    [InlineData(double.NaN, 0)]
    [InlineData(1e300, long.MaxValue)]
    public void Cores_are_rounded_to_thousandths(double cores, long thousandths) => CoreAmount.FromCores(cores).ShouldBe(new(thousandths));

    [Fact]
    public void They_add_up_and_are_ordered_as_numbers() => Gen.Select(s_any, s_any, Gen.Bool).Sample((left, other, same) =>
    {
        CoreAmount right = same ? left : other;
        long one = left.Thousandths, two = right.Thousandths;
        (left + right, left - right).ShouldBe((new(one + two), new(one - two)));
        (left <= right, left < right, left >= right, left > right).ShouldBe((one <= two, one < two, one >= two, one > two));
        (CoreAmount.Min(left, right).Thousandths, CoreAmount.Max(left, right).Thousandths).ShouldBe((Math.Min(one, two), Math.Max(one, two)));
        left.CompareTo(right).ShouldBe(one.CompareTo(two));
    });

    [Fact]
    public void A_product_is_rounded_to_the_nearest_thousandth() => (CoreAmount.One * 0.0666, new CoreAmount(10) * 0.25).ShouldBe((new(67), new(2)));

    [Theory]
    [InlineData(1500, "1.5")]
    [InlineData(2000, "2")]
    [InlineData(333, "0.33")]
    public void People_read_two_decimals(long thousandths, string text) => new CoreAmount(thousandths).ToString().ShouldBe(text);
}
