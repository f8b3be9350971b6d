using System.Collections.Immutable;
using Flyball.Cli.CommandLine;
using Flyball.Cli.JobFiles.Tree;
using Flyball.Jobs;

namespace Flyball.Cli.JobFiles.Reading;

/// <summary>A job as it is written, before its matrix is multiplied out and its references are looked up.</summary>
sealed record JobDraft
{
    public required Position Position { get; init; }

    /// <summary>The name as it is written; <c>null</c>: there is none.</summary>
    public string? Name { get; init; }

    /// <summary>Where the name stands, or the job.</summary>
    public required Position NamePosition { get; init; }

    /// <summary><c>null</c>: there is none.</summary>
    public Matrix? Matrix { get; init; }

    /// <summary>Where the matrix stands, or the job.</summary>
    public required Position MatrixPosition { get; init; }

    /// <summary>Whether what the job is called is known: its name and its matrix are sound.</summary>
    public bool IsNameKnown { get; init; }

    public ImmutableArray<StepSpecification> Steps { get; init; } = [];

    public JobSettings Settings { get; init; } = JobSettings.Nothing;

    public ImmutableArray<Reference> After { get; init; } = [];
}

/// <summary>What <c>after</c> says of one name.</summary>
/// <param name="Name">A job's, perhaps with placeholders.</param>
/// <param name="Condition">How it must have ended.</param>
/// <param name="Position">Where it stands.</param>
readonly record struct Reference(string Name, DependencyCondition Condition, Position Position);

/// <summary>What jobs and defaults say about more than processes.</summary>
sealed record JobSettings(int? Priority = null, int? Attempts = null, RetryDelay? Delay = null, bool? IsRepeatable = null, ImmutableArray<string>? Groups = null)
{
    /// <summary>Nothing is said.</summary>
    public static JobSettings Nothing { get; } = new();

    public RetryRule? Retries => Attempts is { } attempts ? (Delay ?? default).RuleFor(attempts) : null;

    /// <summary>These settings, with what they do not say taken from others.</summary>
    public JobSettings Or(JobSettings others) => new(Priority ?? others.Priority, Attempts ?? others.Attempts, Delay ?? others.Delay, IsRepeatable ?? others.IsRepeatable, Groups ?? others.Groups);
}
