using Flyball.Execution.Linux;

namespace Flyball.Cli.CommandLine;

/// <summary>The file that a name means, through links of both kinds.</summary>
static class NamedFile
{
    /// <summary>Whether it is a device, or what a shell passes as a name in /dev.</summary>
    public static bool IsDevice(string path) =>
        Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal) || (OperatingSystem.IsLinux() && FileStatus.Of(path) is { IsDevice: true });

    /// <summary>Whether there is something of that name that does not keep what is written: a pipe, a device, a socket, a folder.</summary>
    public static bool KeepsNothing(string path) => OperatingSystem.IsLinux() && FileStatus.Of(path) is { IsRegular: false };

    /// <summary>A text that two names share if they mean the same file, there already or to be made.</summary>
    public static string KeyOf(string path)
    {
        string whole = Path.GetFullPath(path);
        if (!OperatingSystem.IsLinux()) return whole;
        if (FileStatus.Of(whole) is { } file) return KeyOf(file);

        // A link to what is not there is where that will be made.
        if (Target(whole) is { } target) whole = target;
        return FileStatus.Of(Path.GetDirectoryName(whole) ?? "/") is { } folder ? $"{KeyOf(folder)}/{Path.GetFileName(whole)}" : whole;
    }

    /// <summary>The same for the file that is read as standard input; <c>null</c>: it is none of a disk.</summary>
    public static string? KeyOfStandardInput() => OperatingSystem.IsLinux() && FileStatus.Of(0) is { IsRegular: true } file ? KeyOf(file) : null;

    static string KeyOf(FileStatus file) => $"{file.Device}:{file.Number}";

    static string? Target(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // There is nothing, links go in a circle, or its folder is not for us to search.
            return null;
        }
    }
}
