using System.Runtime.InteropServices;
using System.Text;
using Flyball.Cli.Configuration;
using Flyball.Execution.Linux;
using Microsoft.Win32.SafeHandles;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Cli.Why;

/// <summary>A run that can be asked.</summary>
/// <param name="Id">The number of the process that its user started.</param>
/// <param name="Folder">Its folder.</param>
sealed record RunFolder(string Id, string Folder)
{
    /// <summary>Where it listens.</summary>
    public string Socket => $"{Folder}/why.sock";
}

/// <summary>
/// The folders of runs: in the state folder; where there is none, or the name of a socket there would be longer than the system takes, in one for the time of the login or in a temporary one. Only their owner can enter them.
/// </summary>
static class RunFolders
{
    /// <summary>Room for the number of a process and for what follows it.</summary>
    const string LongestName = "/4194304-9/why.sock";

    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>O_NOFOLLOW, which differs between architectures.</summary>
    static readonly int s_openNoLink = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;

    /// <summary>A run makes its folder, in it a socket, and listens only then: one so young may not be listening yet.</summary>
    static readonly TimeSpan s_young = TimeSpan.FromSeconds(10);

    /// <summary>Makes the folder of a run.</summary>
    /// <returns><c>null</c>: there is no place for it.</returns>
    public static RunFolder? Make(string id)
    {
        foreach (string place in Places().Where(IsOurs))
        {
            string folder = $"{place}/{id}";
            StateFolder.Make(folder);
            return new(id, folder);
        }

        return null;
    }

    /// <summary>The folders of all runs, also of those that were killed, in the order of their numbers.</summary>
    public static IReadOnlyList<RunFolder> All() =>
        [.. Places().Where(Directory.Exists).SelectMany(Folders).OrderBy(run => run.Id.Length).ThenBy(run => run.Id, StringComparer.Ordinal)];

    /// <summary>Takes away what a killed run has left.</summary>
    public static void Sweep(RunFolder run)
    {
        DateTime made = File.Exists(run.Socket) ? File.GetLastWriteTimeUtc(run.Socket) : Directory.GetLastWriteTimeUtc(run.Folder);
        if (TimeProvider.System.GetUtcNow().UtcDateTime - made > s_young) Remove(run);
    }

    /// <summary>Takes the folder away.</summary>
    public static void Remove(RunFolder run)
    {
        try
        {
            File.Delete(run.Socket);
            Directory.Delete(run.Folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Somebody else has swept, or keeps something there.
        }
    }

    static IEnumerable<RunFolder> Folders(string place)
    {
        try
        {
            // Whatever else has been put there: a socket in a folder of a longer name could not be asked.
            return [.. Directory.EnumerateDirectories(place).Select(folder => new RunFolder(Path.GetFileName(folder), folder)).Where(run => Encoding.UTF8.GetByteCount(run.Socket) <= LocalSocket.LongestPath)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    static IEnumerable<string> Places()
    {
        if (StateFolder.Path is { } state && IsShort($"{state}/runs"))
        {
            yield return $"{state}/runs";
            yield break;
        }

        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is ['/', ..] login && IsShort($"{login.TrimEnd('/')}/flyball")) yield return $"{login.TrimEnd('/')}/flyball";
        yield return $"/tmp/flyball-{geteuid()}";
    }

    static bool IsShort(string place) => Encoding.UTF8.GetByteCount(place) + LongestName.Length <= LocalSocket.LongestPath;

    /// <summary>Makes sure that a place is a folder that only we can enter. In /tmp anybody may have made one by this name: its mode can be set by its owner alone.</summary>
    static bool IsOurs(string place)
    {
        try
        {
            StateFolder.Make(Path.GetDirectoryName(place)!);
            StateFolder.Make(place);
            int descriptor = Descriptor.Open(place, OpenReadOnly | OpenCloseOnExec | s_openNoLink, mode: 0);
            if (descriptor < 0) return false;
            using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(handle, OwnerOnly);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
