using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Engine;
using Flyball.Cli.Output;
using Flyball.Cli.Rendering;
using Flyball.Execution;
using Flyball.Load;
using Flyball.Load.Linux;
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
        using var stop = new StopSignals(engine: null);
        using StatusArea? terminal = arguments is { Watch: true, Json: false } && Terminal.Open(OutputKind.StandardOutput) is { } console ? new(console) : null;

        var terminals = new Terminals("", TimeProvider.System);
        ForegroundMeans means = ForegroundProtection.Find();
        sampler.Sample();
        using var timer = new PeriodicTimer(s_first);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Drain))
            {
                LoadSample load = sampler.Sample();
                Show(arguments, terminal, load, OneCoreJob.Decide(load, countsOthers: means == ForegroundMeans.Nice), new(means, terminals.Idle()));
                if (!arguments.Watch) return 0;
                if (terminal is { IsGone: true }) return ExitStatus.ForSignal(ExitStatus.BrokenPipe);
                timer.Period = s_next;
            }
        }
        catch (OperationCanceledException)
        {
            // A signal: the usual end of --watch.
        }

        return ExitStatus.ForSignal(stop.Signal ?? 0);
    }

    static void Show(LoadArguments arguments, StatusArea? terminal, in LoadSample load, Decision decision, Politeness politeness)
    {
        if (terminal is not null) terminal.Show([.. LoadView.Lines(load, decision, politeness).Select(Markup.Escape)]);
        else if (arguments.Json) Printout.Write(LoadJson.For(load, decision, politeness) + '\n');
        else Printout.Write(string.Concat(LoadView.Lines(load, decision, politeness).Select(line => line + '\n')) + (arguments.Watch ? "\n" : ""));
    }
}
