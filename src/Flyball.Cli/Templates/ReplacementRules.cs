using System.Collections.Immutable;

namespace Flyball.Cli.Templates;

/// <summary>Which replacement strings there are in a run, and what they may stand for.</summary>
sealed record ReplacementRules
{
    /// <summary>The usual ones, for jobs of one value.</summary>
    public static ReplacementRules Default { get; } = new();

    /// <summary>What stands for all values of a job.</summary>
    public string Placeholder { get; init; } = "{}";

    /// <summary>Whether there are those of <c>--plus</c>, too.</summary>
    public bool HasPlus { get; init; }

    /// <summary>What a header calls the values, in their order.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Other names of values, with their positions from 1; those of <see cref="Names"/> go first.</summary>
    public ImmutableArray<(string Name, int Position)> OtherNames { get; init; } = [];

    /// <summary>Whether a job may have more than one value, so that <c>{}</c> may be several words.</summary>
    public bool HasSeveralValues { get; init; }

    /// <summary>Whether the word around <c>{}</c> is repeated for each value, instead of only the value.</summary>
    public bool RepeatsWords { get; init; }

    /// <summary>
    /// Whether only values with names, and what is known of the job itself, are inserted: <c>{}</c> and its like are text, and nothing is appended. So it is in job files, whose commands are complete.
    /// </summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether each job may have other names for its values, which are looked up when the text is made: what is no name of its own is text.</summary>
    public bool LooksUpNames { get; init; }

    /// <summary>The resources of which jobs are told which units they hold.</summary>
    public ImmutableArray<string> Units { get; init; } = [];

    /// <summary>How many digits the number of a slot may have.</summary>
    public int SlotDigits { get; init; } = 1;
}
