using System.Text.Json;
using Flyball.Admission;
using Flyball.Cli.Output;
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
        SituationFields.All.Write(json, situation);
        json.WriteStartObject("state");
        StateFields.All.Write(json, situation.State);
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
        JobFields.Estimate.Write(json, estimate);
    }

    static void Write(Utf8JsonWriter json, in QueuedJob job, int estimate)
    {
        json.WriteStartObject();
        json.WriteNumber("id", job.Id.Value);
        json.WriteNumber("estimate", estimate);
        Time(json, "queuedAt", job.QueuedAt);
        JobFields.Queued.Write(json, job);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, in RunningJob job, int estimate)
    {
        json.WriteStartObject();
        json.WriteNumber("id", job.Id.Value);
        json.WriteNumber("estimate", estimate);
        Time(json, "startedAt", job.StartedAt);
        JobFields.Running.Write(json, job);
        json.WriteEndObject();
    }

    /// <summary>What was done with a running job for the sake of memory.</summary>
    public static void Write(Utf8JsonWriter json, in MemoryStep step)
    {
        json.WriteString("kind", EnumWords<MemoryStepKind>.Of(step.Kind));
        json.WriteNumber("job", step.Job.Value);
        ReasonJson.Write(json, step.Because);
    }

    /// <summary>The queue is in order of its templates as a rule: what is looked for was added last.</summary>
    static int IndexOf(in Estimate estimate, List<Estimate> estimates)
    {
        int index = estimates.LastIndexOf(estimate);
        if (index >= 0) return index;
        estimates.Add(estimate);
        return estimates.Count - 1;
    }

    static void Time(Utf8JsonWriter json, string name, TimeSpan time) => json.WriteNumber(name, LoadTrace.Seconds(time));
}
