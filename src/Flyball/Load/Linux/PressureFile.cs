namespace Flyball.Load.Linux;

/// <summary>Time that tasks were stalled since the machine started, in microseconds.</summary>
readonly record struct StallTime(long Some, long Full);

/// <summary><c>/proc/pressure/*</c> (kernel 4.20 and later).</summary>
static class PressureFile
{
    /// <summary>Pressure on memory and I/O: both lines must be there.</summary>
    public static StallTime? Parse(ReadOnlySpan<byte> text) =>
        Total(text, "some "u8) is { } some && Total(text, "full "u8) is { } full ? new StallTime(some, full) : null;

    /// <summary>
    /// Pressure on the CPUs. For the whole machine the kernel defines <c>full</c> as zero: since 5.13 it says so, before it left the line out.
    /// </summary>
    public static StallTime? ParseCpu(ReadOnlySpan<byte> text) =>
        Total(text, "some "u8) is { } some ? new StallTime(some, Total(text, "full "u8) ?? 0) : null;

    // Its averages are of fixed length and late; the totals give any window.
    static long? Total(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        if (!KernelText.TryFindLine(text, name, out ReadOnlySpan<byte> line)) return null;
        var fields = new Fields(line);
        while (fields.TryNext(out ReadOnlySpan<byte> field))
        {
            if (field.StartsWith("total="u8)) return KernelText.TryParse(field["total=".Length..], out long total) ? total : null;
        }

        return null;
    }
}
