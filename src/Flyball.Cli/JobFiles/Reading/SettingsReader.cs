using System.Collections.Immutable;
using Flyball.Cli.JobFiles.Tree;
using Flyball.Jobs;

namespace Flyball.Cli.JobFiles.Reading;

/// <summary>Reads what jobs, steps and defaults alike may say about processes.</summary>
sealed class SettingsReader(Declared declared, Problems problems)
{
    readonly ValueReader _values = new(problems);

    public StepSettings Read(Fields fields)
    {
        Node? request = fields[Keys.Request], environment = fields[Keys.Environment], directory = fields[Keys.Directory], timeout = fields[Keys.Timeout], template = fields[Keys.Template];
        Node? memory = fields[Keys.MemoryLimit], cpu = fields[Keys.CpuLimit];
        if (template is null && request is null && environment is null && directory is null && timeout is null && memory is null && cpu is null) return StepSettings.Nothing;
        StepSettings settings = request is null ? StepSettings.Nothing : Request(request);
        return settings with
        {
            Environment = environment is null ? settings.Environment : Environment(environment),
            Directory = directory is null ? null : Directory(directory),
            Template = template is null ? null : _values.Name(template, $"'{Keys.Template}'", "jobs of one name are alike, for example: template: encode"),
            TimeLimit = timeout is null ? null : _values.TimeLimit(timeout, $"'{Keys.Timeout}'"),
            MemoryLimit = memory is null ? null : _values.MemoryLimit(memory, $"'{Keys.MemoryLimit}'"),
            CpuLimit = cpu is null ? null : _values.CpuLimit(cpu, $"'{Keys.CpuLimit}'"),
        };
    }

    StepSettings Request(Node node)
    {
        if (node is not MapNode map)
        {
            problems.Add(node.Position, $"'{Keys.Request}' must be a map, not {node.Kind}", "for example: request: {cores: 2, memory: 1G}");
            return StepSettings.Nothing;
        }

        (double? cores, ByteSize? memory, TimeSpan? duration) = (null, null, null);
        ImmutableDictionary<string, int>.Builder? amounts = null;
        foreach (MapEntry entry in map.Entries)
        {
            switch (entry.Key)
            {
                case Keys.Cores:
                    cores = _values.Cores(entry.Value, $"'{Keys.Cores}'");
                    break;
                case Keys.Memory:
                    memory = _values.HeldMemory(entry.Value, $"'{Keys.Memory}'");
                    break;
                case Keys.Duration:
                    duration = _values.Time(entry.Value, $"'{Keys.Duration}'");
                    break;
                default:
                    if (Amount(entry) is { } amount) (amounts ??= ImmutableDictionary.CreateBuilder<string, int>()).Add(entry.Key, amount);
                    break;
            }
        }

        return new() { Request = new(cores, memory, duration), Amounts = amounts?.ToImmutable() ?? ImmutableDictionary<string, int>.Empty };
    }

    int? Amount(MapEntry entry)
    {
        if (!declared.IsResource(entry)) return null;
        int? amount = _values.WholeNumber(entry.Value, $"the amount of {Problems.Quote(entry.Key)}", 1, "leave it out where none is needed");
        return amount is { } some && declared.IsPossible(entry, some) ? some : null;
    }

    ImmutableDictionary<string, string?> Environment(Node node)
    {
        ImmutableDictionary<string, string?>.Builder variables = ImmutableDictionary.CreateBuilder<string, string?>();
        if (node is not MapNode map)
        {
            problems.Add(node.Position, $"'{Keys.Environment}' must be a map, not {node.Kind}", "for example: environment: {LANG: C}");
            return variables.ToImmutable();
        }

        foreach ((string name, Position position, Node value) in map.Entries)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0'))
                problems.Add(position, $"there can be no variable {Problems.Quote(name)}", "its name is not empty and holds neither '=' nor a NUL character");
            else if (value is ScalarNode { Type: ScalarKind.Null })
                variables.Add(name, null);
            else if (_values.Text(value, $"the variable {Problems.Quote(name)}", "for example: LANG: C; null removes a variable") is { } text)
                variables.Add(name, text);
        }

        return variables.ToImmutable();
    }

    string? Directory(Node node)
    {
        string? name = _values.Text(node, $"'{Keys.Directory}'", "for example: directory: out");
        if (name is "") problems.Add(node.Position, $"'{Keys.Directory}' is empty", "for example: directory: out; the folder that flyball is started in is '.'");
        return name;
    }
}
