using Flyball.Cli.CommandLine;
using Flyball.Cli.Engine;
using Flyball.Cli.Failures;
using Flyball.Cli.Input;
using Flyball.Cli.Output;
using Flyball.Cli.Records;
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
        Shell shell = Shell.Choose(Environment.GetEnvironmentVariable, File.Exists);
        IEnumerable<JobArguments>? retried = RunRecords.Retried(arguments.Records, Messages.WriteLine);
        using JobInput? input = retried is null ? JobInput.Open(arguments.Sources, Console.OpenStandardInput) : null;
        int sourceCount = input?.SourceCount ?? 1;
        CommandTemplate template = CommandTemplate.Parse(input is null ? [] : arguments.Command, sourceCount, shell);
        JobFolder folder = JobFolder.Parse(arguments.Processes.Folder, sourceCount);
        if (!arguments.Output.Ungrouped) CheckTemporaryFolder();
        JobControllerOptions options = arguments.Admission.ToOptions();
        options.MaxRunning = DescriptorLimit.Bound(options.MaxRunning);
        if (engine is not null) _ = Autogroup.LowerAsync(arguments.Processes.Nice ?? arguments.Admission.Aggressiveness.Nice);
        using RunDisplay display = RunDisplay.ForTerminal();
        using RunRecords records = RunRecords.Open(arguments.Records, arguments.Processes.Variables, sourceCount, display.Say);
        using var halt = new HaltSwitch(arguments.Failures.Halt, display.Say);
        using var grouped = new GroupedOutput();
        using var stop = new StopSignals(engine);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop.End, halt.End, grouped.Broken);

        var recorder = new RunRecorder(display, records, halt, grouped);
        options.Output = display.Around(grouped);
        options.Termination = arguments.Processes.Termination;
        options.Journal = recorder;
        options.OwnsAllChildren = engine is not null;
        await using var controller = new JobController(options);
        _ = LiveLimits.FollowAsync(controller, arguments.Admission);
        using CancellationTokenRegistration drain = stop.Drain.Register(() => Drain(controller, display, stop));
        using CancellationTokenRegistration halted = halt.Drain.Register(controller.Drain);
        IEnumerable<JobArguments> places = retried ?? Places(input!);
        if (halt.NeedsTotal) places = Counted(places, halt);
        IEnumerable<Job> jobs = records.Remaining(Jobs(places, template, folder, arguments)).Select(folder.Made);
        RunSummary summary = await controller.RunAsync(display.Counted(jobs), ending.Token);
        display.Dispose();
        return Report(summary, display, stop, halt, grouped, records, recorder);
    }

    static void Drain(JobController controller, RunDisplay display, StopSignals stop)
    {
        controller.Drain();
        if (!stop.End.IsCancellationRequested) display.SayOnTerminal("flyball: no more jobs are started; the same signal again ends those that run");
    }

    static IEnumerable<JobArguments> Places(JobInput input)
    {
        long sequenceNumber = 0;
        foreach (var values in input.Values()) yield return new(++sequenceNumber, values);
    }

    /// <summary>Reads all of the input before it gives the first of it, to know how much it is.</summary>
    static IEnumerable<JobArguments> Counted(IEnumerable<JobArguments> places, HaltSwitch halt)
    {
        List<JobArguments> all = [.. places];
        halt.Total = all.Count;
        foreach (JobArguments place in all) yield return place;
    }

    static IEnumerable<ProcessJob> Jobs(IEnumerable<JobArguments> places, CommandTemplate template, JobFolder folder, RunArguments arguments)
    {
        foreach (JobArguments place in places)
        {
            yield return folder.Place(arguments.Processes.Apply(template.Expand(place)), place) with
            {
                Tag = place,
                Retry = arguments.Retry,
                Request = arguments.Admission.Request,
                Output = arguments.Output.Ungrouped ? ProcessOutput.Inherit : ProcessOutput.Collect,
            };
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

    static int Report(RunSummary summary, RunDisplay display, StopSignals stop, HaltSwitch halt, GroupedOutput output, RunRecords records, RunRecorder recorder)
    {
        // As any program in a pipe whose reader has seen enough: silently.
        if (output.ReaderHasGone && stop.Signal is null) return ExitStatus.ForSignal(ExitStatus.BrokenPipe);
        Messages.Write(SummaryText.For(summary, display.MoreToCome, records.LeftOut) + "\n");
        if (recorder.Fault is { } fault) throw new UsageException($"option '{fault.Option}': cannot be written: {fault.Message}", "the record ends before the run did; make room, then --resume runs what it lacks");
        bool isWhole = summary is { Cancelled: 0, NotRun: 0 } && !display.MoreToCome;
        return stop.Signal is { } signal && !isWhole ? ExitStatus.ForSignal(signal) : halt.Status(summary.Failed);
    }
}
