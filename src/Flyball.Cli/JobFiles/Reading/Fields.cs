using System.Collections.Immutable;
using Flyball.Cli.CommandLine;
using Flyball.Cli.JobFiles.Tree;

namespace Flyball.Cli.JobFiles.Reading;

/// <summary>A map whose keys are given by the format.</summary>
sealed class Fields
{
    readonly MapNode _map;
    readonly ImmutableArray<string> _keys;

    Fields(MapNode map, ImmutableArray<string> keys) => (_map, _keys) = (map, keys);

    /// <summary>The value of a key; <c>null</c>: it is not there.</summary>
    public Node? this[string key]
    {
        get
        {
            foreach (MapEntry entry in _map.Entries)
            {
                if (entry.Key == key) return entry.Value;
            }

            return null;
        }
    }

    /// <summary>Whether a key is neither there nor mistyped: that has been reported, and once is enough.</summary>
    public bool Lacks(string key) =>
        this[key] is null && !_map.Entries.Any(entry => !_keys.Contains(entry.Key) && Suggestion.For(entry.Key, [key]) is not null);

    /// <summary>Takes a map, and reports keys that are unknown.</summary>
    /// <param name="node">Should be a map.</param>
    /// <param name="what">What it is: <c>a job</c>.</param>
    /// <param name="keys">The keys that it may have.</param>
    /// <param name="problems">Where to report.</param>
    /// <returns><c>null</c>: it is no map; that has been reported.</returns>
    public static Fields? Of(Node node, string what, ImmutableArray<string> keys, Problems problems)
    {
        string Hint() => $"the keys of {what} are {Keys.Listed(keys)}";
        if (node is not MapNode map)
        {
            problems.Add(node.Position, $"{what} must be a map, not {node.Kind}", Hint());
            return null;
        }

        foreach (MapEntry entry in map.Entries)
        {
            if (!keys.Contains(entry.Key)) problems.AddUnknown(entry.Position, "key", entry.Key, keys, Hint());
        }

        return new(map, keys);
    }
}
