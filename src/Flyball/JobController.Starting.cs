using Flyball.Admission;
using Flyball.Execution;
using Flyball.Jobs;
using Flyball.Queue;

namespace Flyball;

/// <summary>The loop's second half: look at the load, decide, start what the plan says. Called by the loop alone.</summary>
public sealed partial class JobController
{
    AdmissionPolicy _policy;
    readonly IDecisionWitness? _witness;
    readonly ITimer _review;
    readonly List<JobEntry> _starting = [];

    /// <summary>Timers cannot wait for months.</summary>
    static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);
    readonly Plan _plan = new();
    readonly JobEntry[] _front = new JobEntry[QueueOrder.Window];
    readonly QueuedJob[] _frontView = new QueuedJob[QueueOrder.Window];
    RunningJob[] _runningView = new RunningJob[64];
    readonly SlotNumbers _slots = new();
    AdmissionState _state;
    (JobId Job, Gate Gate, bool IsIdle) _toldHeld;
    long _toldHeldAt;

    void DecideAndStart()
    {
        EndOverdue();
        QueueWhatIsDue();
        if ((_queue.Count > 0 && !IsEnding) || WatchesMemory) _watch.Look(_running, Now);

        StartWhatFits();

        TellHeld();
        TellAll();
        foreach (JobEntry entry in _starting) _ = ExecuteAsync(entry, entry.Execution!);
        _starting.Clear();
        if (!_stopped.Task.IsCompleted) _review.Change(UntilReview(), Timeout.InfiniteTimeSpan);
    }

    TimeSpan UntilReview()
    {
        TimeSpan? until = NextDeadline() - Now;
        if (_due.TryPeek(out _, out TimeSpan due) && !(until < due - Now)) until = due - Now;
        if (_plan.ReviewAt is { } at && !IsAbandoning)
        {
            TimeSpan wait = at - Now, fresh = _watch.FreshFor;
            if (wait < fresh) wait = fresh;
            if (!(until < wait)) until = wait;
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
            if (!all && (window > 1 || (_sawOnlyEnds && _plan.Decisions[0].Because.Gate == Gate.Cap))) return;
            if (!all) window = QueueOrder.Window;
        }
    }

    int Decide(int window)
    {
        TimeSpan now = Now;
        int count = _queue.Front(_front.AsSpan(0, window), now);
        if (count == 0 && !WatchesMemory)
        {
            _state = _state with { WaitingSince = null };
            _plan.Clear();
            return 0;
        }

        do
        {
            Situation situation = Situation(count, now);
            Governor.Decide(situation, _policy, _plan);
            _witness?.Witness(situation, _policy, _plan);
            _state = _plan.State;
            _watch.NotePlan(_plan);
        }
        while (_plan.MemoryStep is { } step && Take(step));

        NoteBestConcurrency();
        if (_plan.FirstHeld is { } held) _front[held].HeldSince ??= now;
        for (int i = 0; i < count; i++) _front[i].Note(_plan.Decisions[i], now);
        return count;
    }

    void NoteBestConcurrency()
    {
        if (_state.Yield.Found is not { } best) return;
        for (int i = 0; i < _running.Count; i++)
            if (YieldProbe.Counts(_runningView[i].Estimate, _state.Yield)) _running[i].Siblings.BestConcurrency = best;
    }

    Situation Situation(int count, TimeSpan now)
    {
        ByteSize? memoryPerCore = _watch.Load.Capacity?.MemoryPerCore;
        for (int i = 0; i < count; i++) _frontView[i] = _front[i].AsQueued(memoryPerCore);
        if (_runningView.Length < _running.Count) _runningView = new RunningJob[_running.Count * 2];
        for (int i = 0; i < _running.Count; i++) _runningView[i] = _running[i].AsRunning(memoryPerCore, MayRunAgain);
        return new()
        {
            Now = now,
            Load = _watch.Load,
            LoadTakenAt = _watch.TakenAt,
            OwnCores = _watch.OwnCores,
            MemoryReturned = _watch.MemoryReturned,
            PersonIdle = _person.Idle(_policy, now),
            Done = _watch.Done,
            Queue = _frontView.AsSpan(0, count),
            Running = _runningView.AsSpan(0, _running.Count),
            State = _state,
        };
    }

    int StartPlanned(int count)
    {
        int starts = 0;
        for (int i = 0; i < count; i++)
        {
            if (!_plan.Decisions[i].Starts) continue;
            Start(_front[i], _plan.Decisions[i].Because, _frontView[i].Estimate);
            starts++;
        }

        // Deciding has taken its time: what must pass between two starts is counted from the start itself.
        if (starts > 0) _state = _state with { LastStart = Now };
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
        entry.Cancellation = new();
        entry.Granted = granted;
        entry.Slot = _slots.Take();
        (entry.Execution, entry.Executor) = Prepare(entry, granted);
        entry.RunningIndex = _running.Count;
        _running.Add(entry);
        _starting.Add(entry);
        if (IsHeard) _happened.Add(new JobStarted(entry.Id, entry.Execution.Job, entry.StartedWall.Value, because, granted));
    }

    /// <summary>Completes the job's description. What the user's code throws is told by an executor that fails.</summary>
    (JobExecution Execution, IJobExecutor Executor) Prepare(JobEntry entry, in Estimate granted)
    {
        Job job = entry.Job;
        IJobExecutor? failure = null;
        try
        {
            if (job.AtStart is { } complete) job = complete(Grant(entry, granted));
        }
#pragma warning disable CA1031 // Whatever the user's code throws is the outcome of the job.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = new FailingExecutor(exception);
        }

        return (new(entry.Id, job, granted, _level.Nice, _level.IoPriority)
        {
            Slot = entry.Slot,
            Attempt = entry.Attempt,
            HasMoreAttempts = entry.Job.Retry is { } retry && entry.Attempt < retry.Attempts,
            StartedAt = entry.StartedWall!.Value,
            OutOfMemoryEnds = entry.OutOfMemoryEnds,
            MemoryCapacity = _watch.Load.Capacity?.Memory,
        }, failure ?? _executors.For(job));
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
        if (IsEnding || !IsHeard) return;
        long now = _time.GetTimestamp();
        if (_toldHeldAt != 0 && _time.GetElapsedTime(_toldHeldAt, now) < TimeSpan.FromSeconds(0.1)) return;
        bool isIdle = _running.Count == 0;
        if (FirstHeld() is not { Decision: { } decision } held || _toldHeld == (held.Id, decision.Because.Gate, isIdle)) return;
        _toldHeld = (held.Id, decision.Because.Gate, isIdle);
        _toldHeldAt = now;
        _happened.Add(new JobHeld(held.Id, held.Job, _time.GetUtcNow(), decision.Because) { Since = Wall(held.DecidedAt ?? Now), Remedies = RemediesFor(held) });
    }

    /// <summary>The foremost job that the governor holds; if it holds none, the one that waits for a named resource.</summary>
    JobEntry? FirstHeld()
    {
        for (int i = 0; i < _plan.Decisions.Length; i++)
            if (!_plan.Decisions[i].Starts) return _front[i];
        return _queue.FirstBlocked is { IsQueued: true } blocked ? blocked : null;
    }
}
