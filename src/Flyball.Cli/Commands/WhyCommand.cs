using System.Net.Sockets;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Output;
using Flyball.Cli.Why;

namespace Flyball.Cli.Commands;

/// <summary><c>flyball why</c>: asks the runs of the user, and prints what they say.</summary>
static class WhyCommand
{
    /// <summary>The exit status when there is nothing to say.</summary>
    const int Nothing = 1;

    /// <returns>The exit status.</returns>
    /// <exception cref="UsageException">There is no run of the number that was given.</exception>
    public static int Execute(WhyArguments arguments)
    {
        int asked = 0, answered = 0;
        foreach (RunFolder run in RunFolders.All().Where(run => arguments.Run is null || run.Id == arguments.Run))
        {
            try
            {
                string answer = WhyChannel.Ask(run.Socket, new(arguments.Job ?? "", arguments.Json));
                asked++;
                if (answer.Length == 0) continue;
                Console.Out.Write(answer);
                answered++;
            }
            catch (SocketException refused) when (refused.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable)
            {
                RunFolders.Sweep(run);
            }
            catch (SocketException)
            {
                asked++;
                Messages.WriteLine($"flyball: run {run.Id} does not answer");
            }
        }

        if (answered > 0) return 0;
        if (arguments.Run is { } wanted && asked == 0) throw new UsageException($"there is no run {UsageException.Quote(wanted)}", "'flyball why' shows all of yours with their numbers");
        if (asked == 0) Messages.WriteLine("flyball: no run of yours is under way");
        else if (arguments.Job is { } job) Messages.WriteLine($"flyball: no run knows a job {UsageException.Quote(UsageException.OneLine(job))}");
        return Nothing;
    }
}
