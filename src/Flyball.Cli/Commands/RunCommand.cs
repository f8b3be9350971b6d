using System.Collections.Immutable;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Engine;
using Flyball.Cli.Input;
using Flyball.Cli.Output;
using Flyball.Cli.Rendering;
using Flyball.Cli.Templates;
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
        using JobInput input = JobInput.Open(arguments.Sources, Console.OpenStandardInput);
        CommandTemplate template = CommandTemplate.Parse(arguments.Command, input.SourceCount, Shell.Choose(Environment.GetEnvironmentVariable, File.Exists));
        if (arguments.Display.IsDryRun) return DryRun.Print(Jobs(input.Values(), template, arguments), TagText.ForLines(arguments.Output.Tag, input.SourceCount));
        JobControllerOptions options = arguments.Admission.ToOptions();
        options.MaxRunning = DescriptorLimit.Bound(options.MaxRunning);
        if (engine is not null) _ = Autogroup.LowerAsync(arguments.Processes.Nice ?? arguments.Admission.Aggressiveness.Nice);
        using JobLog? log = arguments.Records.JobLog is { } path ? JobLog.Open(path) : null;
        using EventLog? events = arguments.Display.Events is { } file ? EventLog.Open(file, TimeProvider.System) : null;
        using var display = new RunDisplay(arguments.Display);
        using var telling = new TellingSignals(display);
        using var outputs = new JobOutputs(arguments.Output, input.SourceCount, display);
        using var stop = new StopSignals(engine);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop.End, outputs.Broken);

        var recorder = new RunRecorder(display, log, events, outputs);
        options.Output = outputs.Receiver;
        options.Termination = arguments.Processes.Termination;
        options.Journal = recorder;
        options.OwnsAllChildren = engine is not null;
        await using var controller = new JobController(options);
        using CancellationTokenRegistration drain = stop.Drain.Register(() => Drain(controller, display, stop));
        RunSummary summary = await controller.RunAsync(display.Counted(Jobs(display.CountedAhead(input.Values()), template, arguments)), ending.Token);
        await outputs.FinishAsync();
        display.Dispose();
        return Report(summary, arguments, display, stop, outputs, recorder);
    }

    static void Drain(JobController controller, RunDisplay display, StopSignals stop)
    {
        controller.Drain();
        if (!stop.End.IsCancellationRequested) display.SayOnTerminal("flyball: no more jobs are started; the same signal again ends those that run");
    }

    static IEnumerable<Job> Jobs(IEnumerable<ImmutableArray<string>> input, CommandTemplate template, RunArguments arguments)
    {
        long sequenceNumber = 0;
        foreach (var values in input)
        {
            var job = new JobArguments(++sequenceNumber, values);
            yield return arguments.Processes.Apply(template.Expand(job)) with
            {
                Tag = job,
                Request = arguments.Admission.Request,
                Output = arguments.Output.Collects ? ProcessOutput.Collect : ProcessOutput.Inherit,
            };
        }
    }

    static int Report(RunSummary summary, RunArguments arguments, RunDisplay display, StopSignals stop, JobOutputs outputs, RunRecorder recorder)
    {
        // As any program in a pipe whose reader has seen enough: silently.
        if (outputs.ReaderHasGone && stop.Signal is null) return ExitStatus.ForSignal(ExitStatus.BrokenPipe);
        if (!arguments.Display.IsQuiet) Messages.Write(SummaryText.For(summary, display.MoreToCome) + "\n");
        if (recorder.Fault is { } fault) throw new UsageException($"option '--joblog': cannot be written: {fault.Message}", "the log ends before the run did; make room and run again what it lacks");
        if (recorder.EventFault is { } cut) throw new UsageException($"option '--events': cannot be written: {cut.Message}", "the events end before the run did; the jobs were run");
        if (outputs.Fault is { } lost && !outputs.ReaderHasGone) throw new UsageException($"the output of jobs could not be printed: {lost.Message}", "what is missing is lost; run again, with room for it");
        bool isWhole = summary is { Cancelled: 0, NotRun: 0 } && !display.MoreToCome;
        return stop.Signal is { } signal && !isWhole ? ExitStatus.ForSignal(signal) : ExitStatus.ForFailures(summary.Failed);
    }
}
