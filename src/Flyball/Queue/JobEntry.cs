using System.Collections.Immutable;
using Flyball.Admission;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Queue;

/// <summary>
/// A job from its submission to its end. Written by the controller's loop alone, but for <see cref="Completion"/>.
/// </summary>
sealed class JobEntry(JobId id, Job job, ResourceRequest request, int priority, SiblingUse siblings, SequenceRun? sequence)
{
    TaskCompletionSource<JobOutcome>? _completion;

    public JobId Id { get; } = id;

    public Job Job { get; } = job;

    /// <summary>What took it in: one for each controller.</summary>
    public object? Owner { get; init; }

    public ResourceRequest Request { get; } = request;

    public int Priority { get; } = priority;

    public SiblingUse Siblings { get; } = siblings;

    /// <summary>What is remembered of the very same command; <c>null</c>: nothing.</summary>
    public CommandRecord? Command { get; init; }

    /// <summary>What it holds of named resources while it runs; <c>null</c>: nothing.</summary>
    public Claims? Claims { get; init; }

    /// <summary>Which units of them; <c>null</c>: it does not ask, or does not run.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<int>>? Indices { get; set; }

    /// <summary>The sequence that this is a step of; <c>null</c>: of none.</summary>
    public SequenceRun? Sequence { get; } = sequence;

    /// <summary>The step at hand when this is a sequence; <c>null</c>: it is none.</summary>
    public JobEntry? Current { get; set; }

    /// <summary>Whether it takes room in the window of a source: until its first start, and a sequence, whose steps wait one after another, until its end.</summary>
    public bool HoldsRoom { get; set; }

    /// <summary>Which attempt is at hand, from 1 on.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>An estimate of this job never goes below it: raised when it ran out of memory, or was ended for want of it.</summary>
    public ByteSize LeastMemory { get; set; }

    /// <summary>How often it ran out of memory.</summary>
    public int OutOfMemoryEnds { get; set; }

    /// <summary>How often it was ended so that others had memory.</summary>
    public int MemoryEnds { get; set; }

    /// <summary>How its last attempt failed, while it waits for the next one; <c>null</c>: it does not.</summary>
    public JobOutcome? LastFailure { get; set; }

    /// <summary>Who waits for its end, and for which; <c>null</c>: nobody.</summary>
    public List<(JobEntry Entry, DependencyCondition Condition)>? Dependents { get; set; }

    /// <summary>How many jobs it still waits for.</summary>
    public int Unmet { get; set; }

    /// <summary>Whether one of the jobs that it waits for must fail, and none has yet.</summary>
    public bool LacksFailure { get; set; }

    /// <summary>One of the jobs that it waits for which should have failed and did not; <c>null</c>: there is none.</summary>
    public EndedJob? DidNotFail { get; set; }

    /// <summary>How it ended; <c>null</c>: it has not.</summary>
    public JobOutcome? Outcome { get; set; }

    // The queue's own links.
    public JobEntry? Previous { get; set; }
    public JobEntry? Next { get; set; }
    public bool IsQueued { get; set; }
    public TimeSpan QueuedAt { get; set; }

    /// <summary>When it first was the foremost job held for want of CPU or memory; <c>null</c>: it never was.</summary>
    public TimeSpan? HeldSince { get; set; }

    /// <summary>What was decided about it last; <c>null</c>: it was not looked at yet.</summary>
    public Decision? Decision { get; set; }

    /// <summary>Since when the gate of <see cref="Decision"/> is the same; <c>null</c>: nothing was decided yet.</summary>
    public TimeSpan? DecidedAt { get; private set; }

    /// <summary>Whether it runs, or a step of it has been started.</summary>
    public bool IsRunning { get; set; }

    // While it runs.
    public int Slot { get; set; }
    public int RunningIndex { get; set; } = -1;
    public TimeSpan StartedAt { get; set; }
    public DateTimeOffset? StartedWall { get; set; }
    public CancellationTokenSource? Cancellation { get; set; }

    /// <summary>What was set aside for it at its start.</summary>
    public Estimate Granted { get; set; }

    public IJobExecutor? Executor { get; set; }

    /// <summary>The start at hand.</summary>
    public JobExecution? Execution { get; set; }

    /// <summary>What it was seen to use; <c>null</c>: it was not looked at yet. Most short jobs never are.</summary>
    public JobUse? Use { get; set; }

    public Suspension Suspension { get; set; }

    public bool IsSuspended => Suspension.Since is not null;

    /// <summary>Whether it cannot be told to end: it does not run, or it was told already.</summary>
    public bool IsToldToEnd => Cancellation is not { IsCancellationRequested: false };

    /// <summary>The shortage of memory for which it is ended; <c>null</c>: it is not.</summary>
    public Reason? EndsBecause { get; set; }

    /// <summary>Whether it may be ended for want of memory and run again: neither it nor a sequence around it says no.</summary>
    public bool IsRepeatable => Job.IsRepeatable && Sequence?.Entry.IsRepeatable is not false;

    /// <summary>Completes when the job has ended. Made when it is first asked for; call before the entry is handed to the loop.</summary>
    public Task<JobOutcome> Completion => (_completion ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Notes that a step of this sequence was started.</summary>
    public void NoteStep(DateTimeOffset startedAt)
    {
        IsRunning = true;
        StartedWall ??= startedAt;
    }

    /// <summary>Notes what was decided about it.</summary>
    public void Note(in Decision decision, TimeSpan now)
    {
        if (Decision?.Because.Gate != decision.Because.Gate) DecidedAt = now;
        Decision = decision;
    }

    /// <summary>Makes it ready for another attempt: what was known of the last one says nothing about it.</summary>
    public void Renew() =>
        (IsRunning, HeldSince, Decision, DecidedAt, Use, Suspension, EndsBecause) = (false, null, null, null, null, default, null);

    public void Complete(JobOutcome outcome) => _completion?.TrySetResult(outcome);

    public QueuedJob AsQueued(ByteSize? memoryPerCore) => new(Id, EstimateFor(memoryPerCore), QueuedAt, Priority, HeldSince) { MemoryEnds = MemoryEnds + OutOfMemoryEnds };

    /// <param name="memoryPerCore">See <see cref="SiblingUse.EstimateFor"/>.</param>
    /// <param name="mayRunAgain">Whether any job that is ended for want of memory is run again.</param>
    public RunningJob AsRunning(ByteSize? memoryPerCore, bool mayRunAgain) =>
        new(Id, EstimateFor(memoryPerCore), StartedAt, Use?.Cores is { } cores ? CoreAmount.FromCores(cores) : null, Use?.Memory, Use?.WantsCpu)
        {
            IsSuspended = IsSuspended,
            IsSuspendable = !Suspension.IsImpossible,
            SteppedAt = Suspension.SteppedAt,
            IsEnding = IsToldToEnd,
            IsRepeatable = mayRunAgain && IsRepeatable,
            Growth = Use?.Growth,
            CpuTime = Use?.CpuTime ?? TimeSpan.Zero,
            BytesPerSecond = Use?.BytesPerSecond,
            MemoryEnds = MemoryEnds + OutOfMemoryEnds,
        };

    Estimate EstimateFor(ByteSize? memoryPerCore)
    {
        Estimate estimate = Siblings.EstimateFor(Request, memoryPerCore, Command);
        return estimate.Memory >= LeastMemory ? estimate : estimate with { Memory = LeastMemory, MemorySource = EstimateSource.Learned };
    }
}
