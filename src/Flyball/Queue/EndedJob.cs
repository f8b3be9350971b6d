using Flyball.Jobs;

namespace Flyball.Queue;

/// <summary>A job that has ended, for those that waited for it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Job">The job; <c>null</c>: it is known by its number alone, from an earlier run.</param>
/// <param name="Outcome">How it ended.</param>
readonly record struct EndedJob(JobId Id, Job? Job, JobOutcome Outcome);
