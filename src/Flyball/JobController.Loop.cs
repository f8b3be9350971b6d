using Flyball.Admission;
using Flyball.Execution;
using Flyball.Jobs;
using Flyball.Load;
using Flyball.Queue;

namespace Flyball;

/// <summary>The loop: fold what happened, decide once, start what the plan says, sleep until something happens or the plan is due for review.</summary>
public sealed partial class JobController
{
    enum MessageKind
    {
        Added,
        Removed,
        Ended,
        Review,
        RunBegun,
        SourceEnded,
        Cancelled,
        Disposed,
    }

    readonly record struct Message(MessageKind Kind, JobEntry? Entry = null, JobOutcome? Outcome = null, Run? Run = null);

    /// <summary>A call of RunAsync that waits for its end.</summary>
    sealed class Run(long begun)
    {
        public long Begun { get; } = begun;
        public Tally AtBegin { get; set; }
        public bool SourceEnded { get; set; }
        public bool IsCancelled { get; set; }
        public RunSummary? Summary { get; set; }
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    readonly record struct Tally(long Succeeded, long Failed, long Cancelled, long NotRun);

    readonly AdmissionPolicy _policy;
    readonly long _origin;
    readonly ILoadSampler? _ownSampler;
    readonly LoadWatch _watch;
    readonly ITimer _review;
    readonly JobQueue _queue = new();
    readonly List<JobEntry> _running = [];
    readonly List<Run> _runs = [];
    readonly Plan _plan = new();
    readonly JobEntry[] _front = new JobEntry[QueueOrder.Window];
    readonly QueuedJob[] _frontView = new QueuedJob[QueueOrder.Window];
    RunningJob[] _runningView = new RunningJob[64];
    AdmissionState _state;
    Tally _tally;
    bool _disposing;
    (JobId Job, Gate Gate) _toldHeld;
    long _toldHeldAt;

    /// <summary>Guards the published decisions of entries, which <see cref="Explain"/> reads from other threads.</summary>
    readonly Lock _decisions = new();

    /// <summary>Room in the queue for jobs of a source.</summary>
    readonly SemaphoreSlim _room;

    TimeSpan Now => _time.GetElapsedTime(_origin);

    async Task RunLoopAsync()
    {
        try
        {
            await LoopAsync().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            // A sampler that throws, or a fault of our own: nobody may wait for ever for what will not come.
            foreach (JobEntry entry in _known.Values)
            {
                _ = entry.Cancellation?.CancelAsync();
                entry.Complete(new(JobStatus.Failed, Detail: $"the controller has stopped: {fault.Message}"));
            }

            _inbox.Writer.TryComplete();
            _events.Complete();
            throw;
        }
    }

    async Task LoopAsync()
    {
        while (true)
        {
            while (_inbox.Reader.TryRead(out Message message)) Fold(message);
            if (_disposing) CancelAll();
            DecideAndStart();
            EndRuns();
            if (_disposing && _running.Count == 0) return;
            await _inbox.Reader.WaitToReadAsync().ConfigureAwait(false);
        }
    }

    void Fold(in Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.Added when message.Run is { IsCancelled: true }:
                // Drawn from the source while the run was cancelled: as if it had not been.
                _known.TryRemove(message.Entry!.Id, out _);
                _room.Release();
                break;
            case MessageKind.Added:
                Enqueue(message.Entry!, continues: false);
                // A run that winds down starts nothing more, not even what its own jobs add.
                if (_runs.Exists(run => run.IsCancelled)) Cancel(message.Entry!);
                break;
            case MessageKind.Removed:
                Cancel(message.Entry!);
                break;
            case MessageKind.Ended:
                NoteEnded(message.Entry!, message.Outcome!);
                break;
            case MessageKind.RunBegun:
                message.Run!.AtBegin = _tally;
                _runs.Add(message.Run);
                break;
            case MessageKind.SourceEnded:
                message.Run!.SourceEnded = true;
                break;
            case MessageKind.Cancelled:
                message.Run!.IsCancelled = true;
                CancelAll();
                break;
            case MessageKind.Disposed:
                _disposing = true;
                CancelAll();
                break;
            case MessageKind.Review:
                break;
        }
    }

