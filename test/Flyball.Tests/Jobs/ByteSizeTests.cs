using CsCheck;
using Flyball.Jobs;

namespace Flyball.Tests.Jobs;

public sealed class ByteSizeTests
{
    static readonly Gen<ByteSize> s_any = Gen.OneOf(Gen.Long, Gen.Long[-1000, 1000], Gen.Const(0L), Gen.Const(long.MaxValue), Gen.Const(long.MinValue)).Select(bytes => new ByteSize(bytes));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1048576", 1048576)]
    [InlineData("17B", 17)]
    [InlineData("64k", 64_000)]
    [InlineData("64K", 65_536)]
    [InlineData("1.5G", 1_610_612_736)]
    [InlineData("2.G", 2_147_483_648)]
    [InlineData(".5M", 524_288)]
    [InlineData("40 MiB", 41_943_040)]
    [InlineData("3Mi", 3_145_728)]
    [InlineData("2t", 2_000_000_000_000)]
    [InlineData("1P", 1L << 50)]
    [InlineData("1G + 512M", 1_610_612_736)]
    [InlineData("0.6", 1)]
    public void A_number_with_a_unit_or_a_sum_of_them_is_a_size(string text, long bytes)
    {
        ByteSize.TryParse(text, out ByteSize size).ShouldBeTrue();
        size.ShouldBe(new(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("M")]
    [InlineData("-1")]
    [InlineData("1X")]
    [InlineData("1Mb")]
    [InlineData("1mi")]
    [InlineData("1MiBs")]
    [InlineData("1G+")]
    [InlineData("1e3")]
    [InlineData("1.2.3")]
    [InlineData("1,5G")]
    [InlineData("8192P")]
    [InlineData("9223372036854775807")]
    public void Anything_else_is_none(string text)
    {
        ByteSize.TryParse(text, out ByteSize size).ShouldBeFalse();
        size.ShouldBe(ByteSize.Zero);
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1 KiB")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(-1536, "-1.5 KiB")]
    [InlineData(1024 * 1024 - 1, "1024 KiB")]
    [InlineData(100 * 1024 + 300, "100 KiB")]
    [InlineData(-(100 * 1024 + 300), "-100 KiB")]
    [InlineData(99 * 1024 + 300, "99.3 KiB")]
    [InlineData(5L << 20, "5 MiB")]
    [InlineData(7L << 30, "7 GiB")]
    [InlineData(9L << 50, "9 PiB")]
    [InlineData(long.MaxValue, "8 EiB")]
    [InlineData(3L << 40, "3 TiB")]
    public void People_read_it_in_the_largest_unit(long bytes, string text) => new ByteSize(bytes).ToString().ShouldBe(text);

    [Fact]
    public void Sums_and_differences_end_at_the_bounds() => Gen.Select(s_any, s_any).Sample((left, right) =>
    {
        (left + right).Bytes.ShouldBe((long)Int128.Clamp((Int128)left.Bytes + right.Bytes, long.MinValue, long.MaxValue));
        Int128 subtrahend = Int128.Max(right.Bytes, -long.MaxValue);
        (left - right).Bytes.ShouldBe((long)Int128.Clamp(left.Bytes - subtrahend, long.MinValue, long.MaxValue));
    }, iter: 2000);

    [Fact]
    public void They_are_ordered_as_their_bytes() => Gen.Select(s_any, s_any, Gen.Bool).Sample((left, other, same) =>
    {
        ByteSize right = same ? left : other;
        long one = left.Bytes, two = right.Bytes;
        (left <= right, left < right, left >= right, left > right).ShouldBe((one <= two, one < two, one >= two, one > two));
        (ByteSize.Min(left, right).Bytes, ByteSize.Max(left, right).Bytes).ShouldBe((Math.Min(one, two), Math.Max(one, two)));
        left.CompareTo(right).ShouldBe(one.CompareTo(two));
    });

    [Fact]
    public void Units_are_powers_of_1024() => (ByteSize.KiB(2), ByteSize.MiB(2), ByteSize.GiB(2)).ShouldBe((new(2L << 10), new(2L << 20), new(2L << 30)));
}
