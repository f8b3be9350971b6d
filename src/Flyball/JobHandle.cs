using Flyball.Jobs;
using Flyball.Queue;

namespace Flyball;

/// <summary>
/// A job that was added. Safe for use by any thread. One that you make yourself, with a completed task, stands for a job that has ended elsewhere, in an earlier run for instance: others can
/// depend on it.
/// </summary>
/// <param name="Id">Its number.</param>
/// <param name="Completion">Completes with the outcome when the job has ended, however it ends; never faults and is never cancelled.</param>
public sealed record JobHandle(JobId Id, Task<JobOutcome> Completion)
{
    /// <summary>The controller's own object.</summary>
    internal JobEntry? Entry { get; init; }
}
