using System.Text.RegularExpressions;
using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Templates;

/// <summary>Finds the replacement strings in the text of a template.</summary>
static partial class TemplateText
{
    /// <summary>
    /// Reads <c>{}</c>, <c>{#}</c> and <c>{1}</c> up to the number of sources. What GNU parallel would replace and we do not is refused: as text it would give every
    /// job the same file name, say. Every other text in braces stays as it is.
    /// </summary>
    /// <exception cref="UsageException">A replacement string is not supported.</exception>
    public static List<Symbol> Read(string text, int sourceCount)
    {
        List<Symbol> symbols = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            (Insertion? insertion, int length) = text[i] == '{' ? ReadReplacement(text.AsSpan(i), sourceCount) : default;
            symbols.Add(insertion is null ? new(text[i], null) : new(null, insertion));
            i += Math.Max(0, length - 1);
        }

        return symbols;
    }

    static (Insertion? Insertion, int Length) ReadReplacement(ReadOnlySpan<char> text, int sourceCount)
    {
        int end = text.IndexOf('}');
        if (end < 0) return default;
        ReadOnlySpan<char> name = text[1..end];
        if (name.IsEmpty) return (new(InsertionKind.AllValues), 2);
        if (name is "#") return (new(InsertionKind.SequenceNumber), 3);
        bool isSource = int.TryParse(name, System.Globalization.NumberStyles.None, null, out int source) && source >= 1 && source <= sourceCount;
        if (isSource) return (new(InsertionKind.OneValue, source - 1), end + 1);
        if (Unsupported().IsMatch(name)) throw new UsageException($"the replacement string '{{{name}}}' cannot be used", $"there are {{}}, {{#}} and {{1}} to {{{sourceCount}}}, the number of sources");
        return default;
    }

    [GeneratedRegex(@"^(%|-\d{1,3}|-?\d{1,3}(\.|//|/\.|/)|\.|//|/\.|/)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unsupported();
}
