using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Output;
using Flyball.Cli.Rendering;
using Flyball.Cli.Templates;
using Flyball.Execution;
using Flyball.Execution.Linux;
using Flyball.Jobs;

namespace Flyball.Cli.Commands;

/// <summary><c>flyball run</c>: draws jobs from the input, runs them, and reports.</summary>
static class RunCommand
{
    /// <summary>Runs all jobs.</summary>
    /// <returns>The exit status.</returns>
    /// <exception cref="UsageException">Something is wrong with the input; when it is thrown before the first job, nothing was started.</exception>
    public static async Task<int> ExecuteAsync(RunArguments arguments)
    {
        using JobInput input = JobInput.Open(arguments.Sources, Console.OpenStandardInput);
        CommandTemplate template = CommandTemplate.Parse(arguments.Command, input.SourceCount, Shell.Choose(Environment.GetEnvironmentVariable, File.Exists));
        CheckTemporaryFolder();
        arguments = arguments with { MaxRunning = DescriptorLimit.Bound(arguments.MaxRunning) };
        using JobLog? log = arguments.JobLog is { } path ? JobLog.Open(path) : null;
        using RunDisplay display = RunDisplay.ForTerminal();
        using var grouped = new GroupedOutput();
        using var stop = new StopSignals();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, grouped.Broken);

        var recorder = new RunRecorder(display, log, grouped);
        JobControllerOptions options = arguments.ToOptions(display.Around(grouped));
        options.Journal = recorder;
        await using var controller = new JobController(options);
        RunSummary summary = await controller.RunAsync(display.Counted(Jobs(input, template, arguments.Request)), ending.Token);
        display.Dispose();
        return Report(summary, display, stop, grouped, recorder);
    }

    static IEnumerable<Job> Jobs(JobInput input, CommandTemplate template, ResourceRequest request)
    {
        long sequenceNumber = 0;
        foreach (var values in input.Values())
            yield return template.Expand(values, ++sequenceNumber) with { Output = ProcessOutput.Collect, Request = request };
    }

    /// <summary>A folder for temporary files that cannot be used is known before anything starts.</summary>
    static void CheckTemporaryFolder()
    {
        try
        {
            OutputFile.Open().Dispose();
        }
        catch (IOException failure)
        {
            throw new UsageException($"the output of jobs cannot be collected: {failure.Message}", "set TMPDIR to a folder that can be written");
        }
    }

    static int Report(RunSummary summary, RunDisplay display, StopSignals stop, GroupedOutput output, RunRecorder recorder)
    {
        // As any program in a pipe whose reader has seen enough: silently.
        if (output.ReaderHasGone && stop.Signal is null) return ExitStatus.ForSignal(ExitStatus.BrokenPipe);
        Messages.Write(SummaryText.For(summary, display.MoreToCome) + "\n");
        if (recorder.Fault is { } fault) throw new UsageException($"option '--joblog': cannot be written: {fault.Message}", "the log ends before the run did; make room and run again what it lacks");
        return stop.Signal is { } signal ? ExitStatus.ForSignal(signal) : ExitStatus.ForFailures(summary.Failed);
    }
}
