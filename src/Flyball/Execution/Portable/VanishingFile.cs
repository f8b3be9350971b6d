using Microsoft.Win32.SafeHandles;

namespace Flyball.Execution.Portable;

/// <summary>Temporary files that take a job's output, and are gone when they are closed.</summary>
static class VanishingFile
{
    /// <summary>Opens a new one, which nobody but this user can read.</summary>
    /// <exception cref="IOException">None can be made; the message says why.</exception>
    public static SafeFileHandle Open()
    {
        string? path = null;
        try
        {
            path = Path.GetTempFileName();
            SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);

            // Windows keeps the promise for us, whatever becomes of this process. Elsewhere .NET does, if it lives that long: there the name can be taken away at once.
            if (!OperatingSystem.IsWindows()) File.Delete(path);
            return file;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (path is not null) File.Delete(path);
            throw new IOException($"Cannot make a temporary file in '{Path.GetTempPath()}': {failure.Message}", failure);
        }
    }
}
