using System.Text.Encodings.Web;
using System.Text.Json;
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

/// <summary>A table whose fields stand between separators.</summary>
sealed class SeparatedTable : ResultTable
{
    readonly SeparatedValues _values;

    public SeparatedTable(SafeFileHandle file, char separator)
        : base(file) => _values = new((byte)separator);

    public SeparatedTable(StandardStreams streams, char separator)
        : base(streams) => _values = new((byte)separator);

    protected override void WriteHeader(ResultRow first, PieceBuffer to) =>
        WriteLine([.. ResultRow.Names, .. Enumerable.Range(1, first.Arguments.Values.Length).Select(number => $"V{number}"), "Stdout", "Stderr"], [], to);

    protected override void WriteRow(ResultRow row, PieceBuffer to) => WriteLine([.. row.Fields, .. row.Arguments.Values], [row.StandardOutput, row.StandardError], to);

    void WriteLine(IEnumerable<string> texts, IEnumerable<OutputContent> contents, PieceBuffer to)
    {
        bool isFirst = true;
        foreach (OutputContent field in texts.Select(Content).Concat(contents))
        {
            _values.Write(field, isFirst, to);
            isFirst = false;
        }

        to.Write("\n"u8);
    }

    static OutputContent Content(string text)
    {
        byte[] bytes = SystemBytes.Of(text);
        return new(bytes, bytes.Length);
    }
}

/// <summary>An object on a line for each job. Bytes that are not UTF-8 appear as U+FFFD: JSON has no others.</summary>
sealed class JsonTable : ResultTable
{
    static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public JsonTable(SafeFileHandle file)
        : base(file)
    {
    }

    public JsonTable(StandardStreams streams)
        : base(streams)
    {
    }

    protected override void WriteHeader(ResultRow first, PieceBuffer to)
    {
        // Every object names its fields.
    }

    protected override void WriteRow(ResultRow row, PieceBuffer to)
    {
        using (var json = new Utf8JsonWriter(to.Raw, s_options))
        {
            json.WriteStartObject();
            json.WriteNumber("Seq", row.Arguments.Number);
            json.WriteString("Host", ":");
            json.WriteNumber("Starttime", row.StartTime);
            json.WriteNumber("JobRuntime", row.RunTime);
            json.WriteNumber("Send", 0);
            json.WriteNumber("Receive", row.StandardOutput.Length);
            json.WriteNumber("Exitval", row.ExitValue);
            json.WriteNumber("Signal", row.Signal);
            json.WriteString("Command", JsonText.Of(row.Execution.Job.Name));
            json.WriteStartArray("V");
            foreach (string value in row.Arguments.Values) json.WriteStringValue(JsonText.Of(value));
            json.WriteEndArray();
            WriteContent(json, "Stdout", row.StandardOutput, to);
            WriteContent(json, "Stderr", row.StandardError, to);
            json.WriteEndObject();
        }

        to.Write("\n"u8);
    }

    static void WriteContent(Utf8JsonWriter json, string name, OutputContent content, PieceBuffer to)
    {
        json.WritePropertyName(name);
        foreach (ReadOnlyMemory<byte> piece in JsonText.ValidPieces(PieceBuffer.Pieces(content)))
        {
            json.WriteStringValueSegment(piece.Span, isFinalSegment: false);
            json.Flush();
            to.Relieve();
        }

        json.WriteStringValueSegment(""u8, isFinalSegment: true);
    }
}
