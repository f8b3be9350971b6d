using System.Text.Encodings.Web;
using System.Text.Json;
using Flyball.Execution;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Output.Results;

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
