using System.Text;
using Flyball.Cli.Output;
using Flyball.Execution;
using Flyball.Execution.Linux;
using Spectre.Console;

namespace Flyball.Cli.Rendering;

/// <summary>Writes to a terminal. .NET's console would switch its keypad over when it is first used, and leave it so: many keys then do nothing in the next program.</summary>
/// <param name="stream">Which of ours the terminal is.</param>
sealed class TerminalWriter(OutputKind stream) : TextWriter, IAnsiConsoleOutput
{
    /// <summary>Of a terminal that does not say.</summary>
    const int UsualWidth = 80, UsualHeight = 24;

    public override Encoding Encoding => Encoding.UTF8;

    public TextWriter Writer => this;

    public bool IsTerminal => true;

    public int Width => Descriptor.WindowSize((int)stream).Columns is > 0 and var columns ? columns : UsualWidth;

    public int Height => Descriptor.WindowSize((int)stream).Rows is > 0 and var rows ? rows : UsualHeight;

    public override void Write(char value) => Write(value.ToString());

    /// <exception cref="IOException">The terminal is gone.</exception>
    public override void Write(string? value) => Descriptor.WriteAll((int)stream, SystemBytes.Of(value ?? ""));

    public void SetEncoding(Encoding encoding)
    {
        // It is that of all that is written here.
    }
}
