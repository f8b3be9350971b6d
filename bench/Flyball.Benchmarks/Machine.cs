using System.Runtime.InteropServices;

namespace Flyball.Benchmarks;

/// <summary>Where figures were taken, and whether the machine had other work.</summary>
static class Machine
{
    public static string Describe()
    {
        string load = File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";
        return $"{Environment.ProcessorCount} CPUs, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, load average {load}";
    }
}
