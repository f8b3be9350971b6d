using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Rendering;
using Flyball.Load;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace Flyball.Cli.Commands;

/// <summary><c>flyball load</c>: what the machine says, gate by gate.</summary>
static class LoadCommand
{
    /// <summary>Rates are averages over this time.</summary>
    static readonly TimeSpan s_first = TimeSpan.FromSeconds(0.5), s_next = TimeSpan.FromSeconds(1);

    /// <summary>Shows the load once, or until a signal ends it.</summary>
    /// <returns>The exit status.</returns>
    public static async Task<int> ExecuteAsync(LoadArguments arguments)
    {
        ILoadSampler sampler = LoadSampler.Create();
        using var dispose = sampler as IDisposable;
        using var stop = new StopSignals();
        using StatusArea? terminal = arguments is { Watch: true, Json: false } && !Console.IsOutputRedirected
            ? new(AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Out) }))
            : null;

        // Not the console's own stream: that goes on writing into a closed pipe for ever.
        using var output = new StreamWriter(new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0)) { AutoFlush = true };
        sampler.Sample();
        using var timer = new PeriodicTimer(s_first);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                LoadSample load = sampler.Sample();
                Show(arguments, terminal, output, load, OneCoreJob.Decide(load));
                if (!arguments.Watch) return 0;
                timer.Period = s_next;
            }
        }
        catch (OperationCanceledException)
        {
            // A signal: the usual end of --watch.
        }

        catch (IOException)
        {
            return ExitStatus.ForSignal(ExitStatus.BrokenPipe);
        }

        return ExitStatus.ForSignal(stop.Signal ?? 0);
    }

    static void Show(LoadArguments arguments, StatusArea? terminal, StreamWriter output, in LoadSample load, Decision decision)
    {
        if (arguments.Json) output.WriteLine(LoadJson.For(load, decision));
        else if (terminal is not null) terminal.Show([.. LoadView.Lines(load, decision).Select(Markup.Escape)]);
        else output.Write(string.Concat(LoadView.Lines(load, decision).Select(line => line + '\n')) + (arguments.Watch ? "\n" : ""));
    }
}
