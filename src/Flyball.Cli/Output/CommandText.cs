using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Output;

/// <summary>The command of a job on standard output: lines that a shell takes, which are never changed but on a terminal. There control characters of values would steer it. Pure.</summary>
static class CommandText
{
    /// <summary>The lines, the last one with its newline.</summary>
    /// <param name="command">The command line of a job, which may hold several lines.</param>
    /// <param name="onTerminal">Whether a terminal shows them.</param>
    public static string For(string command, bool onTerminal)
    {
        string lines = command.TrimEnd('\n') + "\n";
        return onTerminal ? string.Concat(lines.Select(character => character is '\n' or '\t' ? $"{character}" : UsageException.OneLine($"{character}"))) : lines;
    }
}
