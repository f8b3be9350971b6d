namespace Flyball.Load.Linux;

/// <summary>Lists of CPUs as the kernel writes them, <c>0-3,8</c>, and the one in <c>/proc/self/status</c> that is the affinity of this process.</summary>
static class CpuList
{
    /// <summary>Reads the affinity from <c>/proc/self/status</c>. The kernel may name CPUs there that are not online.</summary>
    public static bool TryParseStatus(ReadOnlySpan<byte> text, CpuSet cpus) =>
        KernelText.TryFindLine(text, "Cpus_allowed_list:"u8, out ReadOnlySpan<byte> line) && TryParse(line.Trim(" \t"u8), cpus);

    /// <summary>Reads a list that is not empty. When it is not readable the set holds anything.</summary>
    public static bool TryParse(ReadOnlySpan<byte> list, CpuSet cpus)
    {
        cpus.Clear();
        foreach (Range range in list.Split((byte)','))
        {
            ReadOnlySpan<byte> item = list[range];
            int dash = item.IndexOf((byte)'-');
            // Without a dash both are the whole item.
            if (!KernelText.TryParse(dash < 0 ? item : item[..dash], out long first) || !KernelText.TryParse(item[(dash + 1)..], out long last)) return false;
            if (last < first || last >= CpuSet.Bound) return false;
            for (long cpu = first; cpu <= last; cpu++) cpus.Add((int)cpu);
        }

        return true;
    }
}
