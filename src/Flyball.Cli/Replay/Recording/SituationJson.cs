using System.Text.Json;
using Flyball.Admission;
using Flyball.Load;

namespace Flyball.Cli.Replay.Recording;

/// <summary>The facts of a decision as fields of a JSON object: all of them but the load. Estimates stand in a table of their own, since most jobs share them.</summary>
static class SituationJson
{
    /// <param name="json">Where to.</param>
    /// <param name="situation">The facts.</param>
    /// <param name="estimates">A buffer.</param>
    public static void Write(Utf8JsonWriter json, in Situation situation, List<Estimate> estimates)
    {
        estimates.Clear();
        Time(json, "now", situation.Now);
        Time(json, "loadTakenAt", situation.LoadTakenAt);
        if (situation.OwnCores is { } own) json.WriteNumber("ownCores", own);
        json.WriteStartObject("state");
        Write(json, situation.State);
        json.WriteEndObject();

        json.WriteStartArray("queue");
        foreach (ref readonly QueuedJob job in situation.Queue) Write(json, job, IndexOf(job.Estimate, estimates));
        json.WriteEndArray();
        json.WriteStartArray("running");
        foreach (ref readonly RunningJob job in situation.Running) Write(json, job, IndexOf(job.Estimate, estimates));
        json.WriteEndArray();
        json.WriteStartArray("estimates");
        foreach (Estimate estimate in estimates)
        {
            json.WriteStartObject();
            Write(json, estimate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, in Estimate estimate)
    {
        json.WriteNumber("cores", estimate.Cores.Thousandths / 1000m);
        json.WriteNumber("memory", estimate.Memory.Bytes);
        Time(json, "duration", estimate.Duration);
        if (estimate.CoresSource != default) json.WriteString("coresSource", EnumWords<EstimateSource>.Of(estimate.CoresSource));
        if (estimate.MemorySource != default) json.WriteString("memorySource", EnumWords<EstimateSource>.Of(estimate.MemorySource));
        if (estimate.Siblings != 0) json.WriteNumber("siblings", estimate.Siblings);
    }

    static void Write(Utf8JsonWriter json, in QueuedJob job, int estimate)
    {
        json.WriteStartObject();
        json.WriteNumber("id", job.Id.Value);
        json.WriteNumber("estimate", estimate);
        Time(json, "queuedAt", job.QueuedAt);
        if (job.Priority != 0) json.WriteNumber("priority", job.Priority);
        Time(json, "heldSince", job.HeldSince);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, in RunningJob job, int estimate)
    {
        json.WriteStartObject();
        json.WriteNumber("id", job.Id.Value);
        json.WriteNumber("estimate", estimate);
        Time(json, "startedAt", job.StartedAt);
        if (job.Cores is { } cores) json.WriteNumber("cores", cores.Thousandths / 1000m);
        if (job.Memory is { } memory) json.WriteNumber("memory", memory.Bytes);
        if (job.WantsCpu is { } wants) json.WriteBoolean("wantsCpu", wants);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, in AdmissionState state)
    {
        Time(json, "lastStart", state.LastStart);
        Time(json, "waitingSince", state.WaitingSince);
        if (state.Crowded) json.WriteBoolean("crowded", true);
        if (state.CrowdedAt != default) Time(json, "crowdedAt", state.CrowdedAt);
        if (state.CrowdedTwice) json.WriteBoolean("crowdedTwice", true);
    }

    /// <summary>The queue is in order of its templates as a rule: what is looked for was added last.</summary>
    static int IndexOf(in Estimate estimate, List<Estimate> estimates)
    {
        int index = estimates.LastIndexOf(estimate);
        if (index >= 0) return index;
        estimates.Add(estimate);
        return estimates.Count - 1;
    }

    static void Time(Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is { } value) json.WriteNumber(name, LoadTrace.Seconds(value));
    }
}
