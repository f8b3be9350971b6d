using System.Collections.Immutable;

namespace Flyball.Cli.CommandLine;

/// <summary>The words after the options: those of the command, and the groups of values that each <c>:::</c> opens.</summary>
sealed record ValueGroups(ImmutableArray<string> Command, ImmutableArray<ImmutableArray<string>> Groups)
{
    const string Separator = ":::";

    public static ValueGroups Split(IReadOnlyList<string> words)
    {
        // Known from GNU parallel; as an ordinary word it would change what is run in silence.
        if (words.FirstOrDefault(word => word is "::::" or ":::+" or "::::+") is { } unsupported)
            throw new UsageException($"'{unsupported}' is not supported", "use ':::' for values and '-a FILE' for a file of values");
        List<List<string>> parts = [[]];
        foreach (string word in words)
        {
            if (word == Separator) parts.Add([]);
            else parts[^1].Add(word);
        }

        return new([.. parts[0]], [.. parts.Skip(1).Select(part => part.ToImmutableArray())]);
    }
}
