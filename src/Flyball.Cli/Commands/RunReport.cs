using Flyball.Cli.CommandLine;
using Flyball.Cli.Output;
using Flyball.Cli.Rendering;

namespace Flyball.Cli.Commands;

/// <summary>The end of a run: its last lines, and its exit status.</summary>
static class RunReport
{
    /// <summary>Says what came of a run.</summary>
    /// <param name="summary">What became of the jobs.</param>
    /// <param name="recorder">What has happened.</param>
    /// <param name="stop">The signal that stopped the run; <c>null</c>: none did.</param>
    /// <param name="isQuiet">Whether nothing is to be said that is not wrong.</param>
    /// <returns>The exit status.</returns>
    /// <exception cref="UsageException">Something that was to be kept could not be written.</exception>
    public static int Write(RunSummary summary, RunRecorder recorder, int? stop, bool isQuiet)
    {
        (RunDisplay display, JobOutputs outputs) = (recorder.Listeners.Display, recorder.Listeners.Outputs);

        // As any program in a pipe whose reader has seen enough: silently.
        if (outputs.ReaderHasGone && stop is null) return ExitStatus.ForSignal(ExitStatus.BrokenPipe);
        if (!isQuiet) display.Say(string.Join('\n', [.. recorder.Requests.Lines(), SummaryText.For(summary, display.MoreToCome, recorder.Listeners.Records.Earlier.LeftOut)]));
        if (recorder.Fault is { } fault) throw fault.Error;
        if (outputs.Fault is { } lost && !outputs.ReaderHasGone) throw new UsageException($"the output of jobs could not be printed: {lost.Message}", "what is missing is lost; run again, with room for it");
        bool isWhole = summary is { Cancelled: 0, NotRun: 0 } && !display.MoreToCome && !recorder.GaveUpAttempts;
        return stop is { } signal && (!isWhole || outputs.ReaderHasGone) ? ExitStatus.ForSignal(signal) : recorder.Listeners.Halt.Status(summary.Failed);
    }
}
