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
    public static unsafe DescriptorAllowance OfThisProcess()
    {
        Limit limit;
        return new(getrlimit(LimitOfDescriptors, &limit) == 0 ? (int)Math.Min(limit.Soft / 4, Most) : 0);
    }

    public bool TryTake(int count)
    {
        if (Interlocked.Add(ref _left, -count) >= 0) return true;
        Return(count);
        return false;
    }

    public void Return(int count) => Interlocked.Add(ref _left, count);
}
