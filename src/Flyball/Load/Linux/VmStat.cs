namespace Flyball.Load.Linux;

/// <summary><c>/proc/vmstat</c>: counts of pages since the machine started.</summary>
static class VmStat
{
    /// <summary>Pages read back from swap space.</summary>
    public static long? SwappedIn(ReadOnlySpan<byte> text) => KernelText.NumberAfter(text, "pswpin "u8);

    /// <summary>Pages written out to swap space.</summary>
    public static long? SwappedOut(ReadOnlySpan<byte> text) => KernelText.NumberAfter(text, "pswpout "u8);

    /// <summary>File pages that were read again soon after the page cache dropped them. Before 5.9 one count held them, and only them.</summary>
    public static long? Refaults(ReadOnlySpan<byte> text) =>
        KernelText.NumberAfter(text, "workingset_refault_file "u8) ?? KernelText.NumberAfter(text, "workingset_refault "u8);
}
