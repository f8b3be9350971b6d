using System.Text;
using System.Text.Json;
using Flyball.Cli.Configuration;

namespace Flyball.Cli.Rendering;

/// <summary>A <see cref="ConfigReport"/> as text. Pure.</summary>
static class ConfigView
{
    const string Default = "default";

    /// <summary>Three columns for people.</summary>
    public static IEnumerable<string> Lines(ConfigReport report)
    {
        int name = report.Settings.Max(setting => setting.Name.Length), value = report.Settings.Max(setting => setting.Value.Length);
        return
        [
            $"config file: {report.File ?? "none, since neither XDG_CONFIG_HOME nor HOME is set"}{(report.FileExists || report.File is null ? "" : " (does not exist)")}",
            .. report.Settings.Select(setting => $"{setting.Name.PadRight(name)}  {OneLine(setting.Value).PadRight(value)}  {setting.Origin?.LineText ?? Default}"),
        ];
    }

    /// <summary>One object: <c>file</c> (or null), <c>fileExists</c>, and <c>settings</c>, each with <c>name</c>, <c>value</c>, <c>origin</c> and, in a file, <c>line</c>.</summary>
    public static string Json(ConfigReport report)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("file", report.File);
            json.WriteBoolean("fileExists", report.FileExists);
            json.WriteStartArray("settings");
            foreach (Setting setting in report.Settings)
            {
                json.WriteStartObject();
                json.WriteString("name", setting.Name);
                json.WriteString("value", setting.Value);
                json.WriteString("origin", setting.Origin?.Name ?? Default);
                if (setting.Origin is { Line: > 0 and var line }) json.WriteNumber("line", line);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    static string OneLine(string value) => string.Concat(value.Select(character => char.IsControl(character) ? '?' : character));
}
