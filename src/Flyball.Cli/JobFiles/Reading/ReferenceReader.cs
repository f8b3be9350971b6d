using System.Collections.Immutable;
using Flyball.Cli.JobFiles.Tree;
using Flyball.Jobs;

namespace Flyball.Cli.JobFiles.Reading;

/// <summary>Reads for which jobs one waits: a name, a list of names, or a map from names to conditions.</summary>
sealed class ReferenceReader(Problems problems)
{
    /// <summary>The words for conditions; those that succeed are waited for when none is given.</summary>
    public static ImmutableArray<(string Word, DependencyCondition Condition)> Conditions { get; } =
        [("success", DependencyCondition.Success), ("failure", DependencyCondition.Failure), ("any", DependencyCondition.AnyEnd)];

    const string Hint = "for example: after: fetch, after: [fetch, build] or after: {fetch: any}";

    readonly ValueReader _values = new(problems);

    public ImmutableArray<Reference> Read(Node node) => node is MapNode map
        ? [.. map.Entries.Select(entry => new Reference(entry.Key, Condition(entry.Value), entry.Position))]
        : [.. _values.Names(node, $"'{Keys.After}'", Hint).Select(name => new Reference(name.Name, DependencyCondition.Success, name.Position))];

    DependencyCondition Condition(Node node)
    {
        if (_values.Text(node, "a condition", Hint) is not { } word) return default;
        foreach ((string known, DependencyCondition condition) in Conditions)
        {
            if (known == word) return condition;
        }

        string[] words = [.. Conditions.Select(condition => condition.Word)];
        problems.AddUnknown(node.Position, "condition", word, words, $"the conditions are {string.Join(", ", words)}");
        return default;
    }
}
