namespace Flyball.Load.Linux;

/// <summary><c>/proc/meminfo</c>.</summary>
static class MemInfo
{
    /// <summary>Memory of the machine in bytes.</summary>
    public static long? Total(ReadOnlySpan<byte> text) => Bytes(text, "MemTotal:"u8);

    /// <summary>
    /// Memory in bytes that can be taken without swapping, as the kernel reckons it. Kernels before 3.14 do not, and what could be
    /// made up from other lines is wrong by what the page cache must keep: absent there.
    /// </summary>
    public static long? Available(ReadOnlySpan<byte> text) => Bytes(text, "MemAvailable:"u8);

    static long? Bytes(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        if (!KernelText.TryFindLine(text, name, out ReadOnlySpan<byte> line)) return null;
        var fields = new Fields(line);
        bool readable = fields.TryNext(out long kibibytes) && fields.TryNext(out ReadOnlySpan<byte> unit) && unit.SequenceEqual("kB"u8);
        return readable && kibibytes <= long.MaxValue / 1024 ? kibibytes * 1024 : null;
    }
}
