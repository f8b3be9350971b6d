using System.Collections.Immutable;

namespace Flyball.Cli.JobFiles.Tree;

/// <summary>A value as it stands in the file, whatever the format.</summary>
abstract class Node(Position position)
{
    /// <summary>Where it begins.</summary>
    public Position Position { get; } = position;

    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>What a single value is when nothing says what it should be.</summary>
enum ScalarKind
{
    Text,
    Number,
    Boolean,
    Null,
}

/// <summary>A single value.</summary>
sealed class ScalarNode(Position position, ScalarKind type, string text) : Node(position)
{
    public ScalarKind Type { get; } = type;

    /// <summary>Text without its quotes and escapes; anything else as it is written: <c>007</c> and <c>1.50</c> stay so.</summary>
    public string Text { get; } = text;

    public override string Kind => Type switch
    {
        ScalarKind.Null => "null",
        ScalarKind.Number => "a number",
        ScalarKind.Boolean => "true or false",
        _ => "text",
    };
}

/// <summary>Values in their order.</summary>
sealed class ListNode(Position position, ImmutableArray<Node> items) : Node(position)
{
    public ImmutableArray<Node> Items { get; } = items;

    public override string Kind => "a list";
}

/// <summary>Values with keys, in their order; no key twice.</summary>
sealed class MapNode(Position position, ImmutableArray<MapEntry> entries) : Node(position)
{
    public ImmutableArray<MapEntry> Entries { get; } = entries;

    public override string Kind => "a map";
}

/// <summary>A key, where it stands, and its value.</summary>
readonly record struct MapEntry(string Key, Position Position, Node Value);
