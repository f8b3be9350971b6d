using Flyball.Execution;

namespace Flyball.Cli.Output;

/// <summary>What a job has to say: its command, if that is to be shown, then its two streams. Used by one thread at a time, but for the news of a running job.</summary>
sealed class JobText
{
    readonly StreamText _output, _error;
    byte[]? _command;
    volatile OutputContent? _outputSoFar, _errorSoFar;
    int _hasNews;

    /// <param name="tag">What stands before each line; empty: nothing.</param>
    /// <param name="command">The line that is said first, with its newline; empty: none.</param>
    public JobText(byte[] tag, byte[] command)
    {
        _output = new(OutputKind.StandardOutput, tag);
        _error = new(OutputKind.StandardError, tag);
        _command = command.Length > 0 ? [.. tag, .. command] : null;
    }

    /// <summary>Takes note of what a running job wrote so far. For any thread.</summary>
    /// <returns>Whether these are news since <see cref="PrintNews"/> was called last.</returns>
    public bool Note(OutputKind stream, OutputContent soFar)
    {
        if (stream == OutputKind.StandardOutput) _outputSoFar = soFar;
        else _errorSoFar = soFar;
        return Interlocked.Exchange(ref _hasNews, 1) == 0;
    }

    /// <summary>Prints the lines that the running job has ended since the last call.</summary>
    public void PrintNews(PieceWriter writer)
    {
        Volatile.Write(ref _hasNews, 0);
        PrintCommand(writer);
        if (_outputSoFar is { } output) _output.PrintLines(output, writer);
        if (_errorSoFar is { } error) _error.PrintLines(error, writer);
    }

    /// <summary>Prints all that was not printed yet of a job that has ended.</summary>
    public void PrintRest(OutputContent output, OutputContent error, PieceWriter writer)
    {
        PrintCommand(writer);
        _output.PrintRest(output, writer);
        _error.PrintRest(error, writer);
    }

    void PrintCommand(PieceWriter writer)
    {
        if (_command is null) return;
        writer(OutputKind.StandardOutput, _command);
        _command = null;
    }
}
