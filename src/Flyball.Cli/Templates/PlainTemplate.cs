using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;

namespace Flyball.Cli.Templates;

/// <summary>A text that is no command, such as the name of a file, into which the values of each job are inserted as they are.</summary>
sealed class PlainTemplate
{
    readonly IReadOnlyList<Symbol> _text;

    PlainTemplate(IReadOnlyList<Symbol> text) => _text = text;

    /// <summary>Whether it is the same text for every job.</summary>
    public bool IsConstant => _text.All(symbol => symbol.Insertion is null);

    /// <summary>Reads a text.</summary>
    /// <param name="text">With replacement strings.</param>
    /// <param name="sourceCount">How many values each job gets.</param>
    /// <exception cref="UsageException">A replacement string is not supported.</exception>
    public static PlainTemplate Parse(string text, int sourceCount) => new(TemplateText.Read(text, sourceCount));

    /// <summary>The text for a job; several values in one place are joined by a space.</summary>
    public string Expand(JobArguments arguments) =>
        string.Concat(_text.Select(symbol => symbol.Insertion is null ? symbol.Character.ToString() : string.Join(' ', symbol.Insertion.Values(arguments))));

    /// <summary>The text for each of the values where several go into one place.</summary>
    public IEnumerable<string> Each(JobArguments arguments)
    {
        string[][] values = [.. _text.Select(symbol => symbol.Insertion is null ? [symbol.Character.ToString()!] : symbol.Insertion.Values(arguments).ToArray())];
        int count = values.Max(each => each.Length);
        for (int i = 0; i < count; i++) yield return string.Concat(values.Select(each => each[Math.Min(i, each.Length - 1)]));
    }
}
