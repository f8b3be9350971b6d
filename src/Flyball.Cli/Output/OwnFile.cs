using Flyball.Cli.CommandLine;
using Flyball.Execution.Linux;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Output;

/// <summary>Files that one run at a time writes: what two write at once is of use to nobody.</summary>
static class OwnFile
{
    /// <summary>
    /// Opens a file, and keeps it from other runs until it is closed. What it holds is left to <see cref="Empty"/>: a run that cannot begin is to have taken nothing away. What a pipe or a device is given only its
    /// reader has: several may write to these.
    /// </summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">Its name.</param>
    /// <exception cref="UsageException">Another run has it.</exception>
    /// <exception cref="IOException">It cannot be written; the message is the system's.</exception>
    public static SafeFileHandle Open(string option, string path)
    {
        SafeFileHandle file = Descriptor.OpenToAppend(path, empty: false);
        if (!Descriptor.IsRegularFile(file) || NamedFile.IsDevice(path) || Descriptor.TryLock(file)) return file;
        file.Dispose();
        throw InUse(option, path);
    }

    /// <summary>Throws away what a file holds.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="file">The file, open for writing; a pipe or a device stays as it is.</param>
    /// <exception cref="UsageException">It may only be appended to.</exception>
    public static void Empty(string option, SafeFileHandle file)
    {
        try
        {
            if (Descriptor.IsRegularFile(file)) RandomAccess.SetLength(file, 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw UsageException.Of(option, $"the file cannot be emptied: {failure.Message}", $"{option} takes the name of a file that can be written");
        }
    }

    /// <summary>What to say when another run has a file.</summary>
    public static UsageException InUse(string option, string path) =>
        UsageException.Of(option, $"{UsageException.Quote(path)} is in use by another flyball", "wait for the other run to end, or give each run a file of its own");
}
