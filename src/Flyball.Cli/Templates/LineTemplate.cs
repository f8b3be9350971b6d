using System.Text;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Cli.Templates;

/// <summary>The command line of each job, as the shell reads it. Immutable.</summary>
sealed class LineTemplate
{
    /// <summary>A part of the line. Closed: text, an insertion, a word that is repeated for each value.</summary>
    abstract record Part;

    sealed record Text(string Value) : Part;

    sealed record Place(Insertion Insertion) : Part;

    sealed record Repeated(IReadOnlyList<Part> Parts) : Part;

    readonly List<Part> _parts;

    LineTemplate(List<Part> parts) => _parts = parts;

    /// <summary>Puts parts together.</summary>
    /// <param name="text">The template, its insertions placed.</param>
    /// <param name="repeatsWords">Whether the words around insertions that may be several values are repeated.</param>
    /// <exception cref="UsageException">A word cannot be repeated.</exception>
    public static LineTemplate Of(IReadOnlyList<Symbol> text, bool repeatsWords)
    {
        List<Part> parts = [];
        int at = 0;
        foreach ((int start, int end) in repeatsWords ? Words(text) : [])
        {
            parts.AddRange(Parts(text, at, start));
            parts.Add(new Repeated(Parts(text, start, end)));
            at = end;
        }

        parts.AddRange(Parts(text, at, text.Count));
        return new(parts);
    }

    /// <summary>The line for a job.</summary>
    public string Expand(JobArguments arguments, JobGrant? grant)
    {
        StringBuilder line = new();
        foreach (Part part in _parts) Append(line, part, arguments, grant, current: null);
        return line.ToString();
    }

    /// <summary>The text that the values of a row add to a line that has others before it.</summary>
    public string Growth(JobArguments row)
    {
        StringBuilder line = new();
        foreach (Part part in _parts)
        {
            if (part is Repeated or Place { Insertion.Kind: InsertionKind.AllValues }) Append(line.Append(' '), part, row, null, current: null);
        }

        return line.ToString();
    }

    static void Append(StringBuilder line, Part part, JobArguments arguments, JobGrant? grant, string? current)
    {
        switch (part)
        {
            case Text text:
                line.Append(text.Value);
                break;
            case Place { Insertion: var insertion }:
                line.Append(current is not null && insertion.Kind == InsertionKind.AllValues ? insertion.ExpandOne(current) : insertion.Expand(arguments, grant));
                break;
            case Repeated repeated:
                for (int i = 0; i < arguments.Values.Length; i++)
                {
                    if (i > 0) line.Append(' ');
                    foreach (Part inner in repeated.Parts) Append(line, inner, arguments, grant, arguments.Values[i]);
                }

                break;
        }
    }

    static List<Part> Parts(IReadOnlyList<Symbol> text, int start, int end)
    {
        List<Part> parts = [];
        StringBuilder literal = new();
        for (int i = start; i < end; i++)
        {
            if (text[i].Insertion is not { } insertion)
            {
                literal.Append(text[i].Character);
                continue;
            }

            if (literal.Length > 0) parts.Add(new Text(literal.ToString()));
            literal.Clear();
            parts.Add(new Place(insertion));
        }

        if (literal.Length > 0) parts.Add(new Text(literal.ToString()));
        return parts;
    }

    // The outermost ones: what is inside another is repeated with it.
    static IEnumerable<(int Start, int End)> Words(IReadOnlyList<Symbol> text)
    {
        int at = 0;
        foreach (Symbol symbol in text)
        {
            if (symbol.Insertion is not { MayBeSeveral: true, Word: { } word }) continue;
            (int start, int end) = (word.Start.Value, word.End.Value);
            if (start < at) continue;
            at = end;
            yield return (start, end);
        }
    }
}
