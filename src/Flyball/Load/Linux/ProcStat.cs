namespace Flyball.Load.Linux;

/// <summary><c>/proc/stat</c>: what each CPU did since the machine started.</summary>
static class ProcStat
{
    /// <summary>Larger counts of ticks are not believed (at 100 a second: 180 million years); the sums of eight of them fit.</summary>
    const long MaximumTicks = 1L << 59;

    /// <summary>Reads the line of each CPU. Those that are offline have none.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, CoreTimes times)
    {
        times.Clear();
        var lines = new Lines(text);
        // The CPUs come first; the line of interrupts that follows is by far the longest.
        while (lines.TryNext(out ReadOnlySpan<byte> line) && line.StartsWith("cpu"u8)) ParseCpu(line[3..], times);
        return times.Online > 0;
    }

    static void ParseCpu(ReadOnlySpan<byte> line, CoreTimes times)
    {
        // The first line, of all CPUs together, has a blank where the others have their number.
        if (line.IsEmpty || !char.IsAsciiDigit((char)line[0])) return;
        var fields = new Fields(line);
        if (!fields.TryNext(out long cpu) || cpu >= CpuSet.Bound) return;

        // user nice system idle, then on all but ancient kernels iowait irq softirq steal. Guest time, which
        // may follow, is contained in user. Steal is busy: somebody else has the CPU. Waiting for I/O is idle.
        long busy = 0, idle = 0;
        for (int field = 0; field < 8; field++)
        {
            if (!fields.TryNext(out ReadOnlySpan<byte> text))
            {
                if (field < 4) return;
                break;
            }

            if (!KernelText.TryParse(text, out long ticks) || ticks > MaximumTicks) return;
            if (field is 3 or 4) idle += ticks;
            else busy += ticks;
        }

        times.Set((int)cpu, busy, idle);
    }
}
