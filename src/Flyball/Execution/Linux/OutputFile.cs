using Microsoft.Win32.SafeHandles;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>Nameless temporary files that take a job's output: nothing is left of them whatever happens to us.</summary>
static class OutputFile
{
    const uint OwnerOnly = 0x180;

    /// <summary>Opens a new one, close-on-exec.</summary>
    /// <exception cref="IOException">None can be made; the message says where and why.</exception>
    public static SafeFileHandle Open()
    {
        string folder = Path.GetTempPath();
        int descriptor = Descriptor.Open(folder, OpenTemporaryFile | OpenReadWrite | OpenAppend | OpenCloseOnExec, OwnerOnly);
        if (descriptor < 0)
        {
            // Some file systems have no nameless files: make one with a name and take that away.
            string path = Path.Combine(folder, $"flyball-{Guid.NewGuid():N}");
            descriptor = Descriptor.Open(path, OpenCreate | OpenExclusive | OpenReadWrite | OpenAppend | OpenCloseOnExec, OwnerOnly);
            int error = LastError;
            if (descriptor < 0) throw new IOException($"Cannot make a temporary file in '{folder}': {Describe(error)}.");
            File.Delete(path);
        }

        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Makes a hole in a file: these bytes take no room any more. Where the file system knows no holes they go on taking it.</summary>
    public static void Forget(SafeFileHandle file, long position, long count)
    {
        if (OperatingSystem.IsLinux() && count > 0) _ = fallocate((int)file.DangerousGetHandle(), MakeHole, position, count);
    }
}
