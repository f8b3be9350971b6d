using Flyball.Cli.Input;

namespace Flyball.Cli.Templates;

/// <summary>What a replacement string stands for.</summary>
enum InsertionKind
{
    /// <summary><c>{}</c>: the values of all sources, joined by a space.</summary>
    AllValues,

    /// <summary><c>{2}</c>: the value of one source.</summary>
    OneValue,

    /// <summary><c>{#}</c>: the number of the job.</summary>
    SequenceNumber,
}

/// <summary>A place in a template where something is inserted.</summary>
/// <param name="kind">What is inserted.</param>
/// <param name="source">The index of the source, from 0; for <see cref="InsertionKind.OneValue"/>.</param>
sealed class Insertion(InsertionKind kind, int source = 0)
{
    /// <summary>How the value is made safe for its place, from the innermost shell outwards. Set by <see cref="ShellLexer"/>.</summary>
    public List<QuotingStep> Steps { get; set; } = [];

    /// <summary>What to insert for a job.</summary>
    public IEnumerable<string> Values(JobArguments arguments) => kind switch
    {
        InsertionKind.AllValues => arguments.Values,
        InsertionKind.OneValue => [arguments.Values[source]],
        _ => [arguments.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)],
    };

    /// <summary>The text for the shell.</summary>
    public string Expand(JobArguments arguments) => QuotingStep.Apply(Steps, Values(arguments));
}

/// <summary>One element of a template: a character, an insertion, or (both absent) text that is only known when the shell has run.</summary>
readonly record struct Symbol(char? Character, Insertion? Insertion)
{
    /// <summary>What a variable or a command substitution leaves behind.</summary>
    public static Symbol Dynamic => default;

    public bool IsDynamic => Character is null && Insertion is null;

    public bool Is(char character) => Character == character;
}
