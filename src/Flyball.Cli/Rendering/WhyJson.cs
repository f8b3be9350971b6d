using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flyball.Cli.Input;
using Flyball.Cli.Output;
using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>
/// The answers of <c>flyball why</c> as one object of JSON on a line: <c>run</c>, <c>folder</c>, <c>at</c>, <c>elapsed</c>, <c>succeeded</c>, <c>failed</c>, <c>queued</c>, <c>parked</c>, <c>moreToCome</c>, <c>draining</c>,
/// <c>others</c> (cores that these use while running jobs want them; absent: none are seen) and <c>jobs</c>, whose fields are those of events. Pure.
/// </summary>
static class WhyJson
{
    static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The run as a whole: the jobs that run, and the foremost one that is held.</summary>
    public static string For(RunFacts run) => For(run, run.Now.FirstHeld is { } held ? [.. run.Now.Running, held] : run.Now.Running, []);

    /// <summary>Some jobs of it.</summary>
    public static string For(RunFacts run, IReadOnlyList<JobExplanation> jobs, IReadOnlyList<JobEnded> ended)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, s_options))
        {
            json.WriteStartObject();
            json.WriteNumber("run", run.Id);
            json.WriteString("folder", JsonText.Of(run.Folder));
            json.WriteString("at", Time(run.Now.At));
            json.WriteNumber("elapsed", Seconds(run.Elapsed));
            json.WriteNumber("succeeded", run.Ended.Succeeded);
            json.WriteNumber("failed", run.Ended.Failed);
            json.WriteNumber("running", run.Now.Running.Count);
            json.WriteNumber("queued", run.Now.Queued);
            json.WriteNumber("parked", run.Now.Parked);
            json.WriteBoolean("moreToCome", run.MoreToCome);
            json.WriteBoolean("draining", run.Now.IsDraining);
            if (run.Now.Others is { } others) json.WriteNumber("others", Math.Round(others.Cores, 3));
            json.WriteStartArray("jobs");
            foreach (JobEnded job in ended) Write(json, job);
            foreach (JobExplanation job in jobs) Write(json, job);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }

    static void Write(Utf8JsonWriter json, JobExplanation job)
    {
        Begin(json, job.Id, job.Job, EnumWords<JobStage>.Of(job.Stage));
        json.WriteString("since", Time(job.Since));
        if (job.Because is { } reason) ReasonFields.Write(json, reason);
        if (job.Place is { } place) json.WriteNumber("place", place);
        if (job.Stage == JobStage.Waiting) ReasonFields.Write(json, job.Remedies);
        if (job.Estimate is { } estimate)
        {
            json.WriteNumber("cores", estimate.Cores.Cores);
            json.WriteNumber("memory", estimate.Memory.Bytes);
        }

        if (job.Cores is { } cores) json.WriteNumber("usedCores", Math.Round(cores, 3));
        if (job.Memory is { } memory) json.WriteNumber("usedMemory", memory.Bytes);
        if (job.Due is { } due) json.WriteString("due", Time(due));
        if (job.WaitsFor.Count > 0)
        {
            json.WriteStartArray("waitsFor");
            foreach (Job other in job.WaitsFor) json.WriteStringValue(JsonText.Of(JobArguments.Of(other).Name ?? $"{JobArguments.Of(other).Number}"));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, JobEnded job)
    {
        Begin(json, job.Id, job.Job, "ended");
        json.WriteString("since", Time(job.At));
        json.WriteString("status", EnumWords<JobStatus>.Of(job.Outcome.Status));
        if (job.Outcome.ExitCode is { } code) json.WriteNumber("exitCode", code);
        if (job.Outcome.Signal is { } signal) json.WriteNumber("signal", signal);
        if (job.Outcome.Detail is { } detail) json.WriteString("detail", JsonText.Of(detail));
        if (job.Outcome.Usage is { } usage) json.WriteNumber("wall", Seconds(usage.WallTime));
        if (job.Outcome.Usage?.PeakMemory is { } peak) json.WriteNumber("peakMemory", peak.Bytes);
        json.WriteEndObject();
    }

    static void Begin(Utf8JsonWriter json, JobId id, Job job, string stage)
    {
        var place = JobArguments.Of(job);
        json.WriteStartObject();
        json.WriteNumber("id", id.Value);
        json.WriteNumber("seq", place.Number);
        if (place.Name is { } name) json.WriteString("name", JsonText.Of(name));
        json.WriteString("command", JsonText.Of(job.Name));
        json.WriteString("stage", stage);
    }

    static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(EventLines.TimeFormat, System.Globalization.CultureInfo.InvariantCulture);

    static decimal Seconds(TimeSpan time) => decimal.Round(time.Ticks / (decimal)TimeSpan.TicksPerSecond, 3);
}
