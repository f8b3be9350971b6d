using System.Text;
using Flyball.Cli.CommandLine;
using Flyball.Execution;

namespace Flyball.Cli.Input;

/// <summary>The rows of one source, in their order. Can be gone through once; the header, if there is one, is read before.</summary>
sealed class SourceReader : IDisposable
{
    readonly InputSettings _settings;
    readonly Stream? _stream;
    readonly IEnumerator<string[]> _rows;

    SourceReader(InputSource source, InputSettings settings, Stream? stream)
    {
        _settings = settings;
        _stream = stream;
        string name = source switch { FileLines file => UsageException.Quote(file.Path), StandardInputLines => "standard input", _ => "':::'" };
        _rows = Rows(Records(source, name), name).GetEnumerator();
        if (!settings.HasHeader) return;
        if (!_rows.MoveNext()) throw new UsageException($"option '--header': there is no first line in {name}", "the first value of each source must be its header");
        Names = _rows.Current;
    }

    /// <summary>What the header calls the values of a row; empty: there is no header.</summary>
    public string[] Names { get; } = [];

    /// <summary>Opens a source.</summary>
    /// <exception cref="UsageException">It cannot be opened, or has no header.</exception>
    public static SourceReader Open(InputSource source, InputSettings settings, Func<Stream> standardInput)
    {
        Stream? stream = source switch
        {
            FileLines file => InputFile.Open(file.Path),
            StandardInputLines => standardInput(),
            _ => null,
        };
        try
        {
            return new(source, settings, stream);
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    /// <summary>The rows after the header, each as soon as it is there. With a header none is shorter than that.</summary>
    /// <exception cref="UsageException">While reading: the source cannot be read on.</exception>
    public IEnumerable<string[]> Rows()
    {
        while (_rows.MoveNext())
        {
            string[] row = _rows.Current;
            yield return row.Length >= Names.Length ? row : [.. row, .. Enumerable.Repeat("", Names.Length - row.Length)];
        }
    }

    public void Dispose()
    {
        _rows.Dispose();
        _stream?.Dispose();
    }

    IEnumerable<string> Records(InputSource source, string name)
    {
        byte[] delimiter = _settings.Delimiter is { } bytes ? [.. bytes] : [(byte)'\n'];
        if (source is not ArgumentValues words) return RecordReader.Read(_stream!, name, delimiter);
        return _settings.Delimiter is null ? words.Values : words.Values.SelectMany(word => Split(word, SystemText.GetString(delimiter)));
    }

    // As a stream is: what follows the last delimiter is a record unless it is nothing.
    static string[] Split(string word, string delimiter)
    {
        string[] parts = word.Split(delimiter);
        return parts is [.., ""] && parts.Length > 1 ? parts[..^1] : parts;
    }

    IEnumerable<string[]> Rows(IEnumerable<string> records, string name)
    {
        if (_settings.JoinsContinued) records = Joined(records);
        // A row of CSV may have several lines, and one of them may be empty, or look like the mark.
        if (_settings.Columns is CsvColumns columns) return Chosen(columns.Rows(records, name), row => row[0], row => row.All(IsBlank));
        return _settings.Columns.Rows(Chosen(records, record => record, IsBlank), name);
    }

    /// <summary>Those before the mark, without what is blank, as was asked for.</summary>
    IEnumerable<T> Chosen<T>(IEnumerable<T> all, Func<T, string> text, Func<T, bool> isBlank)
    {
        if (_settings.EndMark is { } mark) all = all.TakeWhile(each => text(each) != mark);
        return _settings.SkipsEmpty ? all.Where(each => !isBlank(each)) : all;
    }

    static bool IsBlank(string text) => !text.AsSpan().ContainsAnyExcept(" \t\r\n");

    static IEnumerable<string> Joined(IEnumerable<string> records)
    {
        StringBuilder begun = new();
        foreach (string record in records)
        {
            begun.Append(record);
            if (record is [.., ' ' or '\t']) continue;
            yield return begun.ToString();
            begun.Clear();
        }

        if (begun.Length > 0) yield return begun.ToString();
    }
}
