using System.Buffers.Text;

namespace Flyball.Load.Linux;

/// <summary>The whole lines of a kernel file, without their line feeds. What follows the last line feed is torn, and not a line.</summary>
ref struct Lines(ReadOnlySpan<byte> text)
{
    ReadOnlySpan<byte> _rest = text;

    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        int end = _rest.IndexOf((byte)'\n');
        line = end < 0 ? default : _rest[..end];
        if (end < 0) return false;
        _rest = _rest[(end + 1)..];
        return true;
    }
}

/// <summary>The fields of a line, which blanks or tabs separate.</summary>
ref struct Fields(ReadOnlySpan<byte> line)
{
    ReadOnlySpan<byte> _rest = line;

    public bool TryNext(out ReadOnlySpan<byte> field)
    {
        _rest = _rest.TrimStart(" \t"u8);
        int end = _rest.IndexOfAny((byte)' ', (byte)'\t');
        if (end < 0) end = _rest.Length;
        field = _rest[..end];
        _rest = _rest[end..];
        return !field.IsEmpty;
    }

    public bool TryNext(out long number)
    {
        number = 0;
        return TryNext(out ReadOnlySpan<byte> field) && KernelText.TryParse(field, out number);
    }

    public bool Skip(int count)
    {
        for (; count > 0; count--)
        {
            if (!TryNext(out ReadOnlySpan<byte> _)) return false;
        }

        return true;
    }
}

/// <summary>What the formats of the kernel's text files have in common. Nothing here throws, whatever the bytes.</summary>
static class KernelText
{
    /// <summary>Reads a field that is a whole number and nothing else, not negative. What does not fit is not readable.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out long number)
    {
        bool whole = Utf8Parser.TryParse(field, out ulong value, out int used) && used == field.Length && value <= long.MaxValue;
        number = whole ? (long)value : 0;
        return whole;
    }

    /// <summary>Reads a file that holds one number in one line.</summary>
    public static long? SingleNumber(ReadOnlySpan<byte> text) =>
        new Lines(text).TryNext(out ReadOnlySpan<byte> line) && TryParse(line, out long number) ? number : null;

    /// <summary>Reads the number after a name in a file of such lines: the first line that has this name counts.</summary>
    /// <param name="text">The file.</param>
    /// <param name="name">The name with the separator that follows it.</param>
    public static long? NumberAfter(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) =>
        TryFindLine(text, name, out ReadOnlySpan<byte> rest) && new Fields(rest).TryNext(out long number) ? number : null;

    /// <summary>Finds the first whole line that begins with a prefix. A search over the bytes: these files are long and few of their lines matter.</summary>
    public static bool TryFindLine(ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix, out ReadOnlySpan<byte> rest)
    {
        int from = 0;
        while (text[from..].IndexOf(prefix) is >= 0 and var offset)
        {
            int at = from + offset;
            from = at + prefix.Length;
            if (at > 0 && text[at - 1] != '\n') continue;
            return new Lines(text[from..]).TryNext(out rest);
        }

        rest = default;
        return false;
    }
}
