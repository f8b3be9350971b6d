using Flyball.Execution;

namespace Flyball.Cli.Output;

/// <summary>Prints whole lines of running jobs as they come; a line that its job leaves unfinished when that ends.</summary>
sealed class LinePrinter(StandardStreams streams, PrintSettings settings, Func<IDisposable?> makeRoom) : JobPrinter(streams, settings, makeRoom), ILiveJobOutput
{
    /// <inheritdoc/>
    public void Wrote(JobExecution execution, OutputKind stream, OutputContent soFar) => Note(execution, stream, soFar);

    /// <inheritdoc/>
    public void Drop(JobExecution execution, OutputContent standardOutput, OutputContent standardError) => Forget(execution, standardOutput, standardError);
}