    void Enqueue(JobEntry entry, bool continues)
    {
        Publish(new JobQueued(entry.Id, entry.Job, _time.GetUtcNow(), entry.Sequence?.Entry.Id));
        if (entry.Job is SequenceJob) Advance(new SequenceRun(entry), last: null);
        else _queue.Add(entry, Now, continues);
    }

    /// <summary>Queues the next step of a sequence, or ends it when there is none or the last one did not succeed.</summary>
    void Advance(SequenceRun sequence, JobOutcome? last)
    {
        sequence.Add(last?.Usage);
        Job? next = last is null or { Succeeded: true } ? sequence.TakeNext() : null;
        if (next is null || sequence.IsCancelled)
        {
            End(sequence.Entry, sequence.Outcome(next is null ? last! : new(JobStatus.Cancelled)));
            return;
        }

        JobEntry step = Accept(next, fromSource: false, sequence);
        sequence.Entry.Current = step;
        Enqueue(step, sequence.HasBegun);
    }

    void CancelAll()
    {
        foreach (JobEntry waiting in _queue.Clear()) Drop(waiting);
        foreach (JobEntry running in _running) Cancel(running);
    }

    void Cancel(JobEntry entry)
    {
        // Of a sequence the step at hand is ended, and it is the last one even if it succeeds.
        while (entry.Current is { } step) entry = step;
        for (SequenceRun? around = entry.Sequence; around is not null; around = around.Entry.Sequence) around.IsCancelled = true;
        if (entry.IsQueued)
        {
            _queue.Remove(entry);
            Drop(entry);
        }
        else
        {
            // What listens to the token is the user's code: it may block or throw, but not here.
            _ = entry.Cancellation?.CancelAsync();
        }
    }

    void Drop(JobEntry entry)
    {
        if (entry.FromSource) _room.Release();
        End(entry, new(JobStatus.Cancelled));
    }

    void NoteEnded(JobEntry entry, JobOutcome outcome)
    {
        JobEntry last = _running[^1];
        _running[entry.RunningIndex] = last;
        last.RunningIndex = entry.RunningIndex;
        _running.RemoveAt(_running.Count - 1);
        entry.Cancellation!.Dispose();
        entry.Cancellation = null;
        _watch.NoteEnd(entry, outcome);
        End(entry, outcome);
    }

    void End(JobEntry entry, JobOutcome outcome)
    {
        _known.TryRemove(entry.Id, out _);
        if (entry.Sequence is null) Count(entry, outcome);
        if (entry is { FromSource: true, Job: SequenceJob }) _room.Release();
        Publish(new JobEnded(entry.Id, entry.Job, _time.GetUtcNow(), outcome, entry.StartedWall));
        entry.Complete(outcome);
        if (entry.Sequence is { } sequence) Advance(sequence, outcome);
    }

    void Count(JobEntry entry, JobOutcome outcome) => _tally = outcome.Status switch
    {
        JobStatus.Succeeded => _tally with { Succeeded = _tally.Succeeded + 1 },
        JobStatus.Failed => _tally with { Failed = _tally.Failed + 1 },
        _ when entry.StartedWall is null => _tally with { NotRun = _tally.NotRun + 1 },
        _ => _tally with { Cancelled = _tally.Cancelled + 1 },
    };

    void DecideAndStart()
    {
        if (_queue.Count > 0 && !_disposing) _watch.Look(_running, Now);

        // The front of a long queue may start whole: then there may be room for what comes behind it.
        while (!_disposing && Decide() is { } count && count > 0 && StartPlanned(count) == count) { }

        TellHeld();
        _review.Change(UntilReview(), Timeout.InfiniteTimeSpan);
    }

