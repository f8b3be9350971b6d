using System.Text;
using System.Text.Json;
using Flyball.Cli.Replay;
using Flyball.Cli.Replay.Recording;

namespace Flyball.Cli.Rendering;

/// <summary>
/// What came of a replay as one JSON object: <c>decisions</c> with <c>all</c>, <c>same</c> and <c>changed</c>, and <c>happened</c>, <c>simulated</c> and <c>changed</c> with <c>makespan</c> in seconds, <c>peakMemory</c> in bytes,
/// <c>memoryEnds</c> and <c>mostRunning</c>. What there is not is left out.
/// </summary>
static class ReplayJson
{
    public static string For(ReplayReport report)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteStartObject("decisions");
            json.WriteNumber("all", report.Decisions.Count);
            json.WriteNumber("same", report.Decisions.Same);
            if (!report.Changes.IsEmpty) json.WriteNumber("changed", report.Decisions.Changed);
            json.WriteEndObject();
            Figures(json, "happened", report.Run.Happened);
            Figures(json, "simulated", report.Simulated);
            Figures(json, "changed", report.Changed);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    static void Figures(Utf8JsonWriter json, string name, RunFigures? figures)
    {
        if (figures is not { } known) return;
        json.WriteStartObject(name);
        json.WriteNumber("makespan", known.Makespan.TotalSeconds);
        json.WriteNumber("peakMemory", known.PeakMemory.Bytes);
        json.WriteNumber("memoryEnds", known.MemoryEnds);
        json.WriteNumber("mostRunning", known.MostRunning);
        json.WriteEndObject();
    }
}
