using System.Text;
using System.Text.Json;
using Flyball.Admission;
using Flyball.Cli.Output;
using Flyball.Load;

namespace Flyball.Cli.Rendering;

/// <summary>
/// The load as one JSON object: the fields of <see cref="LoadTrace"/>, <c>foreground</c> (what protects it: <c>autogroup</c>, <c>controlGroup</c>, <c>nice</c>), <c>terminalIdle</c> (seconds since somebody typed; absent: unknown),
/// and <c>oneCoreJob</c> with <c>starts</c>, <c>gate</c>, <c>used</c>, <c>needed</c>
/// and <c>limit</c> in the gate's unit.
/// </summary>
static class LoadJson
{
    public static string For(in LoadSample load, Decision decision, Politeness politeness)
    {
        using var sample = new MemoryStream();
        LoadTrace.Write(sample, load);
        using JsonDocument fields = JsonDocument.Parse(sample.ToArray());

        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            foreach (JsonProperty field in fields.RootElement.EnumerateObject()) field.WriteTo(json);
            json.WriteString("foreground", EnumWords<ForegroundMeans>.Of(politeness.Means));
            if (politeness.TerminalIdle is { } idle) json.WriteNumber("terminalIdle", Math.Round(idle.TotalSeconds, 3));
            json.WriteStartObject("oneCoreJob");
            json.WriteBoolean("starts", decision.Starts);
            json.WriteString("gate", EnumWords<Gate>.Of(decision.Because.Gate));
            json.WriteNumber("used", decision.Because.Used);
            json.WriteNumber("needed", decision.Because.Needed);
            json.WriteNumber("limit", decision.Because.Limit);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
