using System.Collections.Immutable;

namespace Flyball.Queue;

/// <summary>What jobs hold of named resources while they run. Jobs that hold the same share one object.</summary>
/// <param name="Number">Its place among all of the controller.</param>
/// <param name="Amounts">The index of each resource and how much of it, at least one resource.</param>
sealed record Claims(int Number, ImmutableArray<(int Resource, int Amount)> Amounts);
