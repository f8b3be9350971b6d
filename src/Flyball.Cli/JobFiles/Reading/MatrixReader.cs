using System.Collections.Immutable;
using Flyball.Cli.JobFiles.Tree;

namespace Flyball.Cli.JobFiles.Reading;

/// <summary>Reads a matrix.</summary>
sealed class MatrixReader(Declared declared, Problems problems)
{
    /// <summary>More is a mistake, and would make each command slow to fill in.</summary>
    const int MostVariables = 50;

    const string Hint = "for example: matrix: {size: [480, 720], preset: [fast, slow]}";

    readonly ValueReader _values = new(problems);
    bool _isSound;

    /// <returns><c>null</c>: it is wrong; that has been reported.</returns>
    public Matrix? Read(Node node)
    {
        if (node is not MapNode map)
        {
            problems.Add(node.Position, $"'{Keys.Matrix}' must be a map, not {node.Kind}", Hint);
            return null;
        }

        _isSound = true;
        MapEntry[] variables = [.. map.Entries.Where(entry => !Keys.ForMatrix.Contains(entry.Key))];
        ImmutableArray<MapNode> included = Maps(map, Keys.Include), excluded = Maps(map, Keys.Exclude);
        if (!_isSound) return null;
        // A list of combinations alone is a table: its first row says what the variables are.
        MapEntry[] named = variables.Length == 0 && !included.IsEmpty ? [.. included[0].Entries] : variables;
        CheckNames(node, named);
        ImmutableArray<string> names = [.. named.Select(variable => variable.Key)];
        ImmutableArray<ImmutableArray<string>> values = [.. variables.Select(Values)];
        if (!_isSound) return null;
        var matrix = new Matrix(names, values, [.. excluded.Select(row => Excluded(row, names, values))], [.. included.Select(row => Included(row, names))]);
        return _isSound ? matrix : null;
    }

    ImmutableArray<MapNode> Maps(MapNode matrix, string key)
    {
        Node? node = matrix.Entries.FirstOrDefault(entry => entry.Key == key).Value;
        if (node is null) return [];
        if (node is not ListNode list)
        {
            Fault(node.Position, $"'{key}' must be a list of maps, not {node.Kind}", $"for example: {key}: [{{size: 480, preset: fast}}]");
            return [];
        }

        foreach (Node item in list.Items.Where(item => item is not MapNode))
            Fault(item.Position, $"'{key}' must be a list of maps; this is {item.Kind}", $"for example: {key}: [{{size: 480, preset: fast}}]");
        return [.. list.Items.OfType<MapNode>()];
    }

    void CheckNames(Node node, MapEntry[] variables)
    {
        if (variables.Length is 0 or > MostVariables)
            Fault(node.Position, variables.Length == 0 ? "the matrix has no variable" : $"the matrix has more than {MostVariables} variables", Hint);
        foreach (MapEntry variable in variables)
        {
            if (!Variable.IsName(variable.Key))
                Fault(variable.Position, $"{Problems.Quote(variable.Key)} cannot be the name of a variable", Variable.NameHint);
            else if (declared.IsIndexed(variable.Key))
                Fault(variable.Position, $"the variable '{variable.Key}' has the name of an indexed resource", "in commands both would stand in the same braces: rename one of them");
        }
    }

    ImmutableArray<string> Values(MapEntry variable)
    {
        if (variable.Value is not ListNode { Items.IsEmpty: false } list)
        {
            Fault(
                variable.Value.Position,
                variable.Value is ListNode ? $"{Problems.Quote(variable.Key)} has no values" : $"the values of {Problems.Quote(variable.Key)} must be a list, not {variable.Value.Kind}", Hint);
            return [];
        }

        HashSet<string> seen = [];
        foreach (Node item in list.Items)
        {
            if (Value(item) is { } text && !seen.Add(text))
                Fault(item.Position, $"the value {Problems.Quote(text)} is there twice", "each combination is one job: leave it out");
        }

        // A set gives its values in the order in which they came when none was ever removed.
        return [.. seen];
    }

    ImmutableArray<int> Excluded(MapNode row, ImmutableArray<string> names, ImmutableArray<ImmutableArray<string>> values)
    {
        int[] excluded = [.. names.Select(_ => -1)];
        if (row.Entries.IsEmpty) Fault(row.Position, $"'{Keys.Exclude}' with no variable takes all combinations away", "name the values that do not go together");
        if (values.IsEmpty) Fault(row.Position, $"'{Keys.Exclude}' matches nothing", "there are no lists of values; leave out what is not to be included");
        foreach ((string key, Position position, Node value) in row.Entries)
        {
            int variable = Find(key, position, names);
            if (variable < 0 || Value(value) is not { } text || values.IsEmpty) continue;
            excluded[variable] = values[variable].IndexOf(text);
            if (excluded[variable] < 0)
                Fault(value.Position, $"'{Keys.Exclude}' matches nothing: {Problems.Quote(text)} is no value of '{key}'", $"its values are compared as they are written, and begin with {Problems.Quote(values[variable][0])}");
        }

        return [.. excluded];
    }

    Combination Included(MapNode row, ImmutableArray<string> names)
    {
        var values = new MatrixValue[names.Length];
        foreach ((string key, Position position, Node value) in row.Entries)
        {
            int variable = Find(key, position, names);
            if (variable >= 0 && Value(value) is { } text) values[variable] = new(key, text);
        }

        string[] missing = [.. names.Where(name => !row.Entries.Any(entry => entry.Key == name))];
        if (missing.Length > 0)
            Fault(row.Position, $"'{Keys.Include}' lacks a value for {string.Join(", ", missing.Select(Problems.Quote))}", "a combination that is added has a value for each variable of the matrix");
        return new(row.Position, [.. values]);
    }

    int Find(string key, Position position, ImmutableArray<string> names)
    {
        int variable = names.IndexOf(key);
        if (variable >= 0) return variable;
        _isSound = false;
        problems.AddUnknown(position, "variable", key, names, $"the variables of this matrix are {string.Join(", ", names)}");
        return variable;
    }

    string? Value(Node node)
    {
        string? text = _values.Text(node, "a value of a matrix", Hint);
        _isSound &= text is not null;
        return text;
    }

    void Fault(Position position, string error, string hint)
    {
        _isSound = false;
        problems.Add(position, error, hint);
    }
}
