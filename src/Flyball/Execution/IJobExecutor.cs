using System.Globalization;
using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Execution;

/// <summary>A job that was admitted, on its way to its executor.</summary>
/// <param name="Id">Which.</param>
/// <param name="Job">What to run.</param>
/// <param name="Granted">What was set aside for it.</param>
/// <param name="Nice">CPU priority that its processes are to have unless the job names one, 0 (normal) to 19 (lowest).</param>
/// <param name="IoPriority">I/O priority that its processes are to have unless the job names one; <c>null</c>: the system's default, which follows from the CPU priority.</param>
public sealed record JobExecution(JobId Id, Job Job, Estimate Granted, int Nice, IoPriority? IoPriority = null)
{
    /// <summary>A number from 1 on that no other running job has.</summary>
    public int Slot { get; init; } = 1;

    /// <summary>Which attempt this is, from 1 on.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Whether a failure of this attempt is followed by another one, unless the run is stopped or the job removed meanwhile: then its output is thrown away. A last attempt is the one that counts.</summary>
    public bool HasMoreAttempts { get; init; }

    /// <summary>When it was started, as the event of the start tells it.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether the order to end came because the job ran longer than its <see cref="Job.TimeLimit"/>.</summary>
    public bool IsOutOfTime => Notice.Reason == EndReason.OutOfTime;

    internal EndNotice Notice { get; } = new();

    /// <summary>Whether it may be run again after it ran out of memory: neither the job nor a sequence around it says no.</summary>
    internal bool IsRepeatable { get; init; } = true;

    /// <summary>How often the job has run out of memory before this attempt.</summary>
    internal int OutOfMemoryEnds { get; init; }

    /// <summary>Memory that all jobs together may fill; <c>null</c>: could not be read.</summary>
    internal ByteSize? MemoryCapacity { get; init; }

    /// <summary>Whether the job is to be run again after such an outcome.</summary>
    internal bool IsRepeatedAfter(JobOutcome outcome) => !Notice.IsLast && outcome.Status switch
    {
        JobStatus.Failed or JobStatus.TimedOut => HasMoreAttempts,
        JobStatus.OutOfMemory => IsRepeatable && OutOfMemoryRule.MayRepeat(Job.MemoryLimit, OutOfMemoryEnds, Granted.Memory, outcome.Usage?.PeakMemory, MemoryCapacity),
        JobStatus.Cancelled => Notice.Reason == EndReason.MakesRoom,
        _ => false,
    };

    /// <summary>The outcome as it counts: a job that was ended by its time limit has timed out, one that says that memory was short has run out of memory.</summary>
    internal JobOutcome Judge(JobOutcome outcome) => outcome switch
    {
        { Status: JobStatus.Cancelled } when IsOutOfTime =>
            outcome with { Status = JobStatus.TimedOut, Detail = string.Create(CultureInfo.InvariantCulture, $"ended by its time limit, after {(outcome.Usage?.WallTime ?? TimeSpan.Zero).TotalSeconds:0.0} s") },
        _ when OutOfMemoryRule.IsOutOfMemory(outcome, Job) =>
            outcome with { Status = JobStatus.OutOfMemory, Detail = OutOfMemoryRule.Detail(outcome.Usage?.PeakMemory, Job.MemoryLimit, MemoryCapacity) },
        _ => outcome,
    };
}

/// <summary>Why a running job is told to end.</summary>
enum EndReason
{
    /// <summary>It is not, or it is not wanted any more.</summary>
    None,

    /// <summary>It has run longer than it may.</summary>
    OutOfTime,

    /// <summary>Memory is short; it is run again later.</summary>
    MakesRoom,
}

/// <summary>What the loop tells the executor of a running job.</summary>
sealed class EndNotice
{
    volatile EndReason _reason;
    volatile bool _isLast;

    /// <summary>Whether the job is not run again whatever becomes of this attempt: nothing is started any more, or it is not wanted.</summary>
    public bool IsLast
    {
        get => _isLast;
        set => _isLast = value;
    }

    /// <summary>Why it is to end.</summary>
    public EndReason Reason
    {
        get => _reason;
        set => _reason = value;
    }
}

/// <summary>What a running job uses.</summary>
/// <param name="CpuTime">CPU time of its whole tree so far; <c>null</c>: not measurable.</param>
/// <param name="Memory">Memory that its whole tree holds now; <c>null</c>: not measurable.</param>
/// <param name="Runnable">How many of its processes run, or would if they were given a CPU, at this instant; <c>null</c>: not measurable.</param>
public readonly record struct UsageReading(TimeSpan? CpuTime, ByteSize? Memory, int? Runnable = null)
{
    /// <summary>Bytes that its whole tree caused to be read from storage so far; <c>null</c>: not measurable.</summary>
    public ByteSize? Read { get; init; }

    /// <summary>Bytes that its whole tree caused to be written to storage so far; <c>null</c>: not measurable.</summary>
    public ByteSize? Written { get; init; }

    /// <summary>Calls by which its whole tree read and wrote so far, whatever it was; <c>null</c>: not measurable.</summary>
    public long? Transfers { get; init; }
}

/// <summary>
/// Runs admitted jobs of one kind. Register it in <see cref="JobControllerOptions.Executors"/>. Its members are called from any thread.
/// An executor that is <see cref="IDisposable"/> is not disposed by the controller.
/// </summary>
public interface IJobExecutor
{
    /// <summary>Runs a job to its end. Called on the controller's loop, so it must return its task soon; what throws becomes a failure of the job.</summary>
    /// <param name="execution">The job, and what was set aside for it.</param>
    /// <param name="cancellationToken">Cancelled when the job is to be ended. The task must complete once nothing of the job is left.</param>
    Task<JobOutcome> ExecuteAsync(JobExecution execution, CancellationToken cancellationToken);

    /// <summary>What a running job uses now. <c>null</c> (default): this executor cannot tell; the job then counts at its estimate for as long as it runs.</summary>
    UsageReading? Measure(JobId id) => null;

    /// <summary>Stops all of a running job where it is, until <see cref="Resume"/>: it keeps its memory but asks for no more, and its time limit stands still. One that is to be ended then goes on as far as that takes.</summary>
    /// <returns>Whether it is stopped now. <c>false</c> (default): it does not run, or this executor cannot do it.</returns>
    bool Suspend(JobId id) => false;

    /// <summary>Lets a job go on that <see cref="Suspend"/> stopped; what stopped itself stays so.</summary>
    /// <returns>Whether it goes on. <c>false</c> (default): it does not run, or was not stopped by <see cref="Suspend"/>.</returns>
#pragma warning disable CA1716 // A word of Visual Basic's old error handling, which can quote it.
    bool Resume(JobId id) => false;
#pragma warning restore CA1716
}
