using Flyball.Execution;
using Flyball.Execution.Linux;

namespace Flyball.Cli.Output;

/// <summary>What the tool itself says, on standard error. That it cannot be written changes neither the jobs nor the exit status.</summary>
static class Messages
{
    /// <summary>Says a line.</summary>
    public static void WriteLine(string line) => Write(line + "\n");

    /// <summary>Says text that ends with its own newline.</summary>
    public static void Write(string text)
    {
        try
        {
            // The console takes descriptors of its own, which may be what is lacking.
            if (OperatingSystem.IsLinux()) Descriptor.WriteAll((int)OutputKind.StandardError, SystemBytes.Of(text));
            else Console.Error.Write(text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // There is no other place to say it.
        }
    }
}
