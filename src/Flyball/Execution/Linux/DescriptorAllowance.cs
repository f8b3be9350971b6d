using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>
/// How many descriptors may stay open only to spare us opening files again: few enough that jobs never lack them. Safe for several threads.
/// </summary>
sealed class DescriptorAllowance(int count)
{
    /// <summary>Three for each process: enough for 85, and few beside the 1024 that a process may have open where nobody has raised that.</summary>
    const int Most = 256;

    int _left = count;

    /// <summary>A quarter of what this process may have open, at most 256.</summary>
    public static DescriptorAllowance OfThisProcess() => new((int)Math.Min((LimitOfThisProcess() ?? 0) / 4, Most));

    /// <summary>How many descriptors this process may have open (the soft limit); <c>null</c>: the kernel does not say.</summary>
    public static unsafe long? LimitOfThisProcess()
    {
        Limit limit;
        return getrlimit(LimitOfDescriptors, &limit) == 0 ? (long)Math.Min(limit.Soft, long.MaxValue) : null;
    }

    public bool TryTake(int count)
    {
        if (Interlocked.Add(ref _left, -count) >= 0) return true;
        Return(count);
        return false;
    }

    public void Return(int count) => Interlocked.Add(ref _left, count);
}
