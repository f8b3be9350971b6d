using System.Collections.Immutable;
using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>What the value of an option names; a shell completes words by it.</summary>
enum ValueKind
{
    Text,
    File,
    Folder,
}

/// <summary>What every option of ours can tell of itself.</summary>
interface IDescribedOption
{
    /// <summary>Whether the short help shows it; <c>--help all</c> shows all.</summary>
    bool IsCommon { get; }

    /// <summary>Whether it is about one call of the tool, and so cannot be a default.</summary>
    bool IsForOneCall { get; }
}

/// <summary>An option that takes a value. It arrives as text and is read by code of ours: the library's own conversion errors do not say what to write instead.</summary>
sealed class ValueOption : Option<string[]>, IDescribedOption
{
    /// <param name="names">The long name, with two dashes, then the others.</param>
    /// <param name="placeholder">Stands for the value in the help.</param>
    /// <param name="example">A value, for messages.</param>
    /// <param name="description">What it does: a line or two of the help.</param>
    public ValueOption(string[] names, string placeholder, string example, string description)
        : base(names[0], names[1..]) => (HelpName, Example, Description) = (placeholder, example, description);

    public string Example { get; }

    public bool IsCommon { get; init; }

    public bool IsForOneCall { get; init; }

    /// <summary>Whether an empty value means something.</summary>
    public bool AllowsEmpty { get; init; }

    /// <summary>Whether all values that are given count, instead of the last one.</summary>
    public bool IsRepeatable { get; init; }

    public ValueKind Kind { get; init; }

    /// <summary>The values that there are, or those worth offering; empty: any.</summary>
    public ImmutableArray<string> Values { get; init; } = [];
}

/// <summary>An option without a value. Each can be taken back, by <c>--no-</c> and its name.</summary>
sealed class FlagOption : Option<bool>, IDescribedOption
{
    /// <param name="names">The long name, with two dashes, if it has one, then the others.</param>
    /// <param name="description">What it does: a line or two of the help.</param>
    public FlagOption(string[] names, string description)
        : base(names[0], names[1..]) => (Description, Arity) = (description, ArgumentArity.Zero);

    public bool IsCommon { get; init; }

    public bool IsForOneCall { get; init; }

    /// <summary>Flags with the same word here exclude one another: of those given, only the last one counts. <c>null</c>: it goes with all.</summary>
    public string? Choice { get; init; }
}

/// <summary>Options that belong together, as the help shows them.</summary>
sealed record OptionGroup(string Title, params IReadOnlyList<Option> Options);
