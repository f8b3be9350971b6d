using System.Buffers;
using System.Text.Json;
using Flyball.Jobs;

namespace Flyball.Cli.Records;

/// <summary>A line of a checkpoint, as far as one goes on from it.</summary>
/// <param name="Identity">What the job is.</param>
/// <param name="Succeeded">Whether it did what it should.</param>
/// <param name="IsRepeat">Whether it was run because it had failed: then it takes the place of that record.</param>
sealed record CheckpointRecord(JobIdentity Identity, bool Succeeded, bool IsRepeat)
{
    /// <summary>The version of the format that is written. One that is newer cannot be read.</summary>
    public const int Version = 1;

    const string Format = "flyball checkpoint";

    static readonly JsonWriterOptions s_readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the first line of a file.</summary>
    public static void WriteHeader(ArrayBufferWriter<byte> to) => WriteLine(to, json =>
    {
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
    });

    /// <summary>The version that the first line of a file tells; <c>null</c>: it is no such line.</summary>
    public static int? VersionOf(ReadOnlyMemory<byte> line) =>
        TryParse(line) is { } header && Text(header, "format") == Format && header.TryGetProperty("version", out JsonElement version) && version.TryGetInt32(out int number) ? number : null;

    /// <summary>Writes the line of a job that ran to its end. Beside the identity and how it ended, all of it is for people.</summary>
    public static void Write(ArrayBufferWriter<byte> to, CheckpointRecord record, long number, JobEnded ended, DateTimeOffset start) => WriteLine(to, json =>
    {
        JobOutcome outcome = ended.Outcome;
        json.WriteString("id", record.Identity.ToString());
        json.WriteString("status", outcome.Status switch { JobStatus.Succeeded => "succeeded", JobStatus.TimedOut => "timed out", JobStatus.OutOfMemory => "out of memory", _ => "failed" });
        if (record.IsRepeat) json.WriteBoolean("repeat", true);
        if (outcome.ExitCode is { } code) json.WriteNumber("exitCode", code);
        if (outcome.Signal is { } signal) json.WriteNumber("signal", signal);
        json.WriteNumber("number", number);
        json.WriteString("startedAt", start);
        json.WriteNumber("seconds", Math.Round((outcome.Usage?.WallTime ?? TimeSpan.Zero).TotalSeconds, 3));
        json.WriteString("command", ended.Job.Name);
    });

    /// <summary>Reads the line of a job.</summary>
    /// <returns><c>null</c>: it is none.</returns>
    public static CheckpointRecord? Parse(ReadOnlyMemory<byte> line)
    {
        if (TryParse(line) is not { } json || !JobIdentity.TryParse(Text(json, "id"), out JobIdentity identity)) return null;
        bool isRepeat = json.TryGetProperty("repeat", out JsonElement repeat) && repeat.ValueKind == JsonValueKind.True;
        return Text(json, "status") switch
        {
            "succeeded" => new(identity, true, isRepeat),
            "failed" or "timed out" or "out of memory" => new(identity, false, isRepeat),
            _ => null,
        };
    }

    static void WriteLine(ArrayBufferWriter<byte> to, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(to, s_readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        to.Write("\n"u8);
    }

    static JsonElement? TryParse(ReadOnlyMemory<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line.Span);
            return JsonElement.TryParseValue(ref reader, out JsonElement? element) && element is { ValueKind: JsonValueKind.Object } && !reader.Read() ? element : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
