using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Cli.Templates;

/// <summary>A text into which the values of a job are inserted as they are: for the name of a file or a tag, never for a shell. Immutable.</summary>
sealed class TextTemplate
{
    readonly List<Symbol> _text;

    TextTemplate(List<Symbol> text) => _text = text;

    /// <summary>Whether it is the same for all jobs.</summary>
    public bool IsConstant => _text.TrueForAll(symbol => symbol.Insertion is null);

    /// <summary>How many characters stand before the first replacement string.</summary>
    public int LiteralLength => _text.TakeWhile(symbol => symbol.Insertion is null).Count();

    /// <summary>Whether what it gives is known only when the job starts.</summary>
    public bool IsLate => _text.Exists(symbol => symbol.Insertion is { IsLate: true });

    /// <summary>Whether the number of all jobs must be known: <see cref="JobArguments.Total"/>.</summary>
    public bool NeedsTotal => _text.Exists(symbol => symbol.Insertion is { NeedsTotal: true });

    /// <summary>Reads a text with replacement strings.</summary>
    /// <exception cref="UsageException">A replacement string is not supported.</exception>
    public static TextTemplate Parse(string text, ReplacementRules rules) => new(TemplateText.Read(text, rules));

    /// <summary>The text for a job.</summary>
    /// <param name="arguments">Its values.</param>
    /// <param name="grant">What it was granted; <c>null</c>: replacement strings that tell it stay.</param>
    public string Expand(JobArguments arguments, JobGrant? grant = null) =>
        string.Concat(_text.Select(symbol => symbol.Insertion is { } insertion ? string.Join(' ', insertion.Values(arguments, grant)) : symbol.Character.ToString()));

    /// <summary>The text for each of the values where several go into one place. A value that is not there is nothing, as in <see cref="Expand"/>.</summary>
    public IEnumerable<string> Each(JobArguments arguments)
    {
        string[][] values = [.. _text.Select(symbol => symbol.Insertion is { } insertion ? insertion.Values(arguments, null).ToArray() : [symbol.Character.ToString()!])];
        int count = values.Max(each => each.Length);
        for (int i = 0; i < count; i++) yield return string.Concat(values.Select(each => each.Length == 0 ? "" : each[Math.Min(i, each.Length - 1)]));
    }
}
