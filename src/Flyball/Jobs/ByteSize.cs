using System.Globalization;

namespace Flyball.Jobs;

/// <summary>An amount of memory or data in whole bytes. A value type with arithmetic; differences may be negative.</summary>
/// <param name="Bytes">The number of bytes.</param>
public readonly record struct ByteSize(long Bytes) : IComparable<ByteSize>
{
    /// <summary>No bytes.</summary>
    public static ByteSize Zero => default;

    /// <summary>A number of kibibytes (1024 bytes each). Out of range saturates.</summary>
    public static ByteSize KiB(double count) => FromBytes(count * 1024);

    /// <summary>A number of mebibytes (1024² bytes each). Out of range saturates.</summary>
    public static ByteSize MiB(double count) => FromBytes(count * 1024 * 1024);

    /// <summary>A number of gibibytes (1024³ bytes each). Out of range saturates.</summary>
    public static ByteSize GiB(double count) => FromBytes(count * 1024 * 1024 * 1024);

    /// <summary>So many whole bytes: a part of one is left out, NaN becomes zero and what is out of range the nearest bound.</summary>
    public static ByteSize FromBytes(double bytes) => new((long)bytes);

    /// <summary>The larger of two sizes.</summary>
    public static ByteSize Max(ByteSize left, ByteSize right) => left.Bytes >= right.Bytes ? left : right;

    /// <summary>The smaller of two sizes.</summary>
    public static ByteSize Min(ByteSize left, ByteSize right) => left.Bytes <= right.Bytes ? left : right;

    /// <summary>
    /// Reads a size as GNU parallel writes it: a number with an optional unit, or a sum of such terms.
    /// K, M, G, T, P (also written KiB, MiB, …) are powers of 1024; k, m, g, t, p are powers of 1000.
    /// </summary>
    /// <param name="text">For example <c>1.5G</c>, <c>300M</c>, <c>64k</c>, <c>1G+512M</c>, <c>40MiB</c>, <c>1048576</c>.</param>
    /// <param name="size">The size; zero when the text is none.</param>
    /// <returns>Whether the text is a size that is not negative and fits.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out ByteSize size)
    {
        size = default;
        double total = 0;
        foreach (Range range in text.Split('+'))
        {
            if (!TryParseTerm(text[range].Trim(), out double term)) return false;
            total += term;
        }

        if (total >= long.MaxValue) return false;
        size = new((long)Math.Round(total));
        return true;
    }

    static bool TryParseTerm(ReadOnlySpan<char> text, out double bytes)
    {
        int digits = text.LastIndexOfAnyInRange('0', '9') + 1;
        if (digits > 0 && digits < text.Length && text[digits] == '.') digits++;
        bytes = 0;
        if (digits == 0 || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            return false;
        if (Unit(text[digits..].Trim()) is not { } unit) return false;
        bytes = number * unit;
        return true;
    }

    static double? Unit(ReadOnlySpan<char> name)
    {
        if (name is "" or "B") return 1;
        int power = "KMGTP".IndexOf(char.ToUpperInvariant(name[0])) + 1;
        if (power == 0) return null;
        bool binary = char.IsAsciiLetterUpper(name[0]);
        bool known = name[1..] is "" || (binary && name[1..] is "i" or "iB");
        return known ? Math.Pow(binary ? 1024 : 1000, power) : null;
    }

    /// <inheritdoc/>
    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>The size in the largest binary unit that leaves at least 1, with one decimal below 100: <c>1.5 GiB</c>, <c>300 MiB</c>, <c>17 B</c>.</summary>
    public override string ToString()
    {
        double value = Bytes;
        int unit = 0;
        while (Math.Abs(value) >= 1024 && unit < 6)
        {
            value /= 1024;
            unit++;
        }

        string format = unit == 0 || Math.Abs(value) >= 99.95 || value == Math.Round(value) ? "0" : "0.0";
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        return value.ToString(format, CultureInfo.InvariantCulture) + " " + units[unit];
    }

    /// <summary>The sum; saturates.</summary>
    public static ByteSize operator +(ByteSize left, ByteSize right)
    {
        long sum = unchecked(left.Bytes + right.Bytes);
        bool overflow = ((left.Bytes ^ sum) & (right.Bytes ^ sum)) < 0;
        return overflow ? new(left.Bytes < 0 ? long.MinValue : long.MaxValue) : new(sum);
    }

    /// <summary>The difference, which may be negative; saturates.</summary>
    public static ByteSize operator -(ByteSize left, ByteSize right) => left + new ByteSize(right.Bytes == long.MinValue ? long.MaxValue : -right.Bytes);

    /// <summary>The size times a factor; saturates.</summary>
    public static ByteSize operator *(ByteSize size, double factor) => FromBytes(size.Bytes * factor);

    /// <summary>Whether the left size is smaller.</summary>
    public static bool operator <(ByteSize left, ByteSize right) => left.Bytes < right.Bytes;

    /// <summary>Whether the left size is larger.</summary>
    public static bool operator >(ByteSize left, ByteSize right) => left.Bytes > right.Bytes;

    /// <summary>Whether the left size is smaller or equal.</summary>
    public static bool operator <=(ByteSize left, ByteSize right) => left.Bytes <= right.Bytes;

    /// <summary>Whether the left size is larger or equal.</summary>
    public static bool operator >=(ByteSize left, ByteSize right) => left.Bytes >= right.Bytes;
}
