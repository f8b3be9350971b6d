using Flyball.Jobs;

namespace Flyball.Execution;

/// <summary>Receives what processes with <see cref="ProcessOutput.Collect"/> wrote, when they have ended.</summary>
public interface IJobOutput
{
    /// <summary>
    /// Takes the output of an ended process, also of one that wrote nothing. May be called for several jobs at once, by threads that hear of the ends of jobs: do not block them, but
    /// return a task for what takes time. The job counts as ended when the task completes; an exception makes it a failure.
    /// </summary>
    /// <param name="execution">The job that ended.</param>
    /// <param name="outcome">How it ended, as far as its process is concerned.</param>
    /// <param name="standardOutput">What it wrote to its standard output. Gone once the task has completed.</param>
    /// <param name="standardError">What it wrote to its standard error. Gone once the task has completed.</param>
    ValueTask WriteAsync(JobExecution execution, JobOutcome outcome, OutputContent standardOutput, OutputContent standardError);
}
