using System.Diagnostics;
using System.Globalization;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>What the kernel says, read without the code under test.</summary>
static class Machine
{
    public static long MemoryTotal => MemInfo("MemTotal");

    public static long MemoryAvailable => MemInfo("MemAvailable");

    /// <summary>The most memory that these tests held so far.</summary>
    public static long OwnPeakMemory => long.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;

    /// <summary>How many processes have exactly these words as their command line.</summary>
    public static int Processes(params string[] words) => Pids(words).Length;

    /// <summary>The children of a process.</summary>
    public static IEnumerable<int> Children(int pid) =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => char.IsAsciiDigit(name![0])).Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(child => IsChild(child, pid));

    static bool IsChild(int pid, int parent)
    {
        try
        {
            return Parent(pid) == parent;
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return false;
        }
    }

    /// <summary>Whether a process lives; one that has ended and was not waited for does not.</summary>
    public static bool IsAlive(int pid)
    {
        try
        {
            if (OperatingSystem.IsLinux()) return File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1][0] is not ('Z' or 'X');
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (Exception gone) when (gone is IOException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>CPU time of processes so far, and of the children that they waited for.</summary>
    public static TimeSpan CpuTime(params IEnumerable<int> processes) => TimeSpan.FromMilliseconds(10 * processes.Sum(pid => Stat(pid)[11..15].Sum(long.Parse)));

    /// <summary>Bytes of memory that processes hold.</summary>
    public static long Resident(params IEnumerable<int> processes) => processes.Sum(pid => long.Parse(Stat(pid)[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize);

    /// <summary>When a process was started, in the kernel's ticks: what tells it from others that had its number.</summary>
    public static long StartTicks(int pid) => long.Parse(Stat(pid)[19], CultureInfo.InvariantCulture);

    /// <summary>The state of a process as one letter: S sleeps, T is stopped, Z has ended; <c>null</c>: there is no such process.</summary>
    public static char? State(int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")).Split(") ")[^1][0];
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The numbers of the processes that have exactly these words as their command line.</summary>
    public static int[] Pids(params string[] words)
    {
        string wanted = string.Concat(words.Select(word => word + '\0'));
        return [.. Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]) && CommandLine(folder) == wanted).Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))];
    }

    public static int Parent(int pid) => int.Parse(Stat(pid)[1], CultureInfo.InvariantCulture);

    /// <summary>The fields after the name, so that field 3 of the manual is the first.</summary>
    static string[] Stat(int pid) => File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")).Split(") ")[^1].Split(' ');

    static string? CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    static long MemInfo(string name)
    {
        Requirement.Need("linux");
        string line = File.ReadLines("/proc/meminfo").First(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
