using System.Collections.Immutable;

namespace Flyball.Cli.Input;

/// <summary>What one job gets from the input.</summary>
/// <param name="Number">The number of the job, from 1: its place in the input, whatever is run of it.</param>
/// <param name="Values">Its values in order, without NUL characters.</param>
sealed record JobArguments(long Number, ImmutableArray<string> Values);
