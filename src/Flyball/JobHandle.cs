using Flyball.Jobs;

namespace Flyball;

/// <summary>A job that was added. Safe for use by any thread.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Completion">Completes with the outcome when the job has ended, however it ends; never faults and is never cancelled.</param>
public sealed record JobHandle(JobId Id, Task<JobOutcome> Completion);
