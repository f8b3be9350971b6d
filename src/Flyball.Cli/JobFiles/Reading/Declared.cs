using System.Collections.Immutable;
using Flyball.Cli.JobFiles.Tree;

namespace Flyball.Cli.JobFiles.Reading;

/// <summary>What a file declares: jobs refer to it.</summary>
sealed class Declared
{
    /// <summary>Numbers of graphics cards are what programs are told by: this resource is indexed unless the file says otherwise.</summary>
    const string IndexedByName = "gpu";

    readonly Problems _problems;
    readonly ValueReader _values;

    /// <summary>By their names; <c>null</c>: one whose count is wrong, which has been reported.</summary>
    readonly Dictionary<string, ResourceDeclaration?> _resources = [];
    readonly Dictionary<string, GroupDeclaration?> _groups = [];

    /// <summary>Reads the declarations of a file.</summary>
    public Declared(Fields file, Problems problems)
    {
        _problems = problems;
        _values = new(problems);
        foreach (MapEntry entry in Entries(file[Keys.Resources], Keys.Resources, "for example: resources: {licence: 2}")) Resource(entry);
        foreach (MapEntry entry in Entries(file[Keys.Groups], Keys.Groups, "for example: groups: {encode: 2}")) Group(entry);
    }

    public ImmutableArray<ResourceDeclaration> Resources => [.. _resources.Values.OfType<ResourceDeclaration>()];

    public ImmutableArray<GroupDeclaration> Groups => [.. _groups.Values.OfType<GroupDeclaration>()];

    public bool IsIndexed(string name) => _resources.GetValueOrDefault(name)?.Indexed == true;

    /// <summary>Reports a group that is not declared.</summary>
    public bool IsGroup(string name, Position position)
    {
        if (_groups.ContainsKey(name)) return true;
        _problems.AddUnknown(position, "group", name, _groups.Keys, $"declare it: groups: {{{name}: 1}}");
        return false;
    }

    /// <summary>Reports a resource that is not declared, and more of one than there is.</summary>
    public bool IsPossible(MapEntry resource, int amount)
    {
        if (!IsResource(resource)) return false;
        if (_resources[resource.Key] is not { } known || amount <= known.Count) return true;
        _problems.Add(
            resource.Value.Position, $"impossible request: {amount} of {Problems.Quote(resource.Key)}, of which there {(known.Count == 1 ? "is" : "are")} {known.Count}",
            $"ask for at most {known.Count}, or declare more under '{Keys.Resources}'");
        return false;
    }

    /// <summary>Reports a resource that is not declared.</summary>
    public bool IsResource(MapEntry resource)
    {
        if (_resources.ContainsKey(resource.Key)) return true;
        _problems.AddUnknown(
            resource.Position, "resource", resource.Key, Keys.ForRequest.Concat(_resources.Keys), $"declare how many there are: resources: {{{resource.Key}: 1}}");
        return false;
    }

    ImmutableArray<MapEntry> Entries(Node? node, string key, string hint)
    {
        if (node is MapNode map) return map.Entries;
        if (node is not null) _problems.Add(node.Position, $"'{key}' must be a map, not {node.Kind}", hint);
        return [];
    }

    void Resource(MapEntry entry)
    {
        _resources[entry.Key] = null;
        if (!_values.IsName(entry.Position, entry.Key, "a resource's name", "for example: resources: {licence: 2}")) return;
        if (Keys.ForRequest.Contains(entry.Key))
        {
            _problems.Add(entry.Position, $"a resource cannot be called '{entry.Key}'", "the machine has those; what it has is measured");
            return;
        }

        Fields? fields = entry.Value is MapNode ? Fields.Of(entry.Value, "a resource", Keys.Resource, _problems) : null;
        if (fields is not null && fields[Keys.Count] is null)
        {
            if (fields.Lacks(Keys.Count)) _problems.Add(entry.Value.Position, $"missing key '{Keys.Count}'", $"say how many there are: {{{Keys.Count}: 2}}");
            return;
        }

        int? count = _values.WholeNumber(fields?[Keys.Count] ?? entry.Value, $"the count of {Problems.Quote(entry.Key)}", 1, "for example: licence: 2, or gpu: {count: 2, indexed: true}");
        bool? indexed = fields?[Keys.Indexed] is { } flag ? _values.Flag(flag, $"'{Keys.Indexed}'") : entry.Key == IndexedByName;
        if (indexed == true && !Variable.IsName(entry.Key))
            _problems.Add(entry.Position, $"the indexed resource {Problems.Quote(entry.Key)} cannot stand in braces", Variable.NameHint);
        else if (count is not null && indexed is not null)
            _resources[entry.Key] = new(entry.Key, count.Value, indexed.Value);
    }

    void Group(MapEntry entry)
    {
        _groups[entry.Key] = null;
        if (!_values.IsName(entry.Position, entry.Key, "a group's name", "for example: groups: {encode: 2}")) return;
        if (_resources.ContainsKey(GroupDeclaration.ResourceOf(entry.Key)))
        {
            _problems.Add(entry.Position, $"group {Problems.Quote(entry.Key)} and resource {Problems.Quote(GroupDeclaration.ResourceOf(entry.Key))} would have one name", "rename one of them");
            return;
        }

        if (_values.WholeNumber(entry.Value, $"the limit of {Problems.Quote(entry.Key)}", 1, "it says how many jobs of the group run at once: encode: 2") is { } limit)
            _groups[entry.Key] = new(entry.Key, limit);
    }
}
