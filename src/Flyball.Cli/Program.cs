using Flyball.Cli.CommandLine;
using Flyball.Cli.Commands;
using Flyball.Cli.Completion;
using Flyball.Cli.Configuration;
using Flyball.Cli.Engine;
using Flyball.Cli.Output;
using Flyball.Execution.Linux;

try
{
    if (OperatingSystem.IsLinux()) Signals.LetLargeFilesFail();
    DescriptorLimit.Check();
    EngineProcess? engine = EngineProcess.Begin(args);
    if (engine is null && args is ["run", ..] && OperatingSystem.IsLinux()) return Front.Run(args);
    var defaults = new DefaultOptions(Environment.GetEnvironmentVariable);
    switch (Invocation.Parse(engine?.Words ?? args, defaults.Read))
    {
        case TextInvocation text:
            Printout.Write(text.Text);
            return 0;
        case RunInvocation run:
            return await RunCommand.ExecuteAsync(run.Arguments, engine);
        case ReplayInvocation replay:
            Printout.Write(ReplayCommand.Text(replay.Arguments));
            return 0;
        case LoadInvocation load:
            return await LoadCommand.ExecuteAsync(load.Arguments);
        case WhyInvocation why:
            return WhyCommand.Execute(why.Arguments);
        case ConfigInvocation config:
            Printout.Write(ConfigCommand.Text(config, defaults, Environment.GetEnvironmentVariable));
            return 0;
        case HistoryInvocation history:
            Printout.Write(HistoryCommand.Text(history));
            return 0;
        case CompletionInvocation completion:
            Printout.Write(CompletionScript.For(completion.Shell));
            return 0;
        case var other:
            throw new InvalidOperationException($"no command for {other.GetType().Name}");
    }
}
catch (UsageException wrong)
{
    Messages.Write(wrong.ToLines());
    return ExitStatus.WrongUsage;
}
catch (ReaderGoneException)
{
    return ExitStatus.ForSignal(ExitStatus.BrokenPipe);
}
#pragma warning disable CA1031 // The last resort: a user sees two lines, never a stack trace.
catch (Exception unexpected)
#pragma warning restore CA1031
{
    Messages.Write(LastResort.For(unexpected).ToLines());
    return ExitStatus.WrongUsage;
}
