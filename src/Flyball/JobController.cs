using Flyball.Admission;
using Flyball.Execution;
using Flyball.Jobs;
using Flyball.Load;
using Flyball.Queue;

namespace Flyball;

/// <summary>
/// Runs jobs: starts the next one when the machine has room for it. All members are safe for use by any thread, also from within jobs, but that a job must not wait for
/// <see cref="RunAsync(CancellationToken)"/> or <see cref="DisposeAsync"/>: these wait for the job.
/// Everything that can change what runs goes through one inbox to one loop of turns, the only writer of state.
/// </summary>
public sealed partial class JobController : IAsyncDisposable
{
    readonly Aggressiveness _level;
    readonly TimeProvider _time;
    readonly ExecutorTable _executors;
    readonly Inbox<Message> _inbox;
    readonly JobRegister _known;
    readonly Lazy<Task> _disposal;
    readonly CancellationTokenSource _draining = new();
    volatile bool _disposed;

    /// <summary>Makes a controller. Nothing runs before <see cref="RunAsync(CancellationToken)"/> or <see cref="StartAsync"/>.</summary>
    /// <param name="options">How it works; <c>null</c>: the defaults. Changes made afterwards have no effect on what was read.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="PlatformNotSupportedException">No load sampler was given and this system has none.</exception>
    public JobController(JobControllerOptions? options = null)
    {
        options ??= new();
        options.Validate();
        _time = options.TimeProvider;
        _level = options.Aggressiveness;
        _executors = new(options);
        _resources = new(options.Resources);
        _known = new(_executors, _resources, options.DefaultRequest, options.History);
        _queue = new(_resources);
        _ledger = new(_time);
        _origin = _time.GetTimestamp();
        _chance = new Random((int)_origin);
        _news = new(options.Journal, _events);
        _room = new(options.SourceWindow);
        _inbox = new(TakeTurn);
        _ownSampler = options.LoadSampler is null ? LoadSampler.Create(_time) : null;
        _watch = new(options.LoadSampler ?? _ownSampler!, options.History, _time);
        _desk = new(_queue, _running, _watch, new(options.PersonIdle, _time), options.Witness) { Policy = options.ToPolicy() };
        _review = _time.CreateTimer(_ => _inbox.Post(new(MessageKind.Review)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _disposal = new(DisposeOnceAsync);
    }

    /// <summary>Adds a job to the queue and returns at once.</summary>
    /// <exception cref="ArgumentException">There is no executor for the job's type, or for that of a step; or it holds more of a named resource than there is.</exception>
    /// <exception cref="ObjectDisposedException">The controller was disposed.</exception>
    public JobHandle Add(Job job) => Add(job, []);

    /// <summary>Adds a job that waits for others to end, and returns at once.</summary>
    /// <param name="job">What to run.</param>
    /// <param name="after">The others; they may have ended already, also in a run before: see <see cref="JobHandle"/>.</param>
    /// <exception cref="ArgumentException">There is no executor for the job's type, or for that of a step; it holds more of a named resource than there is; or it is to wait for a job of another controller.</exception>
    /// <exception cref="ObjectDisposedException">The controller was disposed.</exception>
    public JobHandle Add(Job job, params IReadOnlyCollection<JobDependency> after)
    {
        ArgumentNullException.ThrowIfNull(after);
        JobDependency[] all = [.. after]; // The loop reads it later, when the caller may have changed the collection.
        if (!all.All(dependency => dependency.On.Entry is { } other ? other.Owner == _known : dependency.On.Completion.IsCompletedSuccessfully)) throw new ArgumentException("A job can only wait for jobs of the same controller.", nameof(after));
        JobEntry entry = Accept(job, fromSource: false);
        var handle = new JobHandle(entry.Id, entry.Completion) { Entry = entry };
        _inbox.Post(new(MessageKind.Added, entry) { After = all });
        return handle;
    }

    /// <summary>Takes a job out: one that waits is gone, one that runs is ended with all its processes; of a sequence the step at hand, and the rest with it.</summary>
    /// <returns>Whether the job is known and has not ended yet.</returns>
    public bool Remove(JobId id)
    {
        if (_known.Find(id) is not { } entry) return false;
        _inbox.Post(new(MessageKind.Removed, entry));
        return true;
    }

    /// <summary>All events from now on, in order, until the controller is disposed; it ends with the fault that ended the controller, if one did. Several may listen; each gets all. Listening begins with the call; what is not read is kept in memory, so read it, once.</summary>
    public IAsyncEnumerable<JobEvent> WatchAsync(CancellationToken cancellationToken = default) => _events.Subscribe(cancellationToken);

    /// <summary>Lets jobs run until the controller is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The controller was disposed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the call.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        _ = _inbox.Open();
        return Task.CompletedTask;
    }

    /// <summary>Lets jobs run, and returns when nothing waits and nothing runs. Jobs may be added meanwhile, also by jobs.</summary>
    /// <param name="cancellationToken">Cancelled: nothing more is started, what runs is ended with all its processes (all jobs of the controller, whoever added them), and the method returns normally.</param>
    /// <returns>What became of the jobs that ended during the call.</returns>
    /// <exception cref="ObjectDisposedException">The controller was disposed, before the call or during it.</exception>
    /// <exception cref="Exception">What your sampler, journal or history threw: it has ended the controller, all running jobs with it.</exception>
    public Task<RunSummary> RunAsync(CancellationToken cancellationToken = default) => RunAsync([], cancellationToken);

    /// <summary>
    /// As <see cref="RunAsync(CancellationToken)"/>, for jobs that are drawn from a source as the queue has room for them. Returns when the source is exhausted too.
    /// </summary>
    /// <param name="source">Enumerated once, on a thread of its own: it may block. What it throws is thrown to the caller once all drawn jobs have ended.</param>
    /// <param name="cancellationToken">As above; the source is not asked again.</param>
    public async Task<RunSummary> RunAsync(IEnumerable<Job> source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ObjectDisposedException.ThrowIf(_disposed, this);
        long begun = _time.GetTimestamp();

        // Jobs that were added before may end even before this run is known: they are skipped.
        var run = new Run(begun) { AtBegin = _inbox.Open() ? RunLedger.Nothing : null };
        _inbox.Post(new(MessageKind.RunBegun, Run: run));
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _draining.Token);
        using (cancellationToken.UnsafeRegister(_ => _inbox.Post(new(MessageKind.Cancelled, Run: run)), null))
        using (stop.Token.UnsafeRegister(_ => enough.SetResult(), null))
        {
            Task drawn = source is Job[] { Length: 0 }
                ? Task.CompletedTask
                : Task.Factory.StartNew(() => Draw(source, run, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            try
            {
                // A source may block for ever, a terminal for example: that must not hold up the end.
                await (await Task.WhenAny(drawn, enough.Task).ConfigureAwait(false)).ConfigureAwait(false);
            }
            finally
            {
                _inbox.Post(new(MessageKind.SourceEnded, Run: run));
                // A loop that died of a fault ends every wait with that fault.
                await (await Task.WhenAny(run.Ended.Task, _stopped.Task).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }

        return run.Summary ?? throw new ObjectDisposedException(nameof(JobController));
    }

    /// <summary>
    /// Starts nothing more, for good: what waits is dropped, and so is what is added from now on; what runs goes on to its end. Runs then end in the usual way.
    /// Does nothing when called again.
    /// </summary>
    public void Drain()
    {
        _inbox.Post(new(MessageKind.Drained));
        _draining.Cancel();
    }

    /// <summary>Ends what runs, drops what waits, and lets go of everything. Waits until nothing of the jobs is left.</summary>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    async Task DisposeOnceAsync()
    {
        _disposed = true;
        _inbox.Open();
        _inbox.Post(new(MessageKind.Disposed));
        await _stopped.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _review.DisposeAsync().ConfigureAwait(false);
        _executors.Dispose();
        (_ownSampler as IDisposable)?.Dispose();
    }

    void Draw(IEnumerable<Job> source, Run run, CancellationToken stop)
    {
        foreach (Job job in source)
        {
            if (!_room.Take(stop)) return;
            JobEntry entry;
            try
            {
                entry = Accept(job, fromSource: true);
            }
            catch
            {
                _room.Give();
                throw;
            }

            _inbox.Post(new(MessageKind.Added, entry, Run: run));
        }
    }

    JobEntry Accept(Job job, bool fromSource, SequenceRun? sequence = null)
    {
        ArgumentNullException.ThrowIfNull(job);
        // A step was accepted with its sequence.
        ObjectDisposedException.ThrowIf(_disposed && sequence is null, this);
        return _known.Accept(job, fromSource, sequence);
    }
}
