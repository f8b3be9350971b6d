using System.Collections.Concurrent;
using Flyball.Execution;
using Flyball.Execution.Linux;
using Flyball.Jobs;

namespace Flyball.Cli.Output;

/// <summary>How jobs are printed.</summary>
/// <param name="InputOrder">Whether in the order of the input.</param>
/// <param name="Tag">What stands before each line of a job; <c>null</c>: nothing.</param>
/// <param name="ShowsCommands">Whether the command line of each job is printed before its output.</param>
sealed record PrintSettings(bool InputOrder, Func<JobExecution, string>? Tag, bool ShowsCommands);

/// <summary>
/// Prints what jobs wrote, on a thread of its own, so that a reader who is slow holds up nobody who starts jobs. What cannot be printed yet is held, and its job is over nevertheless. Safe for use by any
/// thread.
/// </summary>
class JobPrinter : IJobOutput, IDisposable
{
    /// <summary>As long as less than this waits to be looked at, jobs are not held up: a reader who stops for long stops them, as in any pipe.</summary>
    const long MostBacklog = 4 * 1024 * 1024;

    /// <summary>What a job without output takes of that.</summary>
    const long AtLeast = 512;

    enum MessageKind
    {
        Queued,
        Wrote,
        Dropped,
        Ended,
        Over,
    }

    readonly record struct Message(MessageKind Kind, JobId Id = default, JobText? Text = null, JobId? Sequence = null, OutputContent? Output = null, OutputContent? Error = null, TaskCompletionSource? Done = null);

    readonly StandardStreams _streams;
    readonly PrintSettings _settings;
    readonly Func<IDisposable?> _makeRoom;
    readonly BlockingCollection<Message> _inbox = [];
    readonly TurnOrder<JobId>? _order;
    readonly Spool _spool = new(OutputFile.Open);
    readonly Dictionary<JobId, HeldText> _held = [];
    readonly ConcurrentDictionary<JobId, JobText> _running = new();
    readonly Task _end;
    IDisposable? _room;
    long _backlog;

