using System.Collections.Immutable;
using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Input;

/// <summary>
/// The values of all jobs, drawn one after another: one value of each source, in every combination, the last source varying fastest.
/// Only the first source is a stream; the others are kept, because they are gone through again for each value of the first. Not safe for use by
/// several threads.
/// </summary>
sealed class JobInput : IDisposable
{
    readonly ImmutableArray<InputSource> _sources;
    readonly Stream?[] _streams;

    JobInput(ImmutableArray<InputSource> sources)
    {
        _sources = sources;
        _streams = new Stream?[sources.Length];
    }

    /// <summary>How many values each job gets.</summary>
    public int SourceCount => _sources.Length;

    /// <summary>Opens all files, so that a missing one is known before anything starts.</summary>
    /// <param name="sources">At least one.</param>
    /// <param name="standardInput">Gives standard input; called only when it is a source.</param>
    /// <exception cref="UsageException">A file cannot be opened, or standard input is used twice.</exception>
    public static JobInput Open(ImmutableArray<InputSource> sources, Func<Stream> standardInput)
    {
        if (sources.Count(source => source is StandardInputLines) > 1)
            throw new UsageException("option '--arg-file': '-' is given twice", "standard input can be read only once");
        JobInput input = new(sources);
        try
        {
            for (int i = 0; i < sources.Length; i++)
            {
                input._streams[i] = sources[i] switch
                {
                    FileLines file => InputFile.Open(file.Path),
                    StandardInputLines => standardInput(),
                    _ => null,
                };
            }

            return input;
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The values of each job. Reading blocks while a stream has nothing to give; a job's values are there as soon as their lines are. Can be gone
    /// through once.
    /// </summary>
    /// <exception cref="UsageException">While reading: a source cannot be read on.</exception>
    public IEnumerable<ImmutableArray<string>> Values() => Combine([], 0, new List<string>?[_sources.Length]);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Stream? stream in _streams) stream?.Dispose();
    }

    IEnumerable<ImmutableArray<string>> Combine(ImmutableArray<string> chosen, int source, List<string>?[] kept)
    {
        if (source == _sources.Length)
        {
            yield return chosen;
            yield break;
        }

        IEnumerable<string> values = source == 0 ? Read(0) : kept[source] ??= [.. Read(source)];
        foreach (string value in values)
        {
            foreach (ImmutableArray<string> combination in Combine(chosen.Add(value), source + 1, kept)) yield return combination;
        }
    }

    IEnumerable<string> Read(int source) => _sources[source] switch
    {
        ArgumentValues words => words.Values,
        FileLines file => LineReader.Read(_streams[source]!, UsageException.Quote(file.Path)),
        _ => LineReader.Read(_streams[source]!, "standard input"),
    };
}
