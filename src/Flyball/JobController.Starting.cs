using Flyball.Admission;
using Flyball.Execution;
using Flyball.Jobs;
using Flyball.Queue;

namespace Flyball;

/// <summary>The loop's second half: look at the load, decide, start what the plan says. Called by the loop alone.</summary>
public sealed partial class JobController
{
    readonly DecisionDesk _desk;
    readonly ITimer _review;
    readonly List<JobEntry> _starting = [];

    /// <summary>Timers cannot wait for months.</summary>
    static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    readonly SlotNumbers _slots = new();
    (JobId Job, Gate Gate, bool IsIdle) _toldHeld;
    long _toldHeldAt;

    void DecideAndStart()
    {
        EndOverdue();
        QueueWhatIsDue();
        if ((_queue.Count > 0 && !IsEnding) || WatchesMemory) _watch.Look(_running, Now);

        StartWhatFits();

        TellHeld();
        _news.Tell(keeps: _fault is null);
        foreach (JobEntry entry in _starting) _ = ExecuteAsync(entry, entry.Execution!);
        _starting.Clear();
        if (!_stopped.Task.IsCompleted) _review.Change(UntilReview(), Timeout.InfiniteTimeSpan);
    }

    TimeSpan UntilReview()
    {
        TimeSpan now = Now;
        TimeSpan? until = ReviewTime.First(NextDeadline() - now, _parked.NextDue - now);
        if (_desk.Plan.ReviewAt is { } at && !IsAbandoning)
        {
            // The pace of starts waits for time alone; what else holds jobs is the same until the next look.
            TimeSpan wait = at - now, fresh = _watch.FreshFor;
            until = ReviewTime.First(until, wait < fresh && !_desk.Plan.Holds(Gate.Pace) ? fresh : wait);
        }

        if (until is not { } left) return Timeout.InfiniteTimeSpan;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < s_longestWait ? left : s_longestWait;
    }

    /// <summary>
    /// First asks about the foremost job alone, as long as it starts: with short jobs and a full machine that is all there is to decide, thousands of times a second. Only when it is held
    /// by something that may let others pass, or when not only ends of jobs led here, the whole window is looked at. The front of a long queue may start whole: then there may be room for what comes behind it.
    /// </summary>
    void StartWhatFits()
    {
        int window = IsEnding ? 0 : 1;
        while (!IsAbandoning && Decide(window) is > 0 and var count)
        {
            bool all = StartPlanned(count) == count;
            if (!all && (window > 1 || (_sawOnlyEnds && _desk.Plan.Decisions[0].Because.Gate == Gate.Cap))) return;
            if (!all) window = QueueOrder.Window;
        }
    }

    int Decide(int window)
    {
        TimeSpan now = Now;
        _desk.TakeFront(window, now);
        if (_desk.Count == 0 && !WatchesMemory)
        {
            _desk.Clear();
            return 0;
        }

        do _desk.Decide(now, MayRunAgain);
        while (_desk.Plan.MemoryStep is { } step && Take(step));
        _desk.NoteDecisions(now);
        return _desk.Count;
    }

    int StartPlanned(int count)
    {
        int starts = 0;
        for (int i = 0; i < count; i++)
        {
            Decision decision = _desk.Plan.Decisions[i];
            if (!decision.Starts) continue;
            (JobEntry entry, Estimate granted) = _desk[i];
            Start(entry, decision.Because, granted);
            starts++;
        }

        if (starts > 0) _desk.NoteStart(Now);
        return starts;
    }

    void Start(JobEntry entry, Reason because, Estimate granted)
    {
        _queue.Remove(entry);
        GiveRoom(entry);
        if (entry.Claims is { } claims) _resources.Take(claims);
        entry.StartedAt = Now;
        entry.StartedWall = _time.GetUtcNow();
        for (SequenceRun? around = entry.Sequence; around is not null; around = around.Entry.Sequence) around.Entry.NoteStep(entry.StartedWall.Value);
        entry.IsRunning = true;
        entry.LastFailure = null;
        entry.Granted = granted;
        entry.Slot = _slots.Take();
        (entry.Execution, entry.Executor) = Prepare(entry, granted);
        entry.Cancellation = new();
        entry.RunningIndex = _running.Count;
        _running.Add(entry);
        _starting.Add(entry);
        if (_news.IsHeard) _news.Add(new JobStarted(entry.Id, entry.Execution.Job, entry.StartedWall.Value, because, granted));
    }

    /// <summary>Completes the job's description. What the user's code throws is told by an executor that fails.</summary>
    (JobExecution Execution, IJobExecutor Executor) Prepare(JobEntry entry, in Estimate granted)
    {
        Job job = entry.Job;
        IJobExecutor executor;
        try
        {
            if (job.AtStart is { } complete) job = complete(Grant(entry, granted)) ?? throw new InvalidOperationException("it gave no job");
            executor = _executors.For(job);
        }
#pragma warning disable CA1031 // Whatever the user's code throws is the outcome of the job.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            (job, executor) = (entry.Job, new FailingExecutor(exception));
        }

        return (new(entry.Id, job, granted, _level.Nice, _level.IoPriority)
        {
            Slot = entry.Slot,
            Attempt = entry.Attempt,
            HasMoreAttempts = entry.Job.Retry is { } retry && entry.Attempt < retry.Attempts,
            StartedAt = entry.StartedWall!.Value,
            IsRepeatable = entry.IsRepeatable,
            OutOfMemoryEnds = entry.OutOfMemoryEnds,
            MemoryCapacity = _watch.Load.Capacity?.Memory,
        }, executor);
    }

    JobGrant Grant(JobEntry entry, in Estimate granted)
    {
        JobGrant grant = new(entry.Id, entry.Slot, entry.Attempt, granted.Cores, granted.Memory);
        if (entry.Claims is not { } claims) return grant;
        entry.Indices = _resources.TakeIndices(claims);
        return grant with { Indices = entry.Indices };
    }

    async Task ExecuteAsync(JobEntry entry, JobExecution execution)
    {
        JobOutcome outcome;
        long start = _time.GetTimestamp();
        try
        {
            outcome = await entry.Executor!.ExecuteAsync(execution, entry.Cancellation!.Token).ConfigureAwait(false)
                ?? new(JobStatus.Failed, Detail: $"{entry.Executor.GetType().Name} gave no outcome");
        }
#pragma warning disable CA1031 // Whatever an executor throws is the outcome of its job.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            outcome = new(JobStatus.Failed, Detail: exception.Message, Usage: new(_time.GetElapsedTime(start)));
        }

        var ended = new Message(MessageKind.Ended, entry, outcome);
        if (entry.Executor is ICompletesOnOwnThread { IsOnOwnThread: true }) _inbox.PostAndRun(ended);
        else _inbox.Post(ended);
    }

    /// <summary>Tells what holds the first job, when that changes.</summary>
    void TellHeld()
    {
        if (IsEnding || !_news.IsHeard) return;
        long now = _time.GetTimestamp();
        if (_toldHeldAt != 0 && _time.GetElapsedTime(_toldHeldAt, now) < TimeSpan.FromSeconds(0.1)) return;
        bool isIdle = _running.Count == 0;
        if (_desk.FirstHeld is not { Decision: { } decision } held || _toldHeld == (held.Id, decision.Because.Gate, isIdle)) return;
        _toldHeld = (held.Id, decision.Because.Gate, isIdle);
        _toldHeldAt = now;
        _news.Add(new JobHeld(held.Id, held.Job, _time.GetUtcNow(), decision.Because) { Since = Wall(held.DecidedAt ?? Now), Remedies = RemediesFor(held) });
    }
}
