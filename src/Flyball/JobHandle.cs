using Flyball.Jobs;
using Flyball.Queue;

namespace Flyball;

/// <summary>A job that was added. Safe for use by any thread.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Completion">Completes with the outcome when the job has ended, however it ends; never faults and is never cancelled.</param>
public sealed record JobHandle(JobId Id, Task<JobOutcome> Completion)
{
    /// <summary>The controller's own object.</summary>
    internal JobEntry? Entry { get; init; }
}
