using System.Collections.Immutable;
using Flyball.Cli.JobFiles.Tree;
using Flyball.Jobs;

namespace Flyball.Cli.JobFiles;

/// <summary>A job of a file. Of a job with a matrix, one of its combinations.</summary>
sealed record JobSpecification
{
    /// <summary>What the job is called; no other has the same name.</summary>
    public required string Name { get; init; }

    /// <summary>The name as it is written, which all combinations of a matrix share; else the same as <see cref="Name"/>.</summary>
    public required string BaseName { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public required Position Position { get; init; }

    /// <summary>What stands for the placeholders in its commands, in the order of the matrix. Empty: there is no matrix.</summary>
    public required ImmutableArray<MatrixValue> Variables { get; init; }

    /// <summary>What it does, one after another: at least one; just one for a job with a command.</summary>
    public required ImmutableArray<StepSpecification> Steps { get; init; }

    /// <summary>Higher goes first; 0 is usual.</summary>
    public required int Priority { get; init; }

    /// <summary>What happens when it fails. <c>null</c>: the file does not say.</summary>
    public required RetryRule? Retries { get; init; }

    /// <summary>Whether it may be ended when memory is short, and run again. <c>null</c>: the file does not say.</summary>
    public required bool? IsRepeatable { get; init; }

    /// <summary>The declared groups that it belongs to.</summary>
    public required ImmutableArray<string> Groups { get; init; }

    /// <summary>What must have ended before it starts; no job twice, never the job itself.</summary>
    public required ImmutableArray<Dependency> After { get; init; }
}

/// <summary>A variable of a matrix in one combination.</summary>
/// <param name="Name">What stands in braces.</param>
/// <param name="Value">The text as it is written in the file.</param>
readonly record struct MatrixValue(string Name, string Value);

/// <summary>That a job waits for another.</summary>
/// <param name="Job">The other's place in <see cref="JobFile.Jobs"/>.</param>
/// <param name="Condition">How the other must have ended.</param>
readonly record struct Dependency(int Job, DependencyCondition Condition);
