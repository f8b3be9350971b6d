using System.Collections.Immutable;

namespace Flyball.Jobs;

/// <summary>What a job has been granted at a start of it.</summary>
/// <param name="Id">Which job.</param>
/// <param name="Slot">A number from 1 on that no other running job has: always the lowest that is free.</param>
/// <param name="Attempt">Which attempt this is, from 1 on.</param>
/// <param name="Cores">Cores that were set aside for it.</param>
/// <param name="Memory">Memory that was set aside for it.</param>
public readonly record struct JobGrant(JobId Id, int Slot, int Attempt, CoreAmount Cores, ByteSize Memory)
{
    /// <summary>Which units of each of <see cref="Job.Resources"/> are its own, by their indices from 0 on. No other running job that asks for its indices has them.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<int>> Indices { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<int>>.Empty;
}
