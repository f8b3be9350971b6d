using Flyball.Cli.Rendering;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Cli.Output;

/// <summary>Takes the status lines away while a job's output is written.</summary>
sealed class TerminalOutput(IJobOutput output, IStatusPlace status) : IJobOutput
{
    public async ValueTask WriteAsync(JobExecution execution, JobOutcome outcome, OutputContent standardOutput, OutputContent standardError)
    {
        // A terminal that is stopped holds up whoever writes to it: not the threads that call here.
        await Task.Yield();
        using IDisposable? hidden = status.Hide();
        await output.WriteAsync(execution, outcome, standardOutput, standardError).ConfigureAwait(false);
    }
}
