using System.Collections.Immutable;
using Flyball.Cli.Input;

namespace Flyball.Cli.CommandLine;

/// <summary>The words after the options: those of the command, and the sources that each separator among them opens.</summary>
sealed record ValueGroups(ImmutableArray<string> Command, ImmutableArray<InputSource> Sources)
{
    const string Linked = "+";

    /// <summary>Splits the words.</summary>
    /// <param name="words">Those after the options.</param>
    /// <param name="values">Stands before values, usually <c>:::</c>.</param>
    /// <param name="files">Stands before the names of files of values, usually <c>::::</c>.</param>
    /// <exception cref="UsageException">A separator is followed by no file.</exception>
    public static ValueGroups Split(IReadOnlyList<string> words, string values = ":::", string files = "::::")
    {
        int end = 0;
        while (end < words.Count && !IsSeparator(words[end])) end++;
        List<InputSource> sources = [];
        for (int at = end; at < words.Count;)
        {
            string separator = words[at++];
            string[] group = [.. words.Skip(at).TakeWhile(word => !IsSeparator(word))];
            at += group.Length;
            bool isLinked = separator == values + Linked || separator == files + Linked;
            if (separator == values || separator == values + Linked) sources.Add(new ArgumentValues([.. group]) { IsLinked = isLinked });
            else if (group.Length == 0) throw new UsageException($"'{separator}' is followed by no file", $"write the names of files of values after it, or '{values}' before values");
            else sources.AddRange(group.Select(file => InputSource.FromFile(file) with { IsLinked = isLinked }));
        }

        return new([.. words.Take(end)], [.. sources]);

        bool IsSeparator(string word) => word == values || word == files || word == values + Linked || word == files + Linked;
    }
}
