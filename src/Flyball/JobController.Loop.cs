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
        Disposed,
    }

    readonly record struct Message(MessageKind Kind, JobEntry? Entry = null, JobOutcome? Outcome = null, Run? Run = null);

    readonly long _origin;
    readonly ILoadSampler? _ownSampler;
    readonly LoadWatch _watch;
    readonly JobQueue _queue = new();
    readonly List<JobEntry> _running = [];
    readonly RunLedger _ledger;
    bool _disposing;

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

            while (_running.Count > 0 && await _inbox.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (_inbox.Reader.TryRead(out Message message))
                    if (message.Kind == MessageKind.Ended) _running.Remove(message.Entry!);
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
            if (_queue.Count == 0 && _running.Count == 0) _ledger.EndRuns();
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
                if (_ledger.IsWindingDown) Cancel(message.Entry!);
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
        if (entry.Sequence is null) _ledger.Count(entry, outcome);
        if (entry is { FromSource: true, Job: SequenceJob }) _room.Release();
        Publish(new JobEnded(entry.Id, entry.Job, _time.GetUtcNow(), outcome, entry.StartedWall));
        entry.Complete(outcome);
        if (entry.Sequence is { } sequence) Advance(sequence, outcome);
    }

    void Publish(JobEvent happened) => _events.Publish(happened);
}
