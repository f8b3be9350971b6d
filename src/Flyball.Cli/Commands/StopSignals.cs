using System.Runtime.InteropServices;
using Flyball.Cli.Engine;
using Flyball.Execution.Linux;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Cli.Commands;

/// <summary>
/// Signals that ask us to stop: see <see cref="StopEscalation"/>. Those that our parent had us ignore stay ignored, except the two that are meant to end us.
/// </summary>
sealed class StopSignals : IDisposable
{
    readonly CancellationTokenSource _drain = new(), _end;
    readonly PosixSignalRegistration[] _registrations;
    readonly StopEscalation _escalation = new(TimeProvider.System);

    readonly EngineProcess? _engine;

    /// <param name="engine">The engine that this process is: when its front is gone, that is as the second signal. <c>null</c>: it is none.</param>
    public StopSignals(EngineProcess? engine)
    {
        _engine = engine;
        _end = CancellationTokenSource.CreateLinkedTokenSource(engine?.Orphaned ?? CancellationToken.None);
        (PosixSignal, int)[] all = [(PosixSignal.SIGHUP, HangUp), (PosixSignal.SIGINT, Interrupt), (PosixSignal.SIGQUIT, Quit), (PosixSignal.SIGTERM, Terminate)];
        _registrations = [.. all.Where(signal => !IsIgnored(signal.Item2)).Select(signal => PosixSignalRegistration.Create(signal.Item1, context => Take(signal.Item2, context)))];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Drain => _drain.Token;

    /// <summary>Cancelled by the second one.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>The number of the last signal that changed something; <c>null</c>: none came.</summary>
    public int? Signal => _escalation.Signal;

    static bool IsIgnored(int signal) => OperatingSystem.IsLinux() && signal != Terminate && Signals.IsIgnored(signal);

    void Take(int number, PosixSignalContext context)
    {
        context.Cancel = true;
        StopStep step;

        // Two signals that come together are told by two threads.
        lock (_escalation) step = _escalation.Take(number, endsAtOnce: number == Quit, _end.IsCancellationRequested);

        if (step == StopStep.GiveUp) GiveUp(number);
        if (step == StopStep.End) _end.Cancel();
        if (step is StopStep.Drain or StopStep.End) _drain.Cancel();
    }

    /// <summary>Goes, whatever holds us up: most often somebody who does not read what the jobs wrote. The front ends what is left of these.</summary>
    void GiveUp(int number)
    {
        if (_engine is null) Environment.Exit(ExitStatus.ForSignal(number));
        else EngineProcess.GiveUp();
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _drain.Dispose();
        _end.Dispose();
    }
}
