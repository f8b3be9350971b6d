using System.Collections.Immutable;
using Flyball.Cli.CommandLine;
using Flyball.Jobs;

namespace Flyball.Cli.Input;

/// <summary>What one job gets from the input.</summary>
/// <param name="Number">The number of the job, from 1: its place in the input, whatever is run of it.</param>
/// <param name="Values">Its values in order, without NUL characters; those of several rows one row after another.</param>
sealed record JobArguments(long Number, ImmutableArray<string> Values)
{
    /// <summary>The names of the values of a row, in their order, as a header gave them; empty: they have none.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>The names of the values of all jobs, where each has values of its own; empty: all have the same ones.</summary>
    public ImmutableArray<string> AllNames { get; init; } = [];

    /// <summary>What the job is called in a job file; <c>null</c>: it is in none.</summary>
    public string? Name { get; init; }

    /// <summary>Whether its command is known only when it starts.</summary>
    public bool IsLate { get; init; }

    /// <summary>Which step it is of a job of several steps, from 1; <c>null</c>: it is a whole job.</summary>
    public int? Step { get; init; }

    /// <summary>Whether it is a step of a job of several steps: the job as a whole is what is counted and noted.</summary>
    public bool IsStep => Step is not null;

    /// <summary>Which units of each named resource it holds; empty before it starts, and when it holds none.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<int>> Units { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<int>>.Empty;

    /// <summary>How many jobs there are; <c>null</c>: nobody asked, so the input is not read to its end yet.</summary>
    public long? Total { get; init; }

    /// <summary>What the job is called in messages: by its name in a job file, else by its number.</summary>
    public string Title => Name is { } name ? UsageException.Quote(name) : $"{Number}";

    /// <summary>The same where it must not leave its line.</summary>
    public string TitleInLine => UsageException.OneLine(Title);

    /// <summary>Those of a job of a run: each has them as its tag.</summary>
    public static JobArguments Of(Job job) => (JobArguments)job.Tag!;
}
