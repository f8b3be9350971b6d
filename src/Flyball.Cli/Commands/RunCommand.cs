using Flyball.Cli.CommandLine;
using Flyball.Cli.Engine;
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
    /// <param name="arguments">What to run, and how.</param>
    /// <param name="engine">The engine that this process is; <c>null</c>: where there is no front, it is just itself.</param>
    /// <returns>The exit status.</returns>
    /// <exception cref="UsageException">Something is wrong with the input; when it is thrown before the first job, nothing was started.</exception>
    public static async Task<int> ExecuteAsync(RunArguments arguments, EngineProcess? engine)
    {
        using JobInput input = JobInput.Open(arguments.Input, Console.OpenStandardInput);
        if (!arguments.Output.Ungrouped) CheckTemporaryFolder();
        JobControllerOptions options = arguments.Admission.ToOptions();
        options.MaxRunning = DescriptorLimit.Bound(options.MaxRunning);
        var source = new JobSource(input, arguments, Shell.Choose(Environment.GetEnvironmentVariable, File.Exists), options.MaxRunning ?? DescriptorLimit.UsualCap);
        if (engine is not null) _ = Autogroup.LowerAsync(arguments.Processes.Nice ?? arguments.Admission.Aggressiveness.Nice);
        using JobLog? log = arguments.Records.JobLog is { } path ? JobLog.Open(path) : null;
        using RunDisplay display = RunDisplay.ForTerminal();
        using var grouped = new GroupedOutput();
        using var stop = new StopSignals(engine);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop.End, grouped.Broken);

        var recorder = new RunRecorder(display, log, grouped);
        options.Output = display.Around(grouped);
        options.Termination = arguments.Processes.Termination;
        options.Journal = recorder;
        options.OwnsAllChildren = engine is not null;
        await using var controller = new JobController(options);
        using CancellationTokenRegistration drain = stop.Drain.Register(() => Drain(controller, display, stop));
        RunSummary summary = await controller.RunAsync(display.Counted(Jobs(source, arguments)), ending.Token);
        display.Dispose();
        return Report(summary, display, stop, grouped, recorder);
    }

    static void Drain(JobController controller, RunDisplay display, StopSignals stop)
    {
        controller.Drain();
        if (!stop.End.IsCancellationRequested) display.SayOnTerminal("flyball: no more jobs are started; the same signal again ends those that run");
    }

    static IEnumerable<Job> Jobs(JobSource source, RunArguments arguments)
    {
        foreach (JobArguments place in source.Places())
        {
            yield return source.Completed(arguments.Processes.Apply(source.Job(place)) with
            {
                Request = arguments.Admission.Request,
                Output = arguments.Output.Ungrouped ? ProcessOutput.Inherit : ProcessOutput.Collect,
            });
        }
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
        bool isWhole = summary is { Cancelled: 0, NotRun: 0 } && !display.MoreToCome;
        return stop.Signal is { } signal && !isWhole ? ExitStatus.ForSignal(signal) : ExitStatus.ForFailures(summary.Failed);
    }
}
