using System.Collections.Immutable;
using Flyball.Cli.JobFiles.Tree;

namespace Flyball.Cli.JobFiles.Reading;

/// <summary>Reads jobs, and the defaults that they fall back to.</summary>
sealed class JobReader(Declared declared, Problems problems)
{
    readonly ValueReader _values = new(problems);
    readonly CommandReader _commands = new(problems);
    readonly SettingsReader _settings = new(declared, problems);
    readonly MatrixReader _matrices = new(declared, problems);
    readonly ReferenceReader _references = new(problems);

    (StepSettings Step, JobSettings Job) _defaults = (StepSettings.Nothing, JobSettings.Nothing);

    /// <summary>Takes what holds for all jobs that do not say otherwise.</summary>
    public void ReadDefaults(Node node)
    {
        if (Fields.Of(node, $"'{Keys.Defaults}'", Keys.ForDefaults, problems) is { } fields) _defaults = (_settings.Read(fields), Settings(fields, isDefault: true));
    }

    public JobDraft Read(Node node)
    {
        var unknown = new JobDraft { Position = node.Position, NamePosition = node.Position, MatrixPosition = node.Position };
        if (Fields.Of(node, "a job", Keys.Job, problems) is not { } fields) return unknown;
        Node? name = fields[Keys.Name], matrix = fields[Keys.Matrix];
        JobDraft draft = unknown with
        {
            Name = name is null ? null : _values.Name(name, $"'{Keys.Name}'", "for example: name: encode"),
            NamePosition = name?.Position ?? node.Position,
            Matrix = matrix is null ? null : _matrices.Read(matrix),
            MatrixPosition = matrix?.Position ?? node.Position,
            Steps = Steps(node, fields, _settings.Read(fields).Or(_defaults.Step)),
            Settings = Settings(fields).Or(_defaults.Job),
            After = fields[Keys.After] is { } after ? _references.Read(after) : [],
        };
        return draft with { IsNameKnown = (name is null) == (draft.Name is null) && (matrix is null) == (draft.Matrix is null) };
    }

    ImmutableArray<StepSpecification> Steps(Node job, Fields fields, StepSettings settings)
    {
        Node? command = fields[Keys.Command], steps = fields[Keys.Steps];
        if (command is not null && steps is not null)
            problems.Add(steps.Position, $"a job has either '{Keys.Command}' or '{Keys.Steps}', not both", "make the command the first of the steps");
        else if (fields.Lacks(Keys.Command) && fields.Lacks(Keys.Steps))
            problems.Add(job.Position, $"missing key '{Keys.Command}'", "for example: command: make; or several, one after another: steps: [{command: make}, {command: make test}]");
        if (steps is null) return command is null ? [] : Command(command, settings);
        if (command is not null) _commands.Read(command);
        if (steps is ListNode { Items.IsEmpty: false } list) return [.. list.Items.SelectMany(step => Step(step, settings))];
        problems.Add(steps.Position, steps is ListNode ? $"'{Keys.Steps}' is empty" : $"'{Keys.Steps}' must be a list, not {steps.Kind}", "for example: steps: [{command: make}, {command: make test}]");
        return [];
    }

    ImmutableArray<StepSpecification> Step(Node step, StepSettings settings)
    {
        if (Fields.Of(step, "a step", Keys.Step, problems) is not { } fields) return [];
        StepSettings own = _settings.Read(fields).Or(settings);
        if (fields[Keys.Command] is { } command) return Command(command, own);
        if (fields.Lacks(Keys.Command)) problems.Add(step.Position, $"missing key '{Keys.Command}'", "for example: {command: make test}");
        return [];
    }

    ImmutableArray<StepSpecification> Command(Node command, StepSettings settings) => _commands.Read(command) is { } read ? [new(read, settings)] : [];

    JobSettings Settings(Fields fields, bool isDefault = false)
    {
        Node? priority = fields[Keys.Priority], retries = fields[Keys.Retries], retryable = fields[Keys.Retryable], group = fields[Keys.Group];
        if (priority is null && retries is null && retryable is null && group is null) return JobSettings.Nothing;
        JobSettings settings = retries is null ? JobSettings.Nothing : Retries(retries, isWhole: !isDefault && _defaults.Job.Attempts is null);
        return settings with
        {
            Priority = priority is null ? null : _values.WholeNumber(priority, $"'{Keys.Priority}'", int.MinValue, "higher goes first, 0 is usual: priority: 5"),
            IsRepeatable = retryable is null ? null : _values.Flag(retryable, $"'{Keys.Retryable}'"),
            Groups = group is null ? null : Groups(group),
        };
    }

    /// <param name="node">What is said of retries.</param>
    /// <param name="isWhole">Whether nothing else says how often: jobs fall back to the defaults key by key.</param>
    JobSettings Retries(Node node, bool isWhole)
    {
        const string Hint = "it counts all attempts: 1 is no retry, 0 is without end";
        if (node is not MapNode) return new(Attempts: Attempts(node, Keys.Retries));
        Fields fields = Fields.Of(node, $"'{Keys.Retries}'", Keys.ForRetries, problems)!;
        if (isWhole && fields.Lacks(Keys.Attempts)) problems.Add(node.Position, $"missing key '{Keys.Attempts}'", Hint);
        return new(
            Attempts: fields[Keys.Attempts] is { } attempts ? Attempts(attempts, Keys.Attempts) : null,
            Delay: fields[Keys.Delay] is { } delay ? _values.Delay(delay, $"'{Keys.Delay}'") : null);

        int? Attempts(Node number, string key) => _values.WholeNumber(number, $"'{key}'", 0, Hint) is var count && count == 0 ? int.MaxValue : count;
    }

    ImmutableArray<string> Groups(Node node)
    {
        HashSet<string> groups = [];
        foreach ((string name, Position position) in _values.Names(node, $"'{Keys.Group}'", "for example: group: encode, or group: [encode, disk]"))
        {
            if (declared.IsGroup(name, position) && !groups.Add(name))
                problems.Add(position, $"the group {Problems.Quote(name)} is named twice", "leave one of them out");
        }

        return [.. groups];
    }
}
