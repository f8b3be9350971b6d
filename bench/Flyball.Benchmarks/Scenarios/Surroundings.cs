namespace Flyball.Benchmarks.Scenarios;

/// <summary>What everybody in a scenario shares; zero: as the machine is.</summary>
/// <param name="Memory">Most memory of all together, in bytes, page cache included.</param>
/// <param name="Reads">Most bytes read from the disk in a second.</param>
/// <param name="Writes">Most bytes written to the disk in a second.</param>
readonly record struct Surroundings(long Memory = 0, long Reads = 0, long Writes = 0);
