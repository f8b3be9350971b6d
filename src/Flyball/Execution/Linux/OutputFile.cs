using System.Text;
using Microsoft.Win32.SafeHandles;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>Nameless temporary files that take a job's output: nothing is left of them whatever happens to us.</summary>
static unsafe class OutputFile
{
    /// <summary>Opens a new one, close-on-exec.</summary>
    /// <exception cref="IOException">None can be made; the message says where and why.</exception>
    public static SafeFileHandle Open()
    {
        string folder = Path.GetTempPath();
        int descriptor = Open(folder, OpenTemporaryFile | OpenReadWrite | OpenAppend | OpenCloseOnExec);
        if (descriptor < 0)
        {
            // Some file systems have no nameless files: make one with a name and take that away.
            string path = Path.Combine(folder, $"flyball-{Guid.NewGuid():N}");
            descriptor = Open(path, OpenCreate | OpenExclusive | OpenReadWrite | OpenAppend | OpenCloseOnExec);
            int error = LastError;
            if (descriptor < 0) throw new IOException($"Cannot make a temporary file in '{folder}': {Describe(error)}.");
            File.Delete(path);
        }

        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Opens a file with a name of the user, made where it is not there, to which every write is appended.</summary>
    /// <exception cref="IOException">It cannot be opened; the message is the system's.</exception>
    public static SafeFileHandle OpenToAppend(string path, bool empty)
    {
        int descriptor = Open(path, OpenCreate | OpenWriteOnly | OpenAppend | OpenCloseOnExec | (empty ? OpenTruncate : 0), mode: 0x1b6); // rw for all, less the umask
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw new IOException(Describe(LastError));
    }

    /// <summary>Whether no room is left where they are: what a job wrote last may then be missing, and its own complaint with it.</summary>
    public static bool IsFolderFull()
    {
        try
        {
            var drive = new DriveInfo(Path.GetTempPath());
            return (Environment.IsPrivilegedProcess ? drive.TotalFreeSpace : drive.AvailableFreeSpace) == 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    static int Open(string path, int flags, uint mode = 0x180) // rw for the owner alone
    {
        byte[] bytes = Encoding.UTF8.GetBytes(path + '\0');
        int descriptor;
        fixed (byte* start = bytes)
        {
            do descriptor = open(start, flags, mode);
            while (descriptor < 0 && LastError == Interrupted);
        }

        return descriptor;
    }
}
