using Flyball.Execution;
using Flyball.Execution.Linux;
using Flyball.Jobs;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Output.Results;

/// <summary>Keeps each job's outputs as a row of a table, in the order of their ends. Safe for use by any thread.</summary>
abstract class ResultTable : IJobOutput, IDisposable
{
    readonly Lock _writing = new();
    readonly SafeFileHandle? _file;
    readonly PieceBuffer _buffer;
    bool _hasRows;

    /// <param name="file">Takes the table.</param>
    protected ResultTable(SafeFileHandle file)
    {
        _file = file;
        _buffer = new(piece => Descriptor.WriteAll((int)file.DangerousGetHandle(), piece.Span));
    }

    /// <param name="streams">Whose standard output takes the table.</param>
    protected ResultTable(StandardStreams streams) => _buffer = new(piece => streams.Write(OutputKind.StandardOutput, piece.Span));

    /// <summary>Throws away what the file holds of an earlier run.</summary>
    public void Begin()
    {
        if (_file is not null) OwnFile.Empty("--results", _file);
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(JobExecution execution, JobOutcome outcome, OutputContent standardOutput, OutputContent standardError)
    {
        await Task.Run(() => Write(new(execution, outcome, standardOutput, standardError))).ConfigureAwait(false);
        standardOutput.Dispose();
        standardError.Dispose();
    }

    void Write(ResultRow row)
    {
        lock (_writing)
        {
            long? before = Length();
            try
            {
                if (!_hasRows) WriteHeader(row, _buffer);
                WriteRow(row, _buffer);
                _buffer.Flush();
                _hasRows = true;
            }
            catch (IOException)
            {
                // Half a row would spoil all that follow.
                _buffer.Clear();
                CutBack(before);
                throw;
            }
        }
    }

    /// <returns><c>null</c>: what a pipe has taken cannot be taken back.</returns>
    long? Length()
    {
        try
        {
            return _file is null ? null : RandomAccess.GetLength(_file);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    void CutBack(long? length)
    {
        try
        {
            if (length is { } whole) RandomAccess.SetLength(_file!, whole);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A device; the first failure is the one to tell of.
        }
    }

    /// <summary>Writes what stands before the first row.</summary>
    protected abstract void WriteHeader(ResultRow first, PieceBuffer to);

    /// <summary>Writes a row with its newline.</summary>
    protected abstract void WriteRow(ResultRow row, PieceBuffer to);

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        GC.SuppressFinalize(this);
    }
}
