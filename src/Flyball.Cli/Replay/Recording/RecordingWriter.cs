using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flyball.Admission;
using Flyball.Cli.Input;
using Flyball.Cli.Output;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Cli.Replay.Recording;

/// <summary>What happens in a run as objects of JSON, one to a line, each with one field that says what it is. docs/record.md says what is in them. Not thread safe.</summary>
sealed class RecordingWriter : IDisposable
{
    readonly ArrayBufferWriter<byte> _lines = new(16 * 1024);
    readonly Utf8JsonWriter _json;
    readonly List<Estimate> _estimates = [];

    public RecordingWriter() => _json = new(_lines, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>The lines that were added since <see cref="Clear"/> was called last.</summary>
    public ReadOnlySpan<byte> All => _lines.WrittenSpan;

    public void Clear() => _lines.ResetWrittenCount();

    public void Header(RecordingHeader header)
    {
        Begin("flyballRecord");
        _json.WriteNumber("version", RecordingHeader.CurrentVersion);
        _json.WriteString("tool", header.Tool);
        _json.WriteString("at", header.At.UtcDateTime.ToString(EventLines.TimeFormat, CultureInfo.InvariantCulture));
        _json.WriteNumber("nice", header.Nice);
        End();
    }

    public void Policy(AdmissionPolicy policy)
    {
        Begin("policy");
        PolicyJson.Write(_json, policy);
        End();
    }

    /// <summary>A sample of the load. It holds for the decisions that follow it, up to the next one.</summary>
    public void Load(in LoadSample sample)
    {
        _json.WriteStartObject();
        _json.WritePropertyName("load");
        LoadTraceWriter.Write(_json, sample);
        _json.WriteEndObject();
        EndLine();
    }

    /// <summary>A decision with its facts, but for the load.</summary>
    public void Decision(TimeSpan at, in Situation situation, Plan plan)
    {
        Begin("decision");
        Time("at", at);
        SituationJson.Write(_json, situation, _estimates);
        _json.WriteStartArray("decided");
        foreach (ref readonly Decision decision in plan.Decisions)
        {
            _json.WriteStartObject();
            if (decision.Starts) _json.WriteBoolean("starts", true);
            ReasonJson.Write(_json, decision.Because);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        if (plan.MemoryStep is { } step)
        {
            _json.WriteStartObject("memoryStep");
            SituationJson.Write(_json, step);
            _json.WriteEndObject();
        }

        End();
    }

    /// <summary>A job that was added.</summary>
    /// <param name="at">When, since the record began.</param>
    /// <param name="queued">What was told of it.</param>
    /// <param name="template">What its template is called.</param>
    /// <param name="withCommand">Whether its command is kept, with all values that are in it.</param>
    public void Queued(TimeSpan at, JobQueued queued, string template, bool withCommand)
    {
        Job job = queued.Job;
        Begin("job");
        Time("at", at);
        _json.WriteNumber("id", queued.Id.Value);
        if (job.Tag is JobArguments place) WritePlace(place);
        _json.WriteString("template", JsonText.Of(template));
        if (withCommand) _json.WriteString("command", JsonText.Of(job.Name));
        if (job is SequenceJob) _json.WriteBoolean("isSequence", true);
        if (job.Priority != 0) _json.WriteNumber("priority", job.Priority);
        if (queued.Sequence is { } sequence) _json.WriteNumber("sequence", sequence.Value);
        if (!queued.After.IsEmpty)
        {
            _json.WriteStartArray("after");
            foreach (JobId other in queued.After) _json.WriteNumberValue(other.Value);
            _json.WriteEndArray();
        }

        End();
    }

    public void Started(TimeSpan at, JobStarted started)
    {
        Begin("start");
        Time("at", at);
        _json.WriteNumber("id", started.Id.Value);
        ReasonJson.Write(_json, started.Because);
        _json.WriteStartObject("granted");
        SituationJson.Write(_json, started.Granted);
        _json.WriteEndObject();
        End();
    }

    public void Held(TimeSpan at, JobHeld held)
    {
        Begin("held");
        Time("at", at);
        _json.WriteNumber("id", held.Id.Value);
        ReasonJson.Write(_json, held.Because);
        End();
    }

    /// <summary>The end of an attempt.</summary>
    /// <param name="at">When, since the record began.</param>
    /// <param name="id">Which job.</param>
    /// <param name="outcome">How.</param>
    /// <param name="runsAgain">Whether another one follows.</param>
    public void Ended(TimeSpan at, JobId id, JobOutcome outcome, bool runsAgain)
    {
        Begin("end");
        Time("at", at);
        _json.WriteNumber("id", id.Value);
        _json.WriteString("status", EnumWords<JobStatus>.Of(outcome.Status));
        if (runsAgain) _json.WriteBoolean("runsAgain", true);
        if (outcome.Usage is { } usage)
        {
            Time("wall", usage.WallTime);
            if (usage.CpuTime is { } cpu) Time("cpu", cpu);
            if (usage.PeakMemory is { } peak) _json.WriteNumber("peakMemory", peak.Bytes);
            if (usage.Read is { } read) _json.WriteNumber("read", read.Bytes);
            if (usage.Written is { } written) _json.WriteNumber("written", written.Bytes);
        }

        End();
    }

    void WritePlace(JobArguments place)
    {
        _json.WriteNumber("seq", place.Number);
        if (place.Name is { } name) _json.WriteString("name", JsonText.Of(name));
    }

    void Begin(string kind)
    {
        _json.WriteStartObject();
        _json.WriteStartObject(kind);
    }

    void End()
    {
        _json.WriteEndObject();
        _json.WriteEndObject();
        EndLine();
    }

    void EndLine()
    {
        _json.Flush();
        _json.Reset();
        _lines.Write("\n"u8);
    }

    void Time(string name, TimeSpan time) => _json.WriteNumber(name, LoadTrace.Seconds(time));

    public void Dispose() => _json.Dispose();
}
