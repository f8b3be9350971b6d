namespace Flyball.Jobs;

/// <summary>What must have become of a job before one that depends on it may start.</summary>
public enum DependencyCondition
{
    /// <summary>It has succeeded.</summary>
    Success,

    /// <summary>It has failed or timed out.</summary>
    Failure,

    /// <summary>It has ended, however: also when it was skipped or removed.</summary>
    AnyEnd,
}

static class DependencyConditions
{
    /// <summary>Whether an end of the other job is one that was waited for.</summary>
    public static bool IsMetBy(this DependencyCondition condition, JobStatus status) => condition switch
    {
        DependencyCondition.Success => status == JobStatus.Succeeded,
        DependencyCondition.Failure => status is JobStatus.Failed or JobStatus.TimedOut,
        _ => true,
    };
}
