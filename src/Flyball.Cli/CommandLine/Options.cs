using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>An option that takes a value. It arrives as text and is read by code of ours: the library's own conversion errors do not say what to write instead.</summary>
sealed class ValueOption : Option<string[]>
{
    /// <param name="names">The long name, with two dashes, then the others.</param>
    /// <param name="placeholder">Stands for the value in the help.</param>
    /// <param name="example">A value, for messages.</param>
    /// <param name="description">What it does: a line or two of the help.</param>
    public ValueOption(string[] names, string placeholder, string example, string description)
        : base(names[0], names[1..]) => (HelpName, Example, Description) = (placeholder, example, description);

    public string Example { get; }
}

/// <summary>An option without a value.</summary>
sealed class FlagOption : Option<bool>
{
    /// <param name="names">The long name, with two dashes, if it has one, then the others.</param>
    /// <param name="description">What it does: a line or two of the help.</param>
    public FlagOption(string[] names, string description)
        : base(names[0], names[1..]) => (Description, Arity) = (description, ArgumentArity.Zero);
}

/// <summary>Options that belong together, as the help shows them.</summary>
sealed record OptionGroup(string Title, params IReadOnlyList<Option> Options);
