using Flyball.Admission;
using Flyball.Execution;
using Flyball.Jobs;
using Flyball.Load;
using Flyball.Queue;

namespace Flyball;

/// <summary>The loop: fold what happened into the state, decide and start, sleep until something happens or the plan is due for review.</summary>
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
        Drained,
        Limited,
        Asked,
        Disposed,
    }

    readonly record struct Message(MessageKind Kind, JobEntry? Entry = null, JobOutcome? Outcome = null, Run? Run = null)
    {
        /// <summary>What a job that is added waits for; <c>null</c>: nothing.</summary>
        public IReadOnlyCollection<JobDependency>? After { get; init; }

        /// <summary>Changes a limit.</summary>
        public Func<AdmissionPolicy, AdmissionPolicy>? Policy { get; init; }

        /// <summary>Is to be answered at the end of the turn.</summary>
        public Action? Question { get; init; }
    }

    readonly long _origin;
    readonly ILoadSampler? _ownSampler;
    readonly LoadWatch _watch;
    readonly ResourceBook _resources;
    readonly JobQueue _queue;
    readonly List<JobEntry> _running = [];
    readonly EventStream _events = new();
    readonly TurnNews _news;
    readonly RunLedger _ledger;
    readonly SourceWindow _room;
    readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    bool _disposing, _drained, _sawOnlyEnds;
    Exception? _fault;

    TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Whether nothing is started any more.</summary>
    bool IsEnding => _drained || IsAbandoning;

    /// <summary>Whether what runs is being ended for good.</summary>
    bool IsAbandoning => _disposing || _fault is not null;

    void TakeTurn()
    {
        try
        {
            _sawOnlyEnds = true;
            do
            {
                while (_inbox.TryTake(out Message message)) Fold(message);
                SettleDependents();
            }
            while (TellEnds());
            if (IsAbandoning) CancelAll();
            DecideAndStart();
            if (_fault is null && _queue.Count == 0 && _running.Count == 0 && _parked.Count == 0) _ledger.EndRuns();
        }
#pragma warning disable CA1031 // A sampler or a journal that throws, or a fault of our own: nobody may wait for ever for what will not come.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _fault ??= fault;
            foreach (JobEntry entry in _starting) RemoveRunning(entry);
            _starting.Clear();
            _news.ForgetEvents();
            _news.Tell(keeps: false);
            Abandon(_fault);
        }

        Answer();
        if (IsAbandoning && _running.Count == 0) Stop();
    }

    /// <summary>Ends all that runs after a fault, and tells everybody who waits.</summary>
    void Abandon(Exception fault)
    {
        foreach (JobEntry entry in _known.All)
        {
            TellToEnd(entry);
            entry.Complete(Stopped(fault));
        }
    }

    static JobOutcome Stopped(Exception fault) => new(JobStatus.Failed, Detail: $"the controller has stopped: {fault.Message}");

    void Stop()
    {
        _draining.Cancel(); // Nobody draws from a source for nothing.
        _events.Complete(_fault);
        if (_fault is null) _stopped.TrySetResult();
        else _stopped.TrySetException(_fault);
    }

    void Fold(in Message message)
    {
        if (message.Kind != MessageKind.Ended) _sawOnlyEnds = false;
        switch (message.Kind)
        {
            case MessageKind.Added when message.Run is { IsCancelled: true }:
                // Drawn from the source while the run was cancelled: as if it had not been.
                _known.Remove(message.Entry!);
                _room.Give();
                break;
            case MessageKind.Added:
                Admit(message.Entry!, message.After);
                if (_drained || _ledger.IsWindingDown) Cancel(message.Entry!);
                break;
            case MessageKind.Removed:
                Cancel(message.Entry!);
                break;
            case MessageKind.Ended:
                NoteEnded(message.Entry!, message.Outcome!);
                break;
            case MessageKind.RunBegun:
                _ledger.Begin(message.Run!);
                break;
            case MessageKind.SourceEnded:
                message.Run!.SourceEnded = true;
                break;
            case MessageKind.Cancelled:
                // A token that fires when the run is over ends nothing.
                if (message.Run!.Summary is not null) break;
                message.Run.IsCancelled = true;
                CancelAll();
                break;
            case MessageKind.Drained:
                _drained = true;
                StopStarting();
                break;
            case MessageKind.Disposed:
                _disposing = true;
                CancelAll();
                break;
            case MessageKind.Limited:
                _desk.Policy = message.Policy!(_desk.Policy);
                break;
            case MessageKind.Asked:
                _questions.Add(message.Question!);
                break;
            case MessageKind.Review:
                break;
        }
    }

    /// <summary>Tells the ends of jobs before anything is decided: whoever hears of one may have the run stopped, and then nothing more is to start.</summary>
    /// <returns>Whether there were any.</returns>
    bool TellEnds()
    {
        if (!_news.HasEnds) return false;
        _news.Tell(keeps: _fault is null);
        return true;
    }

    void Enqueue(JobEntry entry, bool continues)
    {
        if (entry.Job is SequenceJob) Advance(new SequenceRun(entry), last: null);
        else _queue.Add(entry, Now, continues);
    }

    /// <summary>Queues the next step of a sequence, or ends it when there is none or the last one did not succeed.</summary>
    void Advance(SequenceRun sequence, JobOutcome? last)
    {
        sequence.Add(last?.Usage);
        Job? next = last is null or { Succeeded: true } ? sequence.TakeNext() : null;
        if (next is null || sequence.IsCancelled || _drained)
        {
            End(sequence.Entry, sequence.Outcome(next is null ? last! : new(JobStatus.Cancelled)));
            return;
        }

        JobEntry step = Accept(next, fromSource: false, sequence);
        sequence.Entry.Current = step;
        TellAdded(step, after: null);
        Enqueue(step, sequence.HasBegun);
    }

    void CancelAll()
    {
        StopStarting();
        foreach (JobEntry running in _running) Cancel(running);
    }

    void Cancel(JobEntry entry)
    {
        // It may have ended before the order came: then the sequence around it goes on.
        if (entry.Outcome is not null) return;

        // Of a sequence the step at hand is ended, and it is the last one even if it succeeds.
        while (entry.Current is { } step) entry = step;
        for (SequenceRun? around = entry.Sequence; around is not null; around = around.Entry.Sequence) around.IsCancelled = true;
        if (entry.IsQueued)
        {
            _queue.Remove(entry);
            Drop(entry);
        }
        else if (_parked.Remove(entry))
        {
            Drop(entry);
        }
        else
        {
            // Nor is what makes room run again, if nobody wants it any more.
            entry.Execution?.Notice.IsLast = true;
            TellToEnd(entry, entry.Execution is { IsOutOfTime: true } ? EndReason.OutOfTime : EndReason.None);
        }
    }

    void Drop(JobEntry entry)
    {
        GiveRoom(entry);
        // What has failed and is not tried again has failed.
        End(entry, entry.LastFailure ?? (_fault is null ? new(JobStatus.Cancelled) : Stopped(_fault)));
    }

    /// <summary>Drops what waits; what runs now runs for the last time.</summary>
    void StopStarting()
    {
        foreach (JobEntry running in _running) running.Execution!.Notice.IsLast = true;
        foreach (JobEntry waiting in _queue.Clear()) Drop(waiting);
        foreach (JobEntry parked in _parked.Clear()) Drop(parked);
    }

    void GiveRoom(JobEntry entry)
    {
        if (!entry.HoldsRoom) return;
        entry.HoldsRoom = false;
        _room.Give();
    }

    void NoteEnded(JobEntry entry, JobOutcome outcome)
    {
        RemoveRunning(entry);
        entry.Suspension = entry.Suspension.Over(Now);
        JobOutcome final = NoteTimeLimit(entry, outcome);
        bool repeats = entry.Execution!.IsRepeatedAfter(final);
        entry.Cancellation!.Dispose();
        entry.Cancellation = null;
        _watch.NoteEnd(entry, final);
        if (repeats) Repeat(entry, final);
        else End(entry, final);
    }

    void RemoveRunning(JobEntry entry)
    {
        JobEntry last = _running[^1];
        _running[entry.RunningIndex] = last;
        last.RunningIndex = entry.RunningIndex;
        _running.RemoveAt(_running.Count - 1);
        _slots.Give(entry.Slot);
        if (entry.Claims is { } claims) _resources.Give(claims, entry.Indices);
        entry.Indices = null;
    }

    void End(JobEntry entry, JobOutcome outcome)
    {
        entry.Outcome = outcome;
        _known.Remove(entry);
        if (entry.Sequence is null) _ledger.Count(entry, outcome);
        GiveRoom(entry);
        if (_news.IsHeard)
        {
            _news.Add(new JobEnded(entry.Id, entry.Execution?.Job ?? entry.Job, _time.GetUtcNow(), outcome, entry.StartedWall)
            {
                WasWaiting = !entry.IsRunning,
                HadMoreAttempts = outcome.Status.IsFailure() && entry.Execution is { HasMoreAttempts: true },
            });
        }

        _news.AddEnd(entry, outcome);
        if (entry.Dependents is not null) _settled.Enqueue(entry);
        if (entry.Sequence is { } sequence) Advance(sequence, outcome);
    }
}
