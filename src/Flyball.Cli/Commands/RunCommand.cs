using Flyball.Admission;
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

/// <summary><c>flyball run</c>: draws jobs from the input and runs them.</summary>
static class RunCommand
{
    /// <summary>Runs all jobs.</summary>
    /// <param name="arguments">What to run, and how.</param>
    /// <param name="engine">The engine that this process is; <c>null</c>: where there is no front, it is just itself.</param>
    /// <returns>The exit status.</returns>
    /// <exception cref="UsageException">Something is wrong with the input; when it is thrown before the first job, nothing was started.</exception>
    public static async Task<int> ExecuteAsync(RunArguments arguments, EngineProcess? engine)
    {
        try
        {
            return await RunAsync(arguments, engine);
        }
        catch (UsageException wrong) when (wrong.OptionName is not null)
        {
            throw GivenOptions.Located(wrong, arguments.Given);
        }
    }

    static async Task<int> RunAsync(RunArguments arguments, EngineProcess? engine)
    {
        // Whoever reads or prints for long before the first job does not hear that the front is gone.
        CancellationTokenRegistration unbegun = engine?.Orphaned.Register(EngineProcess.GiveUp) ?? default;
        Shell shell = Shell.Choose(Environment.GetEnvironmentVariable, File.Exists);
        using IRunSource source = arguments.JobFile is { } jobFile ? JobFileSource.Open(jobFile, arguments, shell) : JobSource.Open(arguments, shell);
        if (arguments.Display.IsDryRun) return DryRun.Print(source, arguments);
        JobCpus.Check(arguments.Processes.Cpus);
        if (source.LimitsCpu) CpuLimits.Check();
        int nice = arguments.Processes.Nice ?? arguments.Admission.Aggressiveness.Nice;
        JobControllerOptions options = Options(arguments, source, engine is not null, nice);
        using IDisposable? protection = engine is null ? null : ForegroundProtection.Protect(nice);
        using EventLog? events = arguments.Display.Events is { } file ? EventLog.Open(file, TimeProvider.System) : null;

        // Where jobs write themselves, nobody knows what would be taken away with what was drawn.
        Func<bool>? isOurs = arguments.Output.Collects ? () => engine is null or { IsInForeground: true } : null;
        using var display = new RunDisplay(arguments.Display, isOurs) { IsTypedAt = source.IsTyped };
        using RunRecords records = RunRecords.Open(arguments.Records, arguments.Processes.Variables, source.Rules, display.Say);
        using RunRecording? recording = arguments.Records.Recording is { } kept ? RunRecording.Open(kept, nice, TimeProvider.System, display.Say) : null;
        using var halt = new HaltSwitch(arguments.Failures.Halt, display.Say);
        using var telling = new TellingSignals(display);
        using var outputs = new JobOutputs(arguments.Output, source.Rules, display);
        using var stop = new StopSignals(engine);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop.End, halt.End, outputs.Broken);

        var listeners = new RunListeners(display, records, outputs, halt, new EndedJobs(), events, recording);
        listeners.Begin();
        var recorder = new RunRecorder(listeners);
        using SqliteJobHistory? history = arguments.Admission.UsesHistory ? LearnedSizes.TryOpen(display.Say) : null;
        options.History = history;
        options.Output = outputs.Receiver;
        options.Journal = recorder;
        options.Witness = recording;
        await using var controller = new JobController(options);
        unbegun.Dispose();
        using CancellationTokenRegistration orphaned = engine?.Orphaned.Register(() => _ = GoUnlessBegunAsync(controller, recorder, protection)) ?? default;
        bool givesWay = arguments.Processes.Nice is null && nice > Aggressiveness.Eager.Nice;
        display.LeftOut = () => records.Earlier.LeftOut;
        display.Remarks = () => new(controller.IsDraining, controller.Others, givesWay);
        int id = engine?.Front ?? Environment.ProcessId;
        using var why = new WhyListener(id, new WhyAnswers(controller, listeners.Ended, id, () => display.MoreToCome, givesWay).Answer);
        _ = LiveLimits.FollowAsync(controller, arguments.Admission);
        using CancellationTokenRegistration drain = stop.Drain.Register(() => Drain(controller, display, stop));
        using CancellationTokenRegistration halted = halt.Drain.Register(controller.Drain);
        source.NeedsTotal |= listeners.NeedTotal;
        RunSummary summary = await source.RunAsync(controller, records, display.Counted, listeners.Count, ending.Token);
        await outputs.FinishAsync();
        display.Dispose();
        return RunReport.Write(summary, recorder, stop.Signal, arguments.Display.IsQuiet);
    }

    /// <exception cref="UsageException">There are too few file descriptors for even one job.</exception>
    static JobControllerOptions Options(RunArguments arguments, IRunSource source, bool isEngine, int nice)
    {
        JobControllerOptions options = arguments.Admission.ToOptions();
        options.MaxRunning = DescriptorLimit.Bound(options.MaxRunning, arguments.Admission.PolicyKind);
        foreach (NamedResource resource in source.Resources) options.Resources.Add(resource);
        options.CountsOthers = !isEngine || !ForegroundProtection.Suffices(arguments.Admission.Aggressiveness, nice);
        options.Termination = arguments.Processes.Termination;
        options.OwnsAllChildren = isEngine;
        return options;
    }

    /// <summary>Ends this process where no job was ever started, since what reads values for long would go on.</summary>
    static async Task GoUnlessBegunAsync(JobController controller, RunRecorder recorder, IDisposable? protection)
    {
        await controller.DisposeAsync();
        if (recorder.HasStarted) return;
        protection?.Dispose();
        EngineProcess.GiveUp();
    }

    static void Drain(JobController controller, RunDisplay display, StopSignals stop)
    {
        controller.Drain();
        if (!stop.End.IsCancellationRequested) display.SayOnTerminal("flyball: no more jobs are started; the same signal again ends those that run");
    }
}