    TimeSpan UntilReview()
    {
        if (_plan.ReviewAt is not { } at || _disposing) return Timeout.InfiniteTimeSpan;
        TimeSpan wait = at - Now, fresh = _watch.FreshFor;
        if (wait < fresh) wait = fresh;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    int Decide()
    {
        TimeSpan now = Now;
        int count = _queue.Front(_front, now);
        ByteSize? memoryPerCore = _watch.MemoryPerCore;
        for (int i = 0; i < count; i++) _frontView[i] = _front[i].AsQueued(memoryPerCore);
        if (_runningView.Length < _running.Count) _runningView = new RunningJob[_running.Count * 2];
        for (int i = 0; i < _running.Count; i++) _runningView[i] = _running[i].AsRunning(memoryPerCore);

        var situation = new Situation
        {
            Now = now,
            Load = _watch.Load,
            OwnCores = _watch.OwnCores,
            Queue = _frontView.AsSpan(0, count),
            Running = _runningView.AsSpan(0, _running.Count),
            State = _state,
        };
        if (count == 0)
        {
            _state = _state with { WaitingSince = null };
            _plan.Clear();
            return 0;
        }

        Governor.Decide(situation, _policy, _plan);
        _state = _plan.State;
        _watch.NoteContention(_state);
        if (_plan.FirstHeld is { } held) _front[held].HeldSince ??= now;
        lock (_decisions)
        {
            for (int i = 0; i < count; i++) _front[i].Decision = _plan.Decisions[i];
        }

        return count;
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

        return starts;
    }

    void Start(JobEntry entry, Reason because, Estimate granted)
    {
        _queue.Remove(entry);
        if (entry.FromSource) _room.Release();
        entry.StartedAt = Now;
        entry.StartedWall = _time.GetUtcNow();
        for (SequenceRun? around = entry.Sequence; around is not null; around = around.Entry.Sequence) around.Entry.StartedWall ??= entry.StartedWall;
        entry.Cancellation = new();
        entry.Executor = _executors.For(entry.Job);
        entry.Cpu = new();
        entry.Cpu.Add(entry.StartedAt, TimeSpan.Zero);
        entry.RunningIndex = _running.Count;
        _running.Add(entry);
        Publish(new JobStarted(entry.Id, entry.Job, entry.StartedWall.Value, because, granted));
        _ = ExecuteAsync(entry, new(entry.Id, entry.Job, granted, _options.Aggressiveness.Nice));
    }

    async Task ExecuteAsync(JobEntry entry, JobExecution execution)
    {
        JobOutcome outcome;
        long start = _time.GetTimestamp();
        try
        {
            outcome = await entry.Executor!.ExecuteAsync(execution, entry.Cancellation!.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever an executor throws is the outcome of its job.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            outcome = new(JobStatus.Failed, Detail: exception.Message, Usage: new(_time.GetElapsedTime(start)));
        }

        Post(new(MessageKind.Ended, entry, outcome));
    }

    void EndRuns()
    {
        if (_runs.Count == 0 || _queue.Count > 0 || _running.Count > 0) return;
        for (int i = _runs.Count - 1; i >= 0; i--)
        {
            Run run = _runs[i];
            if (!run.SourceEnded) continue;
            Tally begin = run.AtBegin;
            run.Summary = new(
                _tally.Succeeded - begin.Succeeded, _tally.Failed - begin.Failed, _tally.Cancelled - begin.Cancelled, _tally.NotRun - begin.NotRun, _time.GetElapsedTime(run.Begun));
            run.Ended.SetResult();
            _runs.RemoveAt(i);
        }
    }

    /// <summary>Tells what holds the first job, when that changes.</summary>
    void TellHeld()
    {
        if (_disposing || !_events.HasListeners || _plan.Decisions.IsEmpty) return;
        long now = _time.GetTimestamp();
        if (_toldHeldAt != 0 && _time.GetElapsedTime(_toldHeldAt, now) < TimeSpan.FromSeconds(0.1)) return;
        for (int i = 0; i < _plan.Decisions.Length; i++)
        {
            Decision decision = _plan.Decisions[i];
            if (decision.Starts) continue;
            if (_toldHeld == (decision.Job, decision.Because.Gate)) return;
            _toldHeld = (decision.Job, decision.Because.Gate);
            _toldHeldAt = now;
            Publish(new JobHeld(decision.Job, _front[i].Job, _time.GetUtcNow(), decision.Because));
            return;
        }
    }

    void Publish(JobEvent happened) => _events.Publish(happened);
}
