namespace Flyball.Jobs;

/// <summary>What must have become of a job before one that depends on it may start.</summary>
public enum DependencyCondition
{
    /// <summary>It has succeeded.</summary>
    Success,

    /// <summary>It has failed, timed out or run out of memory. Of several jobs that are waited for so, one that failed is enough; it starts when all have ended.</summary>
    Failure,

    /// <summary>It has ended, however: also when it was skipped or removed.</summary>
    AnyEnd,
}

static class DependencyConditions
{
    /// <summary>Whether an end of the other job decides that the one that waits is not started, whatever becomes of further jobs that it waits for.</summary>
    public static bool IsRuledOutBy(this DependencyCondition condition, JobStatus status) => condition == DependencyCondition.Success && status != JobStatus.Succeeded;

    /// <summary>Whether such an end is a failure.</summary>
    public static bool IsFailure(this JobStatus status) => status is JobStatus.Failed or JobStatus.TimedOut or JobStatus.OutOfMemory;
}
