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
            if (entry.Execution!.Notice.Reason != EndReason.None || !(Deadline(entry) <= now) || entry.Cancellation is not { IsCancellationRequested: false }) continue;
            entry.Execution!.Notice.Reason = EndReason.OutOfTime;
            _ = entry.Cancellation.CancelAsync();
        }
    }

    TimeSpan? NextDeadline()
    {
        TimeSpan? next = null;
        foreach (JobEntry entry in _running)
            if (!entry.Execution!.IsOutOfTime && Deadline(entry) is { } deadline && !(next <= deadline)) next = deadline;
        return next;
    }

    /// <summary>When the job is to be ended; <c>null</c>: never, or not known yet, since a limit by the median needs siblings that have ended.</summary>
    static TimeSpan? Deadline(JobEntry entry) => entry.Job.TimeLimit is { } limit ? entry.StartedAt + limit.For(entry.Siblings.MedianRunTime) : null;

    static JobOutcome NoteTimeLimit(JobEntry entry, JobOutcome outcome)
    {
        if (entry.Job.TimeLimit is { TimesMedian: not null } && outcome is { Succeeded: true, Usage: { } usage }) entry.Siblings.NoteRunTime(usage.WallTime);
        return entry.Execution!.Judge(outcome);
    }
}
