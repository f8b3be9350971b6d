using Flyball.Execution;
using Flyball.Jobs;
using Flyball.Queue;

namespace Flyball;

/// <summary>Ends what has run longer than it may. One timer serves all jobs: the loop's own.</summary>
public sealed partial class JobController
{
    void EndOverdue()
    {
        TimeSpan now = Now;
        foreach (JobEntry entry in _running)
        {
            if (!entry.IsToldToEnd && Deadline(entry) <= now) TellToEnd(entry, EndReason.OutOfTime);
        }
    }

    TimeSpan? NextDeadline()
    {
        TimeSpan? next = null;
        foreach (JobEntry entry in _running)
            if (!entry.IsToldToEnd && Deadline(entry) is { } deadline && !(next <= deadline)) next = deadline;
        return next;
    }

    /// <summary>When the job is to be ended; <c>null</c>: never, not while it is suspended, or not known yet, since a limit by the median needs siblings that have ended.</summary>
    static TimeSpan? Deadline(JobEntry entry) => entry is { IsSuspended: false, Job.TimeLimit: { } limit }
        ? entry.StartedAt + entry.Suspension.Before + limit.For(entry.Siblings.MedianRunTime)
        : null;

    static JobOutcome NoteTimeLimit(JobEntry entry, JobOutcome outcome)
    {
        if (entry.Job.TimeLimit is { TimesMedian: not null } && outcome is { Succeeded: true, Usage: { } usage }) entry.Siblings.NoteRunTime(usage.WallTime - entry.Suspension.Before);
        return entry.Execution!.Judge(outcome);
    }
}
