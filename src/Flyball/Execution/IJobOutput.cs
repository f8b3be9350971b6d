using Flyball.Jobs;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Execution;

/// <summary>Receives what processes with <see cref="ProcessOutput.Collect"/> wrote, when they have ended.</summary>
public interface IJobOutput
{
    /// <summary>
    /// Takes the output of an ended process that wrote something. Called on the thread pool, for several jobs at once. The job counts as ended when the task completes; an exception makes it a failure.
    /// </summary>
    /// <param name="execution">The job that ended.</param>
    /// <param name="standardOutput">A file that holds its standard output from position 0 on. Closed after the task completes.</param>
    /// <param name="standardError">A file that holds its standard error from position 0 on. Closed after the task completes.</param>
    ValueTask WriteAsync(JobExecution execution, SafeFileHandle standardOutput, SafeFileHandle standardError);
}
