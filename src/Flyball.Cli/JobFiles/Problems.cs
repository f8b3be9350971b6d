using Flyball.Cli.CommandLine;
using Flyball.Cli.JobFiles.Tree;

namespace Flyball.Cli.JobFiles;

/// <summary>Collects what is wrong with a job file, so that all of it is said at once.</summary>
/// <param name="file">The file's name, for messages.</param>
sealed class Problems(string file)
{
    const int MostShown = 20, MostKept = 4096;

    /// <summary>The most names that a mistyped one is compared with, and its longest part that is shown.</summary>
    const int MostCandidates = 10_000, LongestWord = 100;

    readonly List<Problem> _kept = [];
    int _count;

    public bool Any => _count > 0;

    /// <summary>Reports a problem.</summary>
    /// <param name="position">Where it is.</param>
    /// <param name="error">What is wrong.</param>
    /// <param name="hint">What to write instead.</param>
    public void Add(Position position, string error, string hint) => Add(new Problem(position, error, () => hint));

    /// <summary>Reports a word that is none of those that are known.</summary>
    /// <param name="position">Where it is.</param>
    /// <param name="kind">What it should be: <c>key</c>.</param>
    /// <param name="word">The word.</param>
    /// <param name="known">Those that are known.</param>
    /// <param name="otherwise">The hint when it is near none of them.</param>
    public void AddUnknown(Position position, string kind, string word, IEnumerable<string> known, string otherwise) =>
        Add(new Problem(
            position, $"unknown {kind} {Quote(word)}",
            () => Suggestion.For(word, known.Take(MostCandidates)) is { } meant ? $"did you mean {Quote(meant)}?" : otherwise));

    /// <summary>Ends the reading when there is a problem.</summary>
    /// <exception cref="JobFileException">There is one.</exception>
    public void ThrowIfAny()
    {
        if (!Any) return;
        KeepTheFirst(MostShown);
        List<UsageException> shown = [.. _kept.Select(problem => new UsageException($"{file}:{problem.Position.Line}:{problem.Position.Column}: {problem.Error}", problem.Hint()))];
        if (_count > MostShown)
            shown.Add(new($"{file}: {_count - MostShown} more problem{(_count - MostShown == 1 ? "" : "s")}", $"these are the first {MostShown}: mend them and try again"));
        throw new JobFileException([.. shown]);
    }

    /// <summary>Quotes a word of the file, shortened when it is very long.</summary>
    public static string Quote(string word) => UsageException.Quote(word.Length <= LongestWord ? word : string.Concat(word.AsSpan(0, LongestWord), "…"));

    void Add(Problem problem)
    {
        _count++;
        _kept.Add(problem);
        // A large file of another kind has a problem in every line.
        if (_kept.Count == MostKept) KeepTheFirst(MostShown);
    }

    void KeepTheFirst(int count)
    {
        List<Problem> first = [.. _kept.OrderBy(problem => problem.Position.Line).ThenBy(problem => problem.Position.Column).Take(count)];
        _kept.Clear();
        _kept.AddRange(first);
    }

    /// <summary>One problem. Its hint is made when it is shown: to look for what was meant takes time.</summary>
    readonly record struct Problem(Position Position, string Error, Func<string> Hint);
}
