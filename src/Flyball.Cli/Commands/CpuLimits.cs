using Flyball.Cli.CommandLine;
using Flyball.Execution.Linux;

namespace Flyball.Cli.Commands;

/// <summary>Whether this machine can limit what jobs use of its CPUs.</summary>
static class CpuLimits
{
    /// <exception cref="UsageException">It cannot.</exception>
    public static void Check()
    {
        if (!OperatingSystem.IsLinux()) throw Cannot("this system has no control groups");
        using var groups = new JobGroups();
        if (groups.CpuObstacle is { } obstacle) throw Cannot(obstacle);
    }

    static UsageException Cannot(string obstacle) =>
        new($"jobs cannot be limited in the cores that they use: {obstacle}", "it takes a control group of the CPU in which Flyball may make others; --cpu-list binds jobs to CPUs without one");
}
