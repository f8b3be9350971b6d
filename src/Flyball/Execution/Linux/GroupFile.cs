using Microsoft.Win32.SafeHandles;

namespace Flyball.Execution.Linux;

/// <summary>Reads and writes a file of a control group.</summary>
static class GroupFile
{
    /// <summary>The text; empty when it cannot be read.</summary>
    public static string Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (Exception failure) when (IsExpected(failure))
        {
            return "";
        }
    }

    /// <exception cref="IOException">It cannot be written; the message is the system's, and HResult its number of the error.</exception>
    public static void Write(string path, string text)
    {
        using SafeFileHandle file = Open(path);
        Write(file, text);
    }

    /// <summary>Opens it for writing.</summary>
    /// <exception cref="IOException">It cannot be opened; as with <see cref="Write(string, string)"/>.</exception>
    public static SafeFileHandle Open(string path) => Descriptor.Open(path, Native.OpenWriteOnly | Native.OpenCloseOnExec, mode: 0) is >= 0 and var descriptor
        ? new(descriptor, ownsHandle: true)
        : throw new IOException(Native.Describe(Native.LastError), Native.LastError);

    /// <exception cref="IOException">It cannot be written; as with <see cref="Write(string, string)"/>.</exception>
    public static void Write(SafeFileHandle file, string text) => Descriptor.WriteAll((int)file.DangerousGetHandle(), System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Whether a failure is one of a file that is not there, or not for us.</summary>
    public static bool IsExpected(Exception failure) => failure is IOException or UnauthorizedAccessException;
}
