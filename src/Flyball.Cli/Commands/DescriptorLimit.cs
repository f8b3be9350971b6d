using Flyball.Cli.CommandLine;
using Flyball.Execution.Linux;

namespace Flyball.Cli.Commands;

/// <summary>What there are file descriptors enough for (<c>ulimit -n</c>): whether for the tool itself, and for how many jobs at once.</summary>
static class DescriptorLimit
{
    /// <summary>Two pipes for a job's output and a file behind each that is long, and one to hear of its end.</summary>
    const int PerJob = 5;

    /// <summary>What the runtime, the load sampler, the streams and processes that are being started hold; looking at jobs holds a quarter of the limit at most.</summary>
    const int Ourselves = 100;

    /// <summary>What the runtime and the load sampler hold where no job is run.</summary>
    const int Least = 24;

    /// <summary>A policy's own cap: the most jobs at once when nobody says.</summary>
    static int UsualCap(PolicyKind policy) => policy == PolicyKind.Plain ? 2 * Environment.ProcessorCount : Math.Max(64, 8 * Environment.ProcessorCount);

    static long? Limit => OperatingSystem.IsLinux() ? DescriptorAllowance.LimitOfThisProcess() : null;

    /// <summary>Makes sure that there are enough for whatever runs no job.</summary>
    /// <exception cref="UsageException">There are too few.</exception>
    public static void Check()
    {
        if (Limit is { } limit and < Least) throw TooLow(limit);
    }

    /// <summary>The cap to use: the user's, or the policy's own (<c>null</c>), unless there are too few descriptors for it.</summary>
    /// <param name="maxRunning">The user's cap; <c>null</c>: none was given.</param>
    /// <param name="policy">Has a cap of its own.</param>
    /// <exception cref="UsageException">There are too few for even one job.</exception>
    public static int? Bound(int? maxRunning, PolicyKind policy)
    {
        if (Limit is not { } limit) return maxRunning;
        int fits = (int)Math.Clamp((limit - Math.Min(limit / 4, 256) - Ourselves) / PerJob, int.MinValue, int.MaxValue);
        if (fits < 1) throw TooLow(limit);
        return fits < (maxRunning ?? UsualCap(policy)) ? fits : maxRunning;
    }

    /// <summary>The most jobs at once that there can be: as <see cref="Bound"/>, with the policy's own cap in numbers.</summary>
    /// <param name="maxRunning">As for <see cref="Bound"/>.</param>
    /// <param name="policy">As for <see cref="Bound"/>.</param>
    /// <exception cref="UsageException">There are too few descriptors for even one job.</exception>
    public static int MostAtOnce(int? maxRunning, PolicyKind policy) => Bound(maxRunning, policy) ?? UsualCap(policy);

    static UsageException TooLow(long limit) => new($"the limit of {limit} open files is too low", "raise it with 'ulimit -n 1024'");
}
