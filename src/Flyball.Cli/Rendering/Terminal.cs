using Flyball.Execution;
using Spectre.Console;

namespace Flyball.Cli.Rendering;

/// <summary>Finds a terminal that can be drawn on.</summary>
static class Terminal
{
    /// <returns><c>null</c>: the stream goes elsewhere, or to a terminal that only ever adds to what it shows, as those of editors do.</returns>
    public static IAnsiConsole? Open(OutputKind stream)
    {
        if (stream == OutputKind.StandardOutput ? Console.IsOutputRedirected : Console.IsErrorRedirected) return null;
        if (!OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb") return null;
        return AnsiConsole.Create(OperatingSystem.IsLinux() ? OnLinux(stream) : new() { Out = new AnsiConsoleOutput(stream == OutputKind.StandardOutput ? Console.Out : Console.Error) });
    }

    static AnsiConsoleSettings OnLinux(OutputKind stream)
    {
        // Our writer is compared with those of .NET's console, which must not be made for that: see TerminalWriter.
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
        return new() { Ansi = AnsiSupport.Yes, Out = new TerminalWriter(stream) };
    }
}
