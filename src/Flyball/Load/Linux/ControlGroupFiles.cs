using Flyball.Jobs;

namespace Flyball.Load.Linux;

/// <summary>The files of a control group that say what it may use and what it uses.</summary>
static class ControlGroupFiles
{
    /// <summary>
    /// A memory limit in bytes from <c>memory.max</c> (version 2) or <c>memory.limit_in_bytes</c> (version 1). What the machine does not
    /// have limits nothing: version 1 writes "none" as the largest number of whole pages.
    /// </summary>
    public static long? MemoryLimit(ReadOnlySpan<byte> text, long? machineMemory) =>
        KernelText.SingleNumber(text) is { } limit && limit < (machineMemory ?? 1L << 60) ? limit : null;

    /// <summary>File cache in bytes that can be dropped, from <c>memory.stat</c>. In version 1 only the <c>total_</c> line counts the groups below.</summary>
    public static long? InactiveFile(ReadOnlySpan<byte> text) =>
        KernelText.NumberAfter(text, "total_inactive_file "u8) ?? KernelText.NumberAfter(text, "inactive_file "u8);

    /// <summary>The quota in <c>cpu.max</c> (version 2): <c>max 100000</c> or quota and period in microseconds.</summary>
    public static CoreAmount? CpuMax(ReadOnlySpan<byte> text)
    {
        if (!new Lines(text).TryNext(out ReadOnlySpan<byte> line)) return null;
        var fields = new Fields(line);
        return fields.TryNext(out long quota) && fields.TryNext(out long period) ? Quota(quota, period) : null;
    }

    /// <summary>The quota in <c>cpu.cfs_quota_us</c> and <c>cpu.cfs_period_us</c> (version 1); a quota of -1 is none.</summary>
    public static CoreAmount? CfsQuota(long? quota, long? period) => quota is { } q && period is { } p ? Quota(q, p) : null;

    /// <summary>CPU time in nanoseconds that the group used, from <c>cpu.stat</c> (version 2).</summary>
    public static long? CpuTime(ReadOnlySpan<byte> text) =>
        KernelText.NumberAfter(text, "usage_usec "u8) is { } used && used <= long.MaxValue / 1000 ? used * 1000 : null;

    // At least a thousandth of a core: the kernel accepts no quota of nothing.
    static CoreAmount? Quota(long quota, long period) =>
        quota > 0 && period > 0 ? CoreAmount.Max(new(1), CoreAmount.FromCores((double)quota / period)) : null;
}
