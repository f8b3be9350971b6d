namespace Flyball.Benchmarks.Scenarios;

/// <summary>What Flyball is to reach in a scenario; null: nothing is asked.</summary>
/// <param name="First">Makespan of its first run, over that of <paramref name="Against"/>.</param>
/// <param name="Again">The same of a run that has learned from the first.</param>
/// <param name="Foreign">The foreign figure, over that of its reference.</param>
/// <param name="CutShort">Most runs of jobs that may be ended halfway in the first run; then none may in the second.</param>
/// <param name="Against">The contestant to compare with; null: the best fixed number of jobs.</param>
sealed record Target(double? First = null, double? Again = null, double? Foreign = null, int? CutShort = null, Entrant? Against = null);
