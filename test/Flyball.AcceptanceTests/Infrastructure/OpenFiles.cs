using System.Globalization;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>What this process itself has open.</summary>
static class OpenFiles
{
    /// <summary>The descriptors of files below a folder.</summary>
    public static string[] Below(string folder) =>
        [.. Directory.EnumerateFiles("/proc/self/fd").Where(link => Target(link)?.StartsWith(folder + "/", StringComparison.Ordinal) == true).Select(link => Path.GetFileName(link))];

    /// <summary>Whether programs that this process starts do not inherit it.</summary>
    public static bool IsClosedOnExec(string descriptor)
    {
        const int CloseOnExec = 0x80000;
        string flags = File.ReadLines($"/proc/self/fdinfo/{descriptor}").First(line => line.StartsWith("flags:", StringComparison.Ordinal));
        return (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & CloseOnExec) != 0;
    }

    public static string Folder(int pid) => string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}");

    static string? Target(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (IOException)
        {
            // Closed meanwhile.
            return null;
        }
    }
}
