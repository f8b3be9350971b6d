using Flyball.Cli.CommandLine;
using Flyball.Cli.Configuration;
using Flyball.Cli.Output;
using Flyball.Cli.Why;
using Flyball.Execution.Linux;

namespace Flyball.Cli.Commands;

/// <summary><c>flyball why</c>: asks the runs of the user, and prints what they say.</summary>
static class WhyCommand
{
    /// <summary>The exit status when there is nothing to say.</summary>
    const int Nothing = 1;

    /// <returns>The exit status.</returns>
    /// <exception cref="UsageException">There is no run of the number that was given, or no folder in which runs could be found.</exception>
    public static int Execute(WhyArguments arguments)
    {
        CheckFolder();
        int silent = 0, unknowing = 0, answered = 0;
        foreach (RunFolder run in RunFolders.All().Where(run => arguments.Run is null || run.Id == arguments.Run))
        {
            if (!TryAsk(run, new(arguments.Job ?? "", arguments.Json), out string? answer)) continue;
            if (answer is null) silent++;
            else if (answer.Length == 0) unknowing++;
            else answered++;
            if (answer is not null) Printout.Write(answer);
        }

        if (answered > 0) return 0;
        if (arguments.Run is { } wanted && silent + unknowing == 0) throw new UsageException($"there is no run {UsageException.Quote(wanted)}", "'flyball why' shows all of yours with their numbers");
        if (silent + unknowing == 0) Messages.WriteLine("flyball: no run of yours is under way");
        if (unknowing > 0) Messages.WriteLine($"flyball: no run knows a job {UsageException.Quote(UsageException.OneLine(arguments.Job ?? ""))}");
        return Nothing;
    }

    static void CheckFolder()
    {
        try
        {
            if (StateFolder.Path is { } folder) StateFolder.CheckPlace(folder);
        }
        catch (IOException failure)
        {
            throw new UsageException(failure.Message, StateFolder.Hint);
        }
    }

    /// <param name="run">The run.</param>
    /// <param name="question">What it is asked.</param>
    /// <param name="answer">What it says; empty: it has no such job; <c>null</c>: it does not answer, and that is said.</param>
    /// <returns>Whether the run lives.</returns>
    static bool TryAsk(RunFolder run, in WhyQuestion question, out string? answer)
    {
        answer = null;
        try
        {
            answer = WhyChannel.Ask(run.Socket, question);
        }
        catch (IOException refused) when (refused.HResult is Native.ConnectionRefused or Native.NoSuchFile)
        {
            RunFolders.Sweep(run);
            return false;
        }
        catch (RunStoppedException)
        {
            Messages.WriteLine($"flyball: run {run.Id} is stopped: it starts nothing and cannot answer before it goes on ('fg' in its shell, or SIGCONT)");
        }
        catch (IOException)
        {
            Messages.WriteLine($"flyball: run {run.Id} does not answer");
        }

        return true;
    }
}