    /// <param name="streams">Where to.</param>
    /// <param name="settings">How.</param>
    /// <param name="makeRoom">Called before something is written: clears the terminal until its result is disposed.</param>
    public JobPrinter(StandardStreams streams, PrintSettings settings, Func<IDisposable?> makeRoom)
    {
        (_streams, _settings, _makeRoom) = (streams, settings, makeRoom);
        if (settings.InputOrder) _order = new();
        _end = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Why not everything could be printed or held; <c>null</c>: nothing went wrong.</summary>
    public IOException? Fault { get; private set; }

    /// <summary>A job was queued; its place in the order is behind those queued before, that of a step the one of its sequence.</summary>
    public void NoteQueued(JobId id, JobId? sequence)
    {
        if (_order is not null && !_inbox.IsAddingCompleted) _inbox.Add(new(MessageKind.Queued, id, Sequence: sequence));
    }

    /// <summary>A job is over, whether it ran or not.</summary>
    public void NoteOver(JobId id)
    {
        if (_order is not null && !_inbox.IsAddingCompleted) _inbox.Add(new(MessageKind.Over, id));
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(JobExecution execution, JobOutcome outcome, OutputContent standardOutput, OutputContent standardError)
    {
        long length = standardOutput.Length + standardError.Length;
        _running.TryRemove(execution.Id, out JobText? text);
        if (length == 0 && !_settings.ShowsCommands) return default;
        text ??= TextOf(execution);

        // Files take descriptors, of which there are few: their jobs wait until these are given back.
        bool isLater = standardOutput.IsInFile || standardError.IsInFile || Interlocked.Add(ref _backlog, length + AtLeast) > MostBacklog;
        TaskCompletionSource? done = isLater ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        _inbox.Add(new(MessageKind.Ended, execution.Id, text, Output: standardOutput, Error: standardError, Done: done));
        return done is null ? default : new(done.Task);
    }

    /// <summary>A running job has written more.</summary>
    protected void Note(JobExecution execution, OutputKind stream, OutputContent soFar)
    {
        JobText text = _running.GetOrAdd(execution.Id, static (_, state) => state.Printer.TextOf(state.Execution), (Printer: this, Execution: execution));
        if (text.Note(stream, soFar)) _inbox.Add(new(MessageKind.Wrote, execution.Id, text));
    }

    /// <summary>A job is run again: what it wrote and was not printed is not. That it was told is forgotten at once, so that the next attempt begins anew.</summary>
    protected void Forget(JobExecution execution, OutputContent standardOutput, OutputContent standardError)
    {
        _running.TryRemove(execution.Id, out _);
        _inbox.Add(new(MessageKind.Dropped, execution.Id, Output: standardOutput, Error: standardError));
    }

    JobText TextOf(JobExecution execution) => new(
        _settings.Tag is { } tag ? SystemBytes.Of($"{tag(execution)}\t") : [],
        _settings.ShowsCommands ? SystemBytes.Of(CommandText.For(execution.Job.Name, !Console.IsOutputRedirected)) : []);

    /// <summary>Completes when everything is printed. Nothing may be told any more.</summary>
    public Task FinishAsync()
    {
        if (!_inbox.IsAddingCompleted) _inbox.CompleteAdding();
        return _end;
    }

    void Run()
    {
        foreach (Message message in _inbox.GetConsumingEnumerable())
        {
            try
            {
                if (Fault is null) Handle(message);
            }
#pragma warning disable CA1031 // Nobody is above this thread, and jobs wait for it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Fault = failure as IOException ?? new IOException(failure.Message, failure);
                _streams.Break();
            }

            Release(message);
            if (_inbox.Count > 0) continue;
            _room?.Dispose();
            _room = null;
        }
    }

    void Handle(in Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.Queued when message.Sequence is { } sequence:
                _order!.Join(message.Id, sequence);
                break;
            case MessageKind.Queued:
                _order!.Queue(message.Id);
                break;
            case MessageKind.Wrote when IsTurnOf(message.Id):
                message.Text!.PrintNews(Write);
                break;
            case MessageKind.Ended when IsTurnOf(message.Id):
                message.Text!.PrintRest(message.Output!, message.Error!, Write);
                break;
            case MessageKind.Ended:
                message.Text!.PrintRest(message.Output!, message.Error!, _spool.Write);
                _held[message.Id] = _spool.Hold();
                break;
            case MessageKind.Over:
                foreach (JobId next in _order!.End(message.Id)) TakeTurn(next);
                break;
        }
    }

    void Release(in Message message)
    {
        if (message is not { Output: { } output, Error: { } error }) return;
        output.Dispose();
        error.Dispose();
        if (message.Kind == MessageKind.Dropped) return;
        if (!output.IsInFile && !error.IsInFile) Interlocked.Add(ref _backlog, -output.Length - error.Length - AtLeast);
        if (Fault is null) message.Done?.SetResult();
        else message.Done?.SetException(Fault);
    }

    bool IsTurnOf(JobId id) => _order is null || _order.IsTurnOf(id);

    void TakeTurn(JobId id)
    {
        if (_held.Remove(id, out HeldText held)) _spool.Print(held, Write);
        else if (_running.TryGetValue(id, out JobText? text)) text.PrintNews(Write);
    }

    void Write(OutputKind stream, ReadOnlySpan<byte> bytes)
    {
        _room ??= _makeRoom();
        _streams.Write(stream, bytes);
    }

    /// <summary>Waits until everything is printed: of a run that fails in the middle of its input, too.</summary>
    public void Dispose()
    {
        FinishAsync().GetAwaiter().GetResult();
        _room?.Dispose();
        _inbox.Dispose();
        _spool.Dispose();
        GC.SuppressFinalize(this);
    }
}
