using System.Text;
using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Input;

/// <summary>Reads rows of CSV (RFC 4180): fields in double quotes may hold the separator and newlines, and quotes that are doubled. A carriage return before a newline ends a row with it.</summary>
/// <param name="separator">Between fields; at least one character.</param>
/// <param name="name">What the rows come from, for messages.</param>
sealed class CsvReader(string separator, string name)
{
    readonly List<string> _fields = [];
    readonly StringBuilder _field = new();
    long _line, _quoteLine;
    bool _inQuotes;

    /// <summary>Reads rows from lines.</summary>
    /// <exception cref="UsageException">A line is no CSV.</exception>
    public IEnumerable<string[]> Read(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            _line++;
            if (Add(line)) yield return Take();
        }

        if (_inQuotes) throw Wrong(_quoteLine, "a quote is not closed");
    }

    string[] Take()
    {
        string[] row = [.. _fields];
        _fields.Clear();
        return row;
    }

    /// <summary>Takes a line, and says whether the row ends with it.</summary>
    bool Add(string line)
    {
        int at = 0;
        if (_inQuotes) _field.Append('\n');
        while (true)
        {
            if (!_inQuotes && at < line.Length && line[at] == '"')
            {
                (_inQuotes, _quoteLine) = (true, _line);
                at++;
            }

            if (_inQuotes)
            {
                at = ReadQuoted(line, at);
                if (at < 0) return false;
            }
            else
            {
                at = ReadBare(line, at);
            }

            _fields.Add(_field.ToString());
            _field.Clear();
            if (at >= line.Length) return true;
            at += separator.Length;
        }
    }

    /// <returns>Where the field ends; negative: not on this line.</returns>
    int ReadQuoted(string line, int at)
    {
        while (true)
        {
            int quote = line.IndexOf('"', at);
            _field.Append(line, at, (quote < 0 ? line.Length : quote) - at);
            if (quote < 0) return -1;
            at = quote + 1;
            if (at >= line.Length || line[at] != '"') break;
            _field.Append('"');
            at++;
        }

        _inQuotes = false;
        if (at == line.Length - 1 && line[at] == '\r') return line.Length;
        return at == line.Length || SeparatorAt(line, at) ? at : throw Wrong(_line, "there is text behind a closing quote");
    }

    int ReadBare(string line, int at)
    {
        int end = line.IndexOf(separator, at, StringComparison.Ordinal);
        if (end < 0) end = line.Length;
        ReadOnlySpan<char> text = line.AsSpan(at, end - at);
        if (end == line.Length && text.EndsWith('\r')) text = text[..^1];
        if (text.Contains('"')) throw Wrong(_line, "there is a quote inside a field without quotes");
        _field.Append(text);
        return end;
    }

    bool SeparatorAt(string line, int at) => string.CompareOrdinal(line, at, separator, 0, separator.Length) == 0;

    UsageException Wrong(long line, string problem) =>
        new($"{name}: line {line} is no CSV: {problem}", "put fields with quotes into quotes and double those inside, or use '--colsep' for lines without quotes");
}
