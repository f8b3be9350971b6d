using System.Collections.Immutable;
using System.Security.Cryptography;
using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Input;

/// <summary>
/// The rows of values of a run, drawn one after another. Rows of sources that are linked are put together one by one; those of others in every combination, the last source varying
/// fastest. Only the first source, with those linked to it, is a stream; the others are kept, because they are gone through again for each of its rows. Not safe for use by several threads.
/// </summary>
sealed class JobInput : IDisposable
{
    readonly InputSettings _settings;
    readonly List<SourceReader> _readers = [];

    JobInput(InputSettings settings) => _settings = settings;

    /// <summary>The names of the values of a row, from the headers; empty: there are no headers.</summary>
    public ImmutableArray<string> Names { get; private set; } = [];

    /// <summary>Other names of values, with their positions from 1: with headers a file of one column gives its own name too.</summary>
    public ImmutableArray<(string Name, int Position)> FileNames { get; private set; } = [];

    /// <summary>Opens all files and reads all headers, so that what is missing is known before anything starts.</summary>
    /// <param name="settings">What to read.</param>
    /// <param name="standardInput">Gives standard input; called only when it is a source.</param>
    /// <exception cref="UsageException">A file cannot be opened, a header is missing, or standard input is used twice.</exception>
    public static JobInput Open(InputSettings settings, Func<Stream> standardInput)
    {
        if (settings.Sources.Count(source => source is StandardInputLines) > 1)
            throw new UsageException("option '--arg-file': '-' is given twice", "standard input can be read only once");
        JobInput input = new(settings);
        try
        {
            foreach (InputSource source in settings.Sources) input._readers.Add(SourceReader.Open(source, settings, standardInput));
            input.Names = [.. input._readers.SelectMany(reader => reader.Names)];
            input.FileNames = [.. input.NamesOfFiles()];
            return input;
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    IEnumerable<(string Name, int Position)> NamesOfFiles()
    {
        int position = 1;
        for (int i = 0; i < _readers.Count; i++)
        {
            if (_readers[i].Names.Length == 1 && _settings.Sources[i] is FileLines file) yield return (file.Path, position);
            position += _readers[i].Names.Length;
        }
    }

    /// <summary>The rows. Reading blocks while a stream has nothing to give; a row is there as soon as its records are. Can be gone through once.</summary>
    /// <exception cref="UsageException">While reading: a source cannot be read on.</exception>
    public IEnumerable<ImmutableArray<string>> Rows()
    {
        IEnumerable<ImmutableArray<string>> rows = _settings.LinksAll ? Recycled() : Combined([], LinkedGroups(), 0, new List<string[]>?[_readers.Count]);
        if (!_settings.Shuffles) return rows;
        ImmutableArray<string>[] all = [.. rows];
        RandomNumberGenerator.Shuffle<ImmutableArray<string>>(all);
        return all;
    }

    public void Dispose()
    {
        foreach (SourceReader reader in _readers) reader.Dispose();
    }

    /// <summary>The sources that are combined: each with those that are linked to it.</summary>
    List<List<SourceReader>> LinkedGroups()
    {
        List<List<SourceReader>> groups = [];
        for (int i = 0; i < _readers.Count; i++)
        {
            if (groups.Count == 0 || !_settings.Sources[i].IsLinked) groups.Add([]);
            groups[^1].Add(_readers[i]);
        }

        return groups;
    }

    static IEnumerable<ImmutableArray<string>> Combined(ImmutableArray<string> chosen, List<List<SourceReader>> groups, int next, List<string[]>?[] kept)
    {
        if (next == groups.Count)
        {
            yield return chosen;
            yield break;
        }

        IEnumerable<string[]> rows = next == 0 ? Linked(groups[0]) : kept[next] ??= [.. Linked(groups[next])];
        foreach (string[] row in rows)
        {
            foreach (ImmutableArray<string> combination in Combined(chosen.AddRange(row), groups, next + 1, kept)) yield return combination;
        }
    }

    // The shortest source ends all.
    static IEnumerable<string[]> Linked(List<SourceReader> group) =>
        group.Skip(1).Aggregate(group[0].Rows(), (rows, reader) => rows.Zip(reader.Rows(), (left, right) => (string[])[.. left, .. right]));

    // All sources in step until the longest one ends; what a shorter one has given is given again.
    IEnumerable<ImmutableArray<string>> Recycled()
    {
        IEnumerator<string[]>?[] open = [.. _readers.Select(reader => reader.Rows().GetEnumerator())];
        List<string[]>[] given = [.. _readers.Select(_ => new List<string[]>())];
        for (int number = 0; ; number++)
        {
            for (int i = 0; i < open.Length; i++)
            {
                if (open[i]?.MoveNext() == true) given[i].Add(open[i]!.Current);
                else open[i] = null;
            }

            if (Array.TrueForAll(open, rows => rows is null) || Array.Exists(given, rows => rows.Count == 0)) yield break;
            yield return [.. given.SelectMany(rows => rows[number % rows.Count])];
        }
    }
}
