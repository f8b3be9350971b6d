using Flyball.Cli.CommandLine;
using Flyball.Execution.Linux;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Output;

/// <summary>Files that one run at a time writes: what two write at once is of use to nobody.</summary>
static class OwnFile
{
    /// <summary>Opens and empties a file until it is closed. What a pipe or a device is given only its reader has: several may write to these.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">Its name.</param>
    /// <exception cref="UsageException">Another run has it.</exception>
    /// <exception cref="IOException">It cannot be written; the message is the system's.</exception>
    public static SafeFileHandle Open(string option, string path)
    {
        SafeFileHandle file = Descriptor.OpenToAppend(path, empty: false);
        try
        {
            if (!Descriptor.IsRegularFile(file)) return file;
            if (!NamedFile.IsDevice(path) && !Descriptor.TryLock(file)) throw InUse(option, path);
            RandomAccess.SetLength(file, 0);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What to say when another run has a file.</summary>
    public static UsageException InUse(string option, string path) =>
        new($"option '{option}': {UsageException.Quote(path)} is in use by another flyball", "wait for the other run to end, or give each run a file of its own");
}
