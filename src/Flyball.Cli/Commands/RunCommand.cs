using Flyball.Cli.CommandLine;
using Flyball.Cli.Engine;
using Flyball.Cli.Failures;
using Flyball.Cli.Output;
using Flyball.Cli.Records;
using Flyball.Cli.Rendering;
using Flyball.Cli.Replay.Recording;
using Flyball.Cli.Templates;
using Flyball.Cli.Why;
using Flyball.Jobs;
using Flyball.Sqlite;

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
        using IRunSource source = arguments.JobFile is { } jobFile ? JobFileSource.Open(jobFile, arguments, shell) : JobSource.Open(arguments, shell);
        if (arguments.Display.IsDryRun) return DryRun.Print(source, arguments);
        JobCpus.Check(arguments.Processes.Cpus);
        if (source.LimitsCpu) CpuLimits.Check();
        JobControllerOptions options = arguments.Admission.ToOptions();
        options.MaxRunning = DescriptorLimit.Bound(options.MaxRunning);
        foreach (NamedResource resource in source.Resources) options.Resources.Add(resource);
        int nice = arguments.Processes.Nice ?? arguments.Admission.Aggressiveness.Nice;
        options.CountsOthers = engine is null || !ForegroundProtection.Suffices(arguments.Admission.Aggressiveness, nice);
        using IDisposable? protection = engine is null ? null : ForegroundProtection.Protect(nice);
        using EventLog? events = arguments.Display.Events is { } file ? EventLog.Open(file, TimeProvider.System) : null;
        using var display = new RunDisplay(arguments.Display);
        using RunRecords records = RunRecords.Open(arguments.Records, arguments.Processes.Variables, source.Rules, display.Say);
        using RunRecording? recording = arguments.Records.Recording is { } kept ? RunRecording.Begin(kept, nice, TimeProvider.System, display.Say) : null;
        using var halt = new HaltSwitch(arguments.Failures.Halt, display.Say);
        using var telling = new TellingSignals(display);
        using var outputs = new JobOutputs(arguments.Output, source.Rules, display);
        using var stop = new StopSignals(engine);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop.End, halt.End, outputs.Broken);

        using SqliteJobHistory? history = arguments.Admission.UsesHistory ? LearnedSizes.Open(display.Say) : null;
        options.History = history;
        var ended = new EndedJobs();
        var recorder = new RunRecorder(display, records, halt, events, outputs, ended, recording);
        options.Output = outputs.Receiver;
        options.Termination = arguments.Processes.Termination;
        options.Journal = recorder;
        options.Witness = recording;
        options.OwnsAllChildren = engine is not null;
        await using var controller = new JobController(options);
        int id = engine?.Front ?? Environment.ProcessId;
        using var why = new WhyListener(id, new WhyAnswers(controller, ended, id, () => display.MoreToCome).Answer);
        _ = LiveLimits.FollowAsync(controller, arguments.Admission);
        using CancellationTokenRegistration drain = stop.Drain.Register(() => Drain(controller, display, stop));
        using CancellationTokenRegistration halted = halt.Drain.Register(controller.Drain);
        source.NeedsTotal |= halt.NeedsTotal || display.NeedsTotal || outputs.NeedsTotal;
        RunSummary summary = await source.RunAsync(controller, records, display.Counted, Count, ending.Token);
        await outputs.FinishAsync();
        display.Dispose();
        return Report(summary, arguments, display, stop, halt, outputs, records, recorder);

        void Count(long total)
        {
            halt.Total = total;
            display.Total = total;
        }
    }

    static void Drain(JobController controller, RunDisplay display, StopSignals stop)
    {
        controller.Drain();
        if (!stop.End.IsCancellationRequested) display.SayOnTerminal("flyball: no more jobs are started; the same signal again ends those that run");
    }

    static int Report(
        RunSummary summary, RunArguments arguments, RunDisplay display, StopSignals stop, HaltSwitch halt, JobOutputs outputs, RunRecords records, RunRecorder recorder)
    {
        // As any program in a pipe whose reader has seen enough: silently.
        if (outputs.ReaderHasGone && stop.Signal is null) return ExitStatus.ForSignal(ExitStatus.BrokenPipe);
        if (!arguments.Display.IsQuiet) Messages.Write(string.Concat(recorder.Requests.Lines().Select(line => line + "\n")) + SummaryText.For(summary, display.MoreToCome, records.Earlier.LeftOut) + "\n");
        if (recorder.Fault is { } fault) throw new UsageException($"option '{fault.Option}': cannot be written: {fault.Message}", "the record ends before the run did; make room, then --resume runs what it lacks");
        if (recorder.EventFault is { } cut) throw new UsageException($"option '--events': cannot be written: {cut.Message}", "the events end before the run did; the jobs were run");
        if (outputs.Fault is { } lost && !outputs.ReaderHasGone) throw new UsageException($"the output of jobs could not be printed: {lost.Message}", "what is missing is lost; run again, with room for it");
        bool isWhole = summary is { Cancelled: 0, NotRun: 0 } && !display.MoreToCome && !recorder.GaveUpAttempts;
        return stop.Signal is { } signal && !isWhole ? ExitStatus.ForSignal(signal) : halt.Status(summary.Failed);
    }
}
