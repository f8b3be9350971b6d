using System.Collections.Immutable;
using Flyball.Cli.JobFiles.Tree;

namespace Flyball.Cli.JobFiles.Reading;

/// <summary>A map whose keys are given by the format.</summary>
sealed class Fields
{
    readonly MapNode _map;

    Fields(MapNode map) => _map = map;

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

    /// <summary>Takes a map, and reports keys that are unknown.</summary>
    /// <param name="node">Should be a map.</param>
    /// <param name="what">What it is: <c>a job</c>.</param>
    /// <param name="keys">The keys that it may have.</param>
    /// <param name="problems">Where to report.</param>
    /// <returns><c>null</c>: it is no map; that has been reported.</returns>
    public static Fields? Of(Node node, string what, ImmutableArray<string> keys, Problems problems)
    {
        string hint = $"the keys of {what} are {Keys.Listed(keys)}";
        if (node is not MapNode map)
        {
            problems.Add(node.Position, $"{what} must be a map, not {node.Kind}", hint);
            return null;
        }

        foreach (MapEntry entry in map.Entries)
        {
            if (!keys.Contains(entry.Key)) problems.AddUnknown(entry.Position, "key", entry.Key, keys, hint);
        }

        return new(map);
    }
}
