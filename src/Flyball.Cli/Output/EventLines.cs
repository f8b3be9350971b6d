using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Cli.Output;

/// <summary>Events as objects of JSON, one to a line. docs/events.md says what is in them. Not thread safe.</summary>
sealed class EventLines : IDisposable
{
    /// <summary>ISO 8601, UTC.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    readonly ArrayBufferWriter<byte> _lines = new(16 * 1024);
    readonly TimeProvider _time;
    readonly long _begun;
    readonly Utf8JsonWriter _json;
    readonly Dictionary<Type, string> _names = [];

    /// <param name="time">Tells what has elapsed from now on.</param>
    public EventLines(TimeProvider time)
    {
        (_time, _begun) = (time, time.GetTimestamp());
        _json = new(_lines, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    /// <summary>The lines that were added since <see cref="Clear"/> was called last.</summary>
    public ReadOnlySpan<byte> All => _lines.WrittenSpan;

    public void Clear() => _lines.ResetWrittenCount();

    /// <summary>Adds the line of an event.</summary>
    public void Add(JobEvent happened)
    {
        _json.WriteStartObject();
        _json.WriteString("event", NameOf(happened));
        WriteTime("at", happened.At);

        // Not the difference of two times of day: somebody may have set the clock between them.
        WriteSeconds("elapsed", _time.GetElapsedTime(_begun));
        _json.WriteNumber("id", happened.Id.Value);
        if (happened.Job.Tag is JobArguments arguments) Write(arguments);
        _json.WriteString("command", JsonText.Of(happened.Job.Name));
        switch (happened)
        {
            case JobQueued { Sequence: { } sequence }:
                _json.WriteNumber("sequence", sequence.Value);
                break;
            case JobHeld held:
                ReasonFields.Write(_json, held.Because);
                WriteTime("since", held.Since);
                ReasonFields.Write(_json, held.Remedies);
                break;
            case JobStarted started:
                ReasonFields.Write(_json, started.Because);
                _json.WriteNumber("cores", started.Granted.Cores.Cores);
                _json.WriteNumber("memory", started.Granted.Memory.Bytes);
                break;
            case JobRetrying retrying:
                Write(retrying.Outcome, retrying.StartedAt);
                _json.WriteNumber("attempt", retrying.Attempt);
                WriteSeconds("pause", retrying.Pause);
                if (retrying.Because is { } because) ReasonFields.Write(_json, because);
                break;
            case JobSuspended suspended:
                ReasonFields.Write(_json, suspended.Because);
                break;
            case JobResumed { Because: { } room }:
                ReasonFields.Write(_json, room);
                break;
            case JobEnded ended:
                Write(ended.Outcome, ended.StartedAt);
                break;
        }

        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _lines.Write("\n"u8);
    }

    /// <summary>The kind of an event as the file says it: the name of its type without <c>Job</c>.</summary>
    string NameOf(JobEvent happened)
    {
        Type type = happened.GetType();
        if (!_names.TryGetValue(type, out string? name)) _names[type] = name = JsonNamingPolicy.CamelCase.ConvertName(type.Name["Job".Length..]);
        return name;
    }

    void Write(JobArguments arguments)
    {
        _json.WriteNumber("seq", arguments.Number);
        if (arguments.Name is { } name) _json.WriteString("name", JsonText.Of(name));
    }

    void Write(JobOutcome outcome, DateTimeOffset? startedAt)
    {
        _json.WriteString("status", EnumWords<JobStatus>.Of(outcome.Status));
        if (outcome.ExitCode is { } exitCode) _json.WriteNumber("exitCode", exitCode);
        if (outcome.Signal is { } signal) _json.WriteNumber("signal", signal);
        if (outcome.Detail is { } detail) _json.WriteString("detail", JsonText.Of(detail));
        if (startedAt is { } started) WriteTime("startedAt", started);
        if (outcome.Usage is not { } usage) return;
        WriteSeconds("wall", usage.WallTime);
        if (usage.UserTime is { } user) WriteSeconds("user", user);
        if (usage.SystemTime is { } system) WriteSeconds("system", system);
        if (usage.PeakMemory is { } peak) _json.WriteNumber("peakMemory", peak.Bytes);
        if (usage.BlocksRead is { } read) _json.WriteNumber("blocksRead", read);
        if (usage.BlocksWritten is { } written) _json.WriteNumber("blocksWritten", written);
        if (usage.OutputBytes is { } output) _json.WriteNumber("outputBytes", output);
    }

    void WriteTime(string name, DateTimeOffset time)
    {
        Span<char> text = stackalloc char[32];
        time.UtcDateTime.TryFormat(text, out int length, TimeFormat, CultureInfo.InvariantCulture);
        _json.WriteString(name, text[..length]);
    }

    void WriteSeconds(string name, TimeSpan time) => _json.WriteNumber(name, decimal.Round(time.Ticks / (decimal)TimeSpan.TicksPerSecond, 3));

    public void Dispose() => _json.Dispose();
}
