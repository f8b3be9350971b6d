using System.Globalization;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>What the kernel says, read without the code under test.</summary>
static class Machine
{
    public static long MemoryTotal => MemInfo("MemTotal");

    public static long MemoryAvailable => MemInfo("MemAvailable");

    /// <summary>How many processes have exactly these words as their command line.</summary>
    public static int Processes(params string[] words)
    {
        string wanted = string.Concat(words.Select(word => word + '\0'));
        return Directory.EnumerateDirectories("/proc").Count(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]) && CommandLine(folder) == wanted);
    }

    /// <summary>The children of a process.</summary>
    public static IEnumerable<int> Children(int pid) =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => char.IsAsciiDigit(name![0])).Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(child => Parent(child) == pid);

    static int? Parent(int pid)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

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
