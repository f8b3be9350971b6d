namespace Flyball;

/// <summary>What became of the jobs that ended during a run. A sequence counts as one job, its steps do not count.</summary>
/// <param name="Succeeded">Jobs that did what they should.</param>
/// <param name="Failed">Jobs that failed, or ran out of time or memory.</param>
/// <param name="Cancelled">Jobs that were ended while they ran.</param>
/// <param name="NotRun">Jobs that were removed, or dropped, before they started.</param>
/// <param name="Skipped">Jobs that were not started because of what became of others that they depend on.</param>
/// <param name="Duration">From the call to the end.</param>
public sealed record RunSummary(long Succeeded, long Failed, long Cancelled, long NotRun, long Skipped, TimeSpan Duration)
{
    /// <summary>How many of <see cref="Failed"/> ran out of memory.</summary>
    public long OutOfMemory { get; init; }
}
