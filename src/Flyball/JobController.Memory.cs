using Flyball.Admission;
using Flyball.Execution;
using Flyball.Jobs;
using Flyball.Queue;

namespace Flyball;

/// <summary>What is done with running jobs for the sake of memory: the plan says it, here it is done. Nothing stays suspended: whoever is told to end goes on first.</summary>
public sealed partial class JobController
{
    /// <summary>Whether the memory of what runs is looked at, also when nothing waits and when nothing is started any more.</summary>
    bool WatchesMemory => _running.Count > 0 && !IsAbandoning && (_desk.Policy is GovernorPolicy || _desk.Policy.MinAvailableMemory is not null);

    /// <summary>Whether a job that is ended for want of memory would be run again.</summary>
    bool MayRunAgain => !IsEnding && !_ledger.IsWindingDown;

    /// <summary>Takes a step.</summary>
    /// <returns>Whether another decision is to follow at once: where memory is filled fast, several jobs are suspended one after another.</returns>
    bool Take(in MemoryStep step)
    {
        if (_known.Find(step.Job) is not { IsToldToEnd: false } entry) return false;
        switch (step.Kind)
        {
            case MemoryStepKind.Suspend:
                Suspend(entry, step.Because);
                break;
            case MemoryStepKind.Resume:
                Resume(entry, step.Because);
                break;
            case MemoryStepKind.End:
                entry.EndsBecause = step.Because;
                TellToEnd(entry, EndReason.MakesRoom);
                break;
        }

        return step.Kind == MemoryStepKind.Suspend;
    }

    void Suspend(JobEntry entry, in Reason because)
    {
        if (!Try(entry, static entry => entry.Executor!.Suspend(entry.Id)))
        {
            entry.Suspension = entry.Suspension with { IsImpossible = true };
            return;
        }

        entry.Suspension = entry.Suspension.Begun(Now);
        if (_news.IsHeard) _news.Add(new JobSuspended(entry.Id, entry.Execution!.Job, _time.GetUtcNow(), because));
    }

    void Resume(JobEntry entry, in Reason? because)
    {
        if (!entry.IsSuspended) return;
        Try(entry, static entry => entry.Executor!.Resume(entry.Id));
        entry.Suspension = entry.Suspension.Over(Now);
        entry.Use?.NoteResumed();
        if (_news.IsHeard) _news.Add(new JobResumed(entry.Id, entry.Execution!.Job, _time.GetUtcNow(), because));
    }

    /// <summary>Tells a running job to end. What listens to the token is the user's code: it may block or throw, but not here.</summary>
    void TellToEnd(JobEntry entry, EndReason reason = EndReason.None)
    {
        if (entry.Cancellation is null) return;
        entry.Execution!.Notice.Reason = reason;
        Resume(entry, because: null);
        _ = entry.Cancellation.CancelAsync();
    }

    /// <summary>Notes that a job ended for want of memory, by us or by itself: it needs more than was believed.</summary>
    static void NoteMemoryEnd(JobEntry entry, JobOutcome outcome)
    {
        bool ranOut = outcome.Status == JobStatus.OutOfMemory;
        if (ranOut) entry.OutOfMemoryEnds++;
        else entry.MemoryEnds++;
        ByteSize peak = ByteSize.Max(entry.Use?.Memory ?? ByteSize.Zero, outcome.Usage?.PeakMemory ?? (ranOut ? entry.Granted.Memory : ByteSize.Zero));
        entry.LeastMemory = MemoryLadder.LeastAfter(entry.LeastMemory, peak);
    }

    /// <summary>What throws could not be done.</summary>
    static bool Try(JobEntry entry, Func<JobEntry, bool> step)
    {
        try
        {
            return step(entry);
        }
#pragma warning disable CA1031 // An executor that cannot suspend leaves the job as it is; it does not stop the loop.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
