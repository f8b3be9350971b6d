using System.Text.RegularExpressions;
using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Input;

/// <summary>Where blanks around a value are taken away.</summary>
[Flags]
enum TrimSides
{
    None = 0,
    Left = 1,
    Right = 2,
    Both = Left | Right,
}

/// <summary>How a record becomes the values of a row. Closed: a value, columns between separators, a row of CSV.</summary>
/// <param name="Trim">Blanks around each value that are taken away.</param>
abstract record ColumnSettings(TrimSides Trim)
{
    /// <summary>The rows of records, each as soon as it is complete.</summary>
    /// <param name="records">The text of each.</param>
    /// <param name="name">What they come from, for messages.</param>
    public IEnumerable<string[]> Rows(IEnumerable<string> records, string name) => Trim == TrimSides.None ? Split(records, name) : Split(records, name).Select(Trimmed);

    protected abstract IEnumerable<string[]> Split(IEnumerable<string> records, string name);

    string[] Trimmed(string[] row) => [.. row.Select(value => Trimmed(value))];

    string Trimmed(string value)
    {
        ReadOnlySpan<char> text = value;
        const string blanks = " \t\n\r";
        if (Trim.HasFlag(TrimSides.Left)) text = text.TrimStart(blanks);
        if (Trim.HasFlag(TrimSides.Right)) text = text.TrimEnd(blanks);
        return text.Length == value.Length ? value : text.ToString();
    }
}

/// <summary>A record is a value.</summary>
sealed record SingleColumn(TrimSides Trim = TrimSides.None) : ColumnSettings(Trim)
{
    protected override IEnumerable<string[]> Split(IEnumerable<string> records, string name) => records.Select(record => (string[])[record]);
}

/// <summary>Values are separated by what a pattern matches; what its groups match are values, too.</summary>
sealed record SeparatedColumns(Regex Separator, TrimSides Trim = TrimSides.Both) : ColumnSettings(Trim)
{
    protected override IEnumerable<string[]> Split(IEnumerable<string> records, string name) => records.Select(record => UserPattern.InTime(Separator, record, Split));

    // Unlike Regex.Split an empty match separates nothing at the ends: '|' gives the characters.
    static string[] Split(Regex separator, string record)
    {
        List<string> values = [];
        int start = 0;
        for (Match match = separator.Match(record); match.Success; match = match.NextMatch())
        {
            if (match.Length == 0 && (match.Index == 0 || match.Index == record.Length)) continue;
            values.Add(record[start..match.Index]);
            values.AddRange(match.Groups.Values.Skip(1).Select(group => group.Value));
            start = match.Index + match.Length;
        }

        values.Add(record[start..]);
        return [.. values];
    }
}

/// <summary>Records are rows of CSV.</summary>
/// <param name="Separator">Between values, as it is.</param>
sealed record CsvColumns(string Separator = ",", TrimSides Trim = TrimSides.None) : ColumnSettings(Trim)
{
    protected override IEnumerable<string[]> Split(IEnumerable<string> records, string name) => new CsvReader(Separator, name).Read(records);
}
