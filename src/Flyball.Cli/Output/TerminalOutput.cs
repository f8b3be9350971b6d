using Flyball.Cli.Rendering;
using Flyball.Execution;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Output;

/// <summary>Takes the status lines away while a job's output is written.</summary>
sealed class TerminalOutput(IJobOutput output, StatusArea status) : IJobOutput
{
    public async ValueTask WriteAsync(JobExecution execution, SafeFileHandle standardOutput, SafeFileHandle standardError)
    {
        using IDisposable hidden = status.Hide();
        await output.WriteAsync(execution, standardOutput, standardError).ConfigureAwait(false);
    }
}
