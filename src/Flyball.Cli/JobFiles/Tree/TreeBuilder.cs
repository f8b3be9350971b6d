using System.Runtime.InteropServices;
using static Flyball.Cli.JobFiles.Problems;

namespace Flyball.Cli.JobFiles.Tree;

/// <summary>Makes the tree of a file from what its parser meets, in the file's order.</summary>
sealed class TreeBuilder(Problems problems)
{
    /// <summary>How deep lists and maps may nest. A job file needs nine levels.</summary>
    public const int MostDepth = 32;

    readonly Stack<Container> _open = [];

    /// <summary>The outermost value; <c>null</c>: it is not complete.</summary>
    public Node? Root { get; private set; }

    /// <summary>Whether a list or map is open.</summary>
    public bool IsOpen => _open.Count > 0;

    /// <summary>Whether what comes next is the key of a map.</summary>
    public bool ExpectsKey => _open.TryPeek(out Container? open) && open is { Keys: not null, Key: null };

    public void AddKey(string key, Position position)
    {
        Container map = _open.Peek();
        map.Key = new(key, position, map.Empty);
        ref Position first = ref CollectionsMarshal.GetValueRefOrAddDefault(map.Keys!, key, out bool exists);
        map.IsDuplicate = exists;
        if (exists) problems.Add(position, $"duplicate key {Quote(key)}", $"the first one is in line {first.Line}; leave one of them out");
        else first = position;
    }

    public void AddScalar(Position position, ScalarKind type, string text) => Add(new ScalarNode(position, type, text));

    /// <summary>Opens a list or a map.</summary>
    /// <returns>Whether it may nest so deep; if not, that has been reported.</returns>
    public bool TryOpen(Position position, bool isMap)
    {
        if (_open.Count == MostDepth)
        {
            problems.Add(position, $"lists and maps nest deeper than {MostDepth} levels", "a job file needs nine levels: look for brackets that are not closed");
            return false;
        }

        _open.Push(new(position, isMap ? [] : null));
        return true;
    }

    /// <summary>Closes the innermost list or map.</summary>
    public void Close()
    {
        Container closed = _open.Pop();
        Add(closed.Keys is null ? new ListNode(closed.Empty.Position, [.. closed.Items]) : new MapNode(closed.Empty.Position, [.. closed.Entries]));
    }

    void Add(Node node)
    {
        if (!_open.TryPeek(out Container? open))
        {
            Root = node;
        }
        else if (open.Keys is null)
        {
            open.Items.Add(node);
        }
        else
        {
            if (!open.IsDuplicate) open.Entries.Add(open.Key!.Value with { Value = node });
            open.Key = null;
        }
    }

    /// <summary>A list or map that is not yet closed.</summary>
    sealed class Container(Position position, Dictionary<string, Position>? keys)
    {
        /// <summary>Where each key of a map was seen first; <c>null</c>: a list.</summary>
        public Dictionary<string, Position>? Keys { get; } = keys;

        public List<Node> Items { get; } = [];

        public List<MapEntry> Entries { get; } = [];

        /// <summary>The key whose value comes next.</summary>
        public MapEntry? Key { get; set; }

        public bool IsDuplicate { get; set; }

        /// <summary>Stands for a value that is not yet known.</summary>
        public ScalarNode Empty { get; } = new(position, ScalarKind.Null, "");
    }
}
