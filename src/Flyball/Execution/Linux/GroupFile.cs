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
        int descriptor = Descriptor.Open(path, Native.OpenWriteOnly | Native.OpenCloseOnExec, mode: 0);
        if (descriptor < 0) throw new IOException(Native.Describe(Native.LastError), Native.LastError);
        try
        {
            Descriptor.WriteAll(descriptor, System.Text.Encoding.UTF8.GetBytes(text));
        }
        finally
        {
            _ = Native.close(descriptor);
        }
    }

    /// <summary>Whether a failure is one of a file that is not there, or not for us.</summary>
    public static bool IsExpected(Exception failure) => failure is IOException or UnauthorizedAccessException;
}
