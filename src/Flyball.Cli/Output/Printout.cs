using Flyball.Cli.CommandLine;
using Flyball.Execution;
using Flyball.Execution.Linux;

namespace Flyball.Cli.Output;

/// <summary>What commands print on standard output.</summary>
static class Printout
{
    /// <summary>Prints text. Not by the console's own stream: that goes on writing into a closed pipe for ever, and says nothing of it.</summary>
    /// <exception cref="ReaderGoneException">Nobody reads it any more.</exception>
    /// <exception cref="UsageException">It cannot be printed.</exception>
    public static void Write(string text)
    {
        try
        {
            if (OperatingSystem.IsLinux()) Descriptor.WriteAll((int)OutputKind.StandardOutput, SystemBytes.Of(text));
            else Console.Out.Write(text);
        }
        catch (IOException failure) when (failure.HResult == Native.BrokenPipe)
        {
            throw new ReaderGoneException();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"standard output cannot be written: {failure.Message}", "send it to where there is room, or into a program");
        }
    }
}

/// <summary>The reader of standard output has gone.</summary>
sealed class ReaderGoneException : Exception;
