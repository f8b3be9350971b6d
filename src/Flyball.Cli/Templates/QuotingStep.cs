using System.Buffers;

namespace Flyball.Cli.Templates;

/// <summary>What the shell reads at the place of an insertion.</summary>
enum QuotingKind
{
    /// <summary>No quoting: the value itself is the command line, because the user put it in front.</summary>
    Raw,

    /// <summary>An unquoted word, or a part of one.</summary>
    Word,

    /// <summary>Text in double quotes.</summary>
    Double,

    /// <summary>Text in single quotes.</summary>
    Single,

    /// <summary>The text of a command in backticks, which loses one level of backslashes before it is read.</summary>
    Backtick,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>An arithmetic expression.</summary>
    Arithmetic,

    /// <summary>Precedes a place: what is inserted there is evaluated as an arithmetic expression even when it is quoted.</summary>
    OnlyNumber,

    /// <summary>Precedes a place: what is inserted there is evaluated as the name of a variable even when it is quoted.</summary>
    OnlyName,
}

/// <summary>One step of making a value safe: the text that, read by the shell at such a place, gives the text before.</summary>
/// <param name="Kind">The place.</param>
/// <param name="MayStayBare">Whether harmless text may stay as it is, which reads better: its neighbours cannot merge with it.</param>
readonly record struct QuotingStep(QuotingKind Kind, bool MayStayBare = false)
{
    // No comma, brace, equals sign or tilde: they mean something at some places in some shells.
    static readonly SearchValues<char> s_harmless =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@%+-");

    // What GNU parallel leaves bare, so that logs agree.
    static readonly SearchValues<char> s_bare = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+-");

    /// <summary>Takes values through all steps; several values are joined by a space, each quoted by itself.</summary>
    public static string Apply(IReadOnlyList<QuotingStep> steps, IEnumerable<string> values)
    {
        int each = steps[0].Kind is QuotingKind.OnlyNumber or QuotingKind.OnlyName ? 2 : 1;
        string text = string.Join(' ', values.Select(value => steps.Take(each).Aggregate(value, Apply)));
        return steps.Skip(each).Aggregate(text, Apply);
    }

    /// <summary>Takes one value through all steps.</summary>
    public static string Apply(List<QuotingStep> steps, string value)
    {
        foreach (QuotingStep step in steps) value = Apply(value, step);
        return value;
    }

    static string Apply(string text, QuotingStep step)
    {
        if (step.MayStayBare && text.Length > 0 && !text.AsSpan().ContainsAnyExcept(s_bare)) return text;
        return step.Kind switch
        {
            QuotingKind.Raw => text,
            QuotingKind.Word => InSingleQuotes(text),
            // Not escaped in place: outside the double quotes nothing of it can merge with a variable's name before it.
            QuotingKind.Double => $"\"{InSingleQuotes(text)}\"",
            QuotingKind.Single => EscapeForSingleQuotes(text),
            QuotingKind.Backtick => text.Replace("\\", "\\\\").Replace("`", "\\`").Replace("$", "\\$"),
            QuotingKind.Comment => string.Concat(text.Select(character => s_harmless.Contains(character) ? character : ' ')),
            // The space keeps "3-{}" with -2 from becoming a decrement; the semicolons are a syntax error in every reading.
            QuotingKind.Arithmetic => IsNumber(text) ? $" {text}" : ";;the value is not a number",
            QuotingKind.OnlyNumber => IsNumber(text) ? text : "@ the value is not a number",
            _ => text.Replace("=", "").AsSpan().ContainsAnyExcept(s_harmless) ? "@ the value is not a name" : text,
        };
    }

    /// <summary>Whether a character means itself wherever it stands.</summary>
    public static bool IsHarmless(char character) => s_harmless.Contains(character);

    static string InSingleQuotes(string text) => text == "'" ? "\"'\"" : $"'{EscapeForSingleQuotes(text)}'";

    static string EscapeForSingleQuotes(string text) => text.Replace("'", "'\"'\"'");

    static bool IsNumber(string text)
    {
        ReadOnlySpan<char> digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        int point = digits.IndexOf('.');
        return point < 0 ? AllDigits(digits) : AllDigits(digits[..point]) && AllDigits(digits[(point + 1)..]);
    }

    static bool AllDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
