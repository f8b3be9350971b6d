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

    static int Open(string path, int flags)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(path + '\0');
        int descriptor;
        fixed (byte* start = bytes)
        {
            do descriptor = open(start, flags, 0x180); // rw for the owner alone
            while (descriptor < 0 && LastError == Interrupted);
        }

        return descriptor;
    }
}
