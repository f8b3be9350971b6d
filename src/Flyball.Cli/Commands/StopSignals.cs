using System.Diagnostics;
using System.Runtime.InteropServices;
using Flyball.Execution.Linux;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Cli.Commands;

/// <summary>
/// Signals that ask us to stop. The first one: start nothing more, and let run what runs. The second one: end that too. One more, a second later: go, whatever we still wait
/// for. SIGQUIT does not ask first. Signals that our parent had us ignore stay ignored, except the two that are meant to end us.
/// </summary>
sealed class StopSignals : IDisposable
{
    /// <summary>Longer than the jobs are given to end.</summary>
    static readonly TimeSpan s_ending = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource _drain = new(), _end;
    readonly PosixSignalRegistration[] _registrations;
    long _lastAt;

    /// <param name="orphaned">Cancelled when nobody is there any more who could ask: as the second signal.</param>
    public StopSignals(CancellationToken orphaned)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(orphaned);
        (PosixSignal, int)[] all = [(PosixSignal.SIGHUP, HangUp), (PosixSignal.SIGINT, Interrupt), (PosixSignal.SIGQUIT, Quit), (PosixSignal.SIGTERM, Terminate)];
        _registrations = [.. all.Where(signal => !IsIgnored(signal.Item2)).Select(signal => PosixSignalRegistration.Create(signal.Item1, context => Take(signal.Item2, context)))];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Drain => _drain.Token;

    /// <summary>Cancelled by the second one.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>The number of the last signal that changed something; <c>null</c>: none came.</summary>
    public int? Signal { get; private set; }

    static bool IsIgnored(int signal) => OperatingSystem.IsLinux() && signal != Terminate && Signals.IsIgnored(signal);

    void Take(int number, PosixSignalContext context)
    {
        context.Cancel = true;
        bool ends;

        // Two signals that come together are told by two threads.
        lock (_drain)
        {
            if (_end.IsCancellationRequested)
            {
                // The jobs are gone; what holds us up is somebody who does not read what they wrote.
                if (Stopwatch.GetElapsedTime(_lastAt) > s_ending) Environment.Exit(ExitStatus.ForSignal(number));
                return;
            }

            ends = Signal is not null || number == Quit;
            Signal = number;
            _lastAt = Stopwatch.GetTimestamp();
        }

        _drain.Cancel();
        if (ends) _end.Cancel();
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _drain.Dispose();
        _end.Dispose();
    }
}
