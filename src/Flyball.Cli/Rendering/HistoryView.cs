using System.Globalization;
using System.Text;
using System.Text.Json;
using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>What was learned of jobs as text. Pure.</summary>
static class HistoryView
{
    const double Usual = 0.5, Most = 0.95, Largest = 1;

    static readonly string[] s_titles = ["runs", "memory: half", "95 %", "all", "cores", "time: half", "95 %", "read", "written", "last", "template"];

    /// <summary>A table for people: what half of the jobs, 95 % of them and all that are remembered did not exceed.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<KeyValuePair<string, TemplateRecord>> all)
    {
        string[][] rows = [s_titles, .. all.Select(template => Cells(template.Key, template.Value))];
        int[] widths = [.. s_titles.Select((_, column) => rows.Max(row => row[column].Length))];
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadLeft(widths[column]))));
    }

    /// <summary>
    /// An object for each template: <c>template</c>, <c>runs</c>, <c>lastUse</c>; <c>memory</c>, <c>read</c> and <c>written</c> in bytes, <c>cores</c>, <c>seconds</c> and <c>firstLoadSeconds</c>, each with
    /// <c>p50</c>, <c>p95</c> and <c>max</c>, and null where nothing was measured; <c>bestConcurrency</c>.
    /// </summary>
    public static string Json(KeyValuePair<string, TemplateRecord> template)
    {
        TemplateRecord record = template.Value;
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("template", template.Key);
            json.WriteNumber("runs", record.Ends);
            json.WriteString("lastUse", Day(record.LastDay));
            Write(json, "memory", record.PeakMemory, 1);
            Write(json, "cores", record.Cores, 1000);
            Write(json, "seconds", record.WallTime, 1000);
            Write(json, "firstLoadSeconds", record.FirstLoad, 1000);
            Write(json, "read", record.Read, 1);
            Write(json, "written", record.Written, 1);
            if (record.BestConcurrency is { } best) json.WriteNumber("bestConcurrency", best);
            else json.WriteNull("bestConcurrency");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    static void Write(Utf8JsonWriter json, string name, Distribution distribution, double unit)
    {
        if (distribution.Classes.IsEmpty)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        foreach ((string key, double share) in (ReadOnlySpan<(string, double)>)[("p50", Usual), ("p95", Most), ("max", Largest)])
            json.WriteNumber(key, Math.Round(Figure(distribution, share) / unit, unit == 1 ? 0 : 3));
        json.WriteEndObject();
    }

    static string[] Cells(string template, TemplateRecord record) =>
    [
        record.Ends.ToString(CultureInfo.InvariantCulture),
        Size(record.PeakMemory, Usual), Size(record.PeakMemory, Most), Size(record.PeakMemory, Largest),
        record.Cores.Classes.IsEmpty ? "-" : (record.Cores.Quantile(Usual) / 1000).ToString("0.00", CultureInfo.InvariantCulture),
        Time(record.WallTime, Usual), Time(record.WallTime, Most),
        Size(record.Read, Usual), Size(record.Written, Usual),
        Day(record.LastDay),
        string.Concat(template.Select(character => char.IsControl(character) ? '?' : character)),
    ];

    static string Size(Distribution distribution, double share) => distribution.Classes.IsEmpty ? "-" : ByteSize.FromBytes(Figure(distribution, share)).ToString();

    static string Time(Distribution distribution, double share) => distribution.Classes.IsEmpty ? "-" : TimeText.For(TimeSpan.FromMilliseconds(distribution.Quantile(share)));

    /// <summary>Nothing is in the lowest class, whose edge is 1.</summary>
    static double Figure(Distribution distribution, double share) => distribution.Quantile(share) is > 1 and var figure ? figure : 0;

    static string Day(int sinceEpoch) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(Math.Min(sinceEpoch, 1_000_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
