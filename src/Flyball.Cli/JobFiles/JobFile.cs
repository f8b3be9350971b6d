using System.Collections.Immutable;

namespace Flyball.Cli.JobFiles;

/// <summary>What a job file says, checked as a whole: each name in it is known, and no job waits for itself.</summary>
sealed record JobFile
{
    /// <summary>In the order of the file.</summary>
    public required ImmutableArray<ResourceDeclaration> Resources { get; init; }

    /// <summary>In the order of the file.</summary>
    public required ImmutableArray<GroupDeclaration> Groups { get; init; }

    /// <summary>At least one, in the order of the file; the combinations of a matrix follow each other. A place in it is what <see cref="Dependency.Job"/> and <see cref="Order"/> name.</summary>
    public required ImmutableArray<JobSpecification> Jobs { get; init; }

    /// <summary>The places of all jobs, each behind those that it depends on, and else in the order of the file.</summary>
    public required ImmutableArray<int> Order { get; init; }
}

/// <summary>Something of which there is a limited number, beside what the machine measures.</summary>
/// <param name="Name">Any text.</param>
/// <param name="Count">How many there are, at least 1.</param>
/// <param name="Indexed">Whether jobs are told which ones they hold: 0 to <paramref name="Count"/> − 1.</param>
sealed record ResourceDeclaration(string Name, int Count, bool Indexed);

/// <summary>Jobs of which only so many run at once.</summary>
/// <param name="Name">Any text.</param>
/// <param name="Limit">How many, at least 1.</param>
sealed record GroupDeclaration(string Name, int Limit)
{
    /// <summary>The name of the resource that the group is to the controller: of a limit of n each of its jobs holds one.</summary>
    public static string ResourceOf(string group) => $"group {group}";
}
