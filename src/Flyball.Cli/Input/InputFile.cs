using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Input;

/// <summary>Opens a file of values.</summary>
static class InputFile
{
    /// <exception cref="UsageException">There is no such file, or it cannot be read.</exception>
    public static Stream Open(string path) => Open(path, "--arg-file", "-a takes a file that holds one value to a line, or '-' for standard input");

    /// <param name="path">Its name.</param>
    /// <param name="option">The option that named it, for messages; <c>null</c>: it was named by itself.</param>
    /// <param name="hint">What that takes.</param>
    /// <exception cref="UsageException">There is no such file, or it cannot be read.</exception>
    public static Stream Open(string path, string? option, string hint)
    {
        try
        {
            if (Directory.Exists(path)) throw Cannot("it is a directory");
            // No buffer of the stream's own: lines of a pipe are wanted when they arrive. Writers may go on writing.
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Cannot("there is no such file");
        }
        catch (UnauthorizedAccessException)
        {
            throw Cannot("permission denied");
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or NotSupportedException)
        {
            throw Cannot(failure.Message);
        }

        UsageException Cannot(string reason)
        {
            string problem = $"cannot read {UsageException.Quote(path)}: {reason}";
            return option is null ? new(problem, hint) : UsageException.Of(option, problem, hint, path);
        }
    }
}
