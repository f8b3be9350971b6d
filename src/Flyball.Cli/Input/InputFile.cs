using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Input;

/// <summary>Opens a file of values.</summary>
static class InputFile
{
    /// <exception cref="UsageException">There is no such file, or it cannot be read.</exception>
    public static Stream Open(string path)
    {
        try
        {
            if (Directory.Exists(path)) throw Cannot(path, "it is a directory");
            // No buffer of the stream's own: lines of a pipe are wanted when they arrive. Writers may go on writing.
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Cannot(path, "there is no such file");
        }
        catch (UnauthorizedAccessException)
        {
            throw Cannot(path, "permission denied");
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or NotSupportedException)
        {
            throw Cannot(path, failure.Message);
        }
    }

    static UsageException Cannot(string path, string reason) =>
        new($"option '--arg-file': cannot read {UsageException.Quote(path)}: {reason}", "-a takes a file that holds one value to a line, or '-' for standard input");
}
