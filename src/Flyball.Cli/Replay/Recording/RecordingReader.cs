using System.Globalization;
using System.Text.Json;
using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Output;
using Flyball.Cli.Records;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Cli.Replay.Recording;

/// <summary>Reads a record, and checks each line of it. What follows the last newline is what a crash has cut off: it is left out.</summary>
sealed class RecordingReader
{
    readonly Dictionary<JobId, RecordedJob> _jobs = [];
    readonly List<RecordedJob> _order = [];
    readonly Action<RecordedDecision> _decided;
    readonly RecordedMachine _machine = new();
    RecordingHeader? _header;
    readonly List<AdmissionPolicy> _policies = [];
    LoadSample? _load;
    TimeSpan _at;
    double _crowding = 1;

    RecordingReader(Action<RecordedDecision> decided) => _decided = decided;

    /// <summary>Reads a record to its end.</summary>
    /// <param name="stream">Read from its beginning.</param>
    /// <param name="name">The name of the file, for messages.</param>
    /// <param name="decided">Told of each decision; there are too many to keep them all.</param>
    /// <exception cref="UsageException">It is no record, a line of it is wrong, or it cannot be read.</exception>
    public static RecordedRun Read(Stream stream, string name, Action<RecordedDecision> decided)
    {
        var reader = new RecordingReader(decided);
        var lines = new RecordLines(stream);
        try
        {
            foreach (ReadOnlyMemory<byte> line in lines.Read()) reader.Take(line);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
        {
            // The last of them is how a string with half of a surrogate pair fails.
            string reason = failure is JsonException ? "it is no JSON" : failure.Message.TrimEnd('.');
            throw Wrong(name, lines.Number, reason, reader._header is null ? "'flyball run --record FILE' writes a record" : "the file was changed after it was written, or its disk is damaged; the lines before this one can be kept");
        }
        catch (IOException failure)
        {
            throw new UsageException($"cannot read {UsageException.Quote(name)}: {failure.Message}", "flyball replay takes the name of a record, or '-' for standard input");
        }

        return reader.Result(name);
    }

    static UsageException Wrong(string name, long line, string reason, string hint) => new(string.Create(CultureInfo.InvariantCulture, $"{name}:{line}: {reason}"), hint);

    RecordedRun Result(string name)
    {
        if (_header is null) throw Wrong(name, 1, "it is no record: it has no whole line", "'flyball run --record FILE' writes a record");
        return new(_header, _order, _machine) { Policy = _policies.FirstOrDefault(), Length = _at };
    }

    void Take(ReadOnlyMemory<byte> line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        var fields = new JsonFields(document.RootElement);
        if (_header is null) TakeHeader(fields.Object("flyballRecord") ?? throw new FormatException("it is no record: the first line has no field flyballRecord"));
        else if (fields.Object("load") is { } load) _load = LoadTraceReader.Sample(load);
        else if (fields.Object("decision") is { } decision) TakeDecision(decision);
        else if (fields.Object("policy") is { } policy) _policies.Add(PolicyJson.Read(policy));
        else if (fields.Object("job") is { } job) TakeJob(job);
        else if (fields.Object("start") is { } start) TakeStart(start);
        else if (fields.Object("end") is { } end) TakeEnd(end);
        else if (fields.Object("held") is { } held) TakeHeld(held);
        // What a later version adds is skipped.
    }

    void TakeHeader(JsonFields fields)
    {
        int version = fields.Integer("version", 1) ?? throw JsonFields.Missing("version");
        if (version != RecordingHeader.CurrentVersion) throw new FormatException($"the record has version {version}, this flyball reads version {RecordingHeader.CurrentVersion}");
        string at = fields.Text("at") ?? throw JsonFields.Missing("at");
        if (!DateTimeOffset.TryParseExact(at, EventLines.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset begun)) throw JsonFields.Wrong("at");
        _header = new(fields.Text("tool") ?? throw JsonFields.Missing("tool"), begun, fields.Integer("nice", -20, 19) ?? 0);
    }

    void TakeDecision(JsonFields fields)
    {
        if (_policies is not [.., var policy]) throw new FormatException("no policy stands before the decision");
        if (_load is not { } load) throw new FormatException("no load stands before the decision");
        RecordedDecision decision = SituationReader.Decision(fields, policy, load);
        Pass(decision.At);
        _crowding = _machine.Add(decision);
        foreach (RunningJob running in decision.Situation.Running) NoteUse(running, decision.Situation.Now - running.StartedAt);
        _decided(decision);
    }

    void NoteUse(in RunningJob running, TimeSpan age)
    {
        // Started by the decision before, in the same turn, it is told of only afterwards.
        if (_jobs.TryGetValue(running.Id, out RecordedJob? job) && job.Attempts is [.., { End: null } attempt] && (running.Cores is not null || running.Memory is not null))
            attempt.Readings.Add(new(age, running.Cores?.Cores, running.Memory, _crowding));
    }

    void TakeJob(JsonFields fields)
    {
        Pass(fields.RequiredMoment("at"));
        var job = new RecordedJob(fields.Id("id"), fields.Text("template") ?? throw JsonFields.Missing("template"))
        {
            Number = fields.Long("seq"),
            Name = fields.Text("name"),
            IsSequence = fields.Flag("isSequence") ?? false,
            Priority = fields.Integer("priority", int.MinValue) ?? 0,
            Sequence = fields.Long("sequence") is { } sequence ? new JobId(sequence) : null,
            After = [.. fields.Longs("after").Select(id => new JobId(id))],
        };
        // A sequence stands before its steps, so none is in itself.
        if (job.Sequence is { } outer && !Known(outer).IsSequence) throw new FormatException($"job {outer} is no sequence");
        if (!_jobs.TryAdd(job.Id, job)) throw new FormatException($"job {job.Id} is there twice");
        _order.Add(job);
    }

    void TakeStart(JsonFields fields)
    {
        TimeSpan at = Pass(fields.RequiredMoment("at"));
        RecordedJob job = Known(fields.Id("id"));
        if (job.IsSequence || job.Attempts is [.., { End: null or { RunsAgain: false } }]) throw new FormatException($"job {job.Id} cannot be started here");
        ReasonJson.Read(fields);
        job.Attempts.Add(new(at, SituationReader.Estimate(fields.Object("granted") ?? throw JsonFields.Missing("granted"))) { Crowding = _crowding });
    }

    void TakeHeld(JsonFields fields)
    {
        Pass(fields.RequiredMoment("at"));
        Known(fields.Id("id"));
        ReasonJson.Read(fields);
    }

    void TakeEnd(JsonFields fields)
    {
        RecordedJob job = Known(fields.Id("id"));
        var end = new RecordedEnd(Pass(fields.RequiredMoment("at")), fields.Word<JobStatus>("status") ?? throw JsonFields.Missing("status"))
        {
            RunsAgain = fields.Flag("runsAgain") ?? false,
            Wall = fields.Moment("wall"),
            Cpu = fields.Moment("cpu"),
            PeakMemory = fields.Size("peakMemory"),
            Read = fields.Size("read"),
            Written = fields.Size("written"),
        };
        if (job.Attempts is [.., { End: null } attempt]) attempt.End = end;
    }

    RecordedJob Known(JobId id) => _jobs.TryGetValue(id, out RecordedJob? job) ? job : throw new FormatException($"job {id} is not known");

    TimeSpan Pass(TimeSpan at)
    {
        if (at < _at) throw new FormatException("it is earlier than the line before it");
        return _at = at;
    }
}
