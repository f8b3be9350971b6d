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

    /// <summary>When it was started, as the event of the start tells it.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether the order to end came because the job ran longer than its <see cref="Job.TimeLimit"/>.</summary>
    public bool IsOutOfTime => Notice.IsGiven;

    internal TimeLimitNotice Notice { get; } = new();

    /// <summary>The outcome as it counts: a job that was ended by its time limit has timed out.</summary>
    internal JobOutcome Judge(JobOutcome outcome) => IsOutOfTime && outcome.Status == JobStatus.Cancelled
        ? outcome with { Status = JobStatus.TimedOut, Detail = $"ended by its time limit, after {(outcome.Usage?.WallTime ?? TimeSpan.Zero).TotalSeconds:0.0} s" }
        : outcome;
}

/// <summary>Tells the executor of a running job that its time is up.</summary>
sealed class TimeLimitNotice
{
    volatile bool _isGiven;

    public bool IsGiven => _isGiven;

    public void Give() => _isGiven = true;
}

/// <summary>What a running job uses.</summary>
/// <param name="CpuTime">CPU time of its whole tree so far; <c>null</c>: not measurable.</param>
/// <param name="Memory">Memory that its whole tree holds now; <c>null</c>: not measurable.</param>
/// <param name="Runnable">How many of its processes run, or would if they were given a CPU, at this instant; <c>null</c>: not measurable.</param>
public readonly record struct UsageReading(TimeSpan? CpuTime, ByteSize? Memory, int? Runnable = null);

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
}
