using System.Collections.Immutable;
using Flyball.Cli.JobFiles.Tree;
using Flyball.Jobs;

namespace Flyball.Cli.JobFiles;

/// <summary>What one process is given.</summary>
/// <param name="Command">What it runs.</param>
/// <param name="Settings">All else.</param>
sealed record StepSpecification(CommandSpecification Command, StepSettings Settings);

/// <summary>A command as it is written: its placeholders still stand in it, since only what makes the process knows how to quote values.</summary>
/// <param name="Position">Where it stands in the file.</param>
abstract record CommandSpecification(Position Position);

/// <summary>A line for a shell.</summary>
/// <param name="Text">Not blank; may be several lines. No NUL character.</param>
/// <param name="Position">See <see cref="CommandSpecification"/>.</param>
sealed record CommandText(string Text, Position Position) : CommandSpecification(Position);

/// <summary>A program and its arguments, without a shell.</summary>
/// <param name="Words">At least one, of which the first is not empty. No NUL characters.</param>
/// <param name="Position">See <see cref="CommandSpecification"/>.</param>
sealed record CommandWords(ImmutableArray<string> Words, Position Position) : CommandSpecification(Position);

/// <summary>What processes are given beside their command. A job says it for its steps, and defaults for all jobs.</summary>
sealed record StepSettings
{
    /// <summary>Nothing is said.</summary>
    public static StepSettings Nothing { get; } = new();

    /// <summary>Cores, memory and duration.</summary>
    public ResourceRequest Request { get; init; } = ResourceRequest.Unknown;

    /// <summary>The name by which what is learned of it is kept; <c>null</c>: the shape of its command.</summary>
    public string? Template { get; init; }

    /// <summary>How much of declared resources is held, at least 1 of each.</summary>
    public ImmutableDictionary<string, int> Amounts { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Variables that are set; <c>null</c> removes one.</summary>
    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Where processes start; <c>null</c>: where we are.</summary>
    public string? Directory { get; init; }

    /// <summary>How long each may run; <c>null</c>: as long as it takes.</summary>
    public TimeLimit? TimeLimit { get; init; }

    /// <summary>The most memory that each may hold; <c>null</c>: no limit.</summary>
    public ByteSize? MemoryLimit { get; init; }

    /// <summary>The most cores that each may keep busy; <c>null</c>: no limit.</summary>
    public double? CpuLimit { get; init; }

    /// <summary>These settings, with what they do not say taken from others. Maps are merged by key.</summary>
    public StepSettings Or(StepSettings others) => ReferenceEquals(others, Nothing) ? this : ReferenceEquals(this, Nothing) ? others : new()
    {
        Request = Request.Or(others.Request),
        Template = Template ?? others.Template,
        Amounts = Amounts.IsEmpty ? others.Amounts : others.Amounts.SetItems(Amounts),
        Environment = Environment.IsEmpty ? others.Environment : others.Environment.SetItems(Environment),
        Directory = Directory ?? others.Directory,
        TimeLimit = TimeLimit ?? others.TimeLimit,
        MemoryLimit = MemoryLimit ?? others.MemoryLimit,
        CpuLimit = CpuLimit ?? others.CpuLimit,
    };

    /// <summary>These settings with the placeholders in the environment, the directory and the template filled in.</summary>
    public StepSettings Fill(ImmutableArray<MatrixValue> variables)
    {
        string? directory = Directory is null ? null : Placeholders.Fill(Directory, variables);
        string? template = Template is null ? null : Placeholders.Fill(Template, variables);
        KeyValuePair<string, string?>[] filled =
        [
            .. Environment.Where(variable => variable.Value is not null && Placeholders.Occur(variable.Value, variables))
                .Select(variable => KeyValuePair.Create(variable.Key, (string?)Placeholders.Fill(variable.Value!, variables))),
        ];
        return filled.Length == 0 && directory == Directory && template == Template ? this : this with { Directory = directory, Template = template, Environment = Environment.SetItems(filled) };
    }
}
