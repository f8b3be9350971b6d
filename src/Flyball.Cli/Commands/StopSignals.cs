using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Flyball.Cli.Commands;

/// <summary>Turns the signals that ask us to end into a token, so that jobs are ended with us. A second one, a second later, ends us whatever we still wait for.</summary>
sealed class StopSignals : IDisposable
{
    /// <summary>Longer than the jobs are given to end.</summary>
    static readonly TimeSpan s_ending = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource _stop = new();
    long _at;
    readonly PosixSignalRegistration[] _registrations;

    public StopSignals()
    {
        _registrations = [Register(PosixSignal.SIGINT, 2), Register(PosixSignal.SIGTERM, 15), Register(PosixSignal.SIGHUP, 1), Register(PosixSignal.SIGQUIT, 3)];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>The number of the first signal; <c>null</c>: none came.</summary>
    public int? Signal { get; private set; }

    PosixSignalRegistration Register(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        if (Signal is null)
        {
            (Signal, _at) = (number, Stopwatch.GetTimestamp());
            _stop.Cancel();
        }
        else if (Stopwatch.GetElapsedTime(_at) > s_ending)
        {
            // The jobs are gone; what holds us up is somebody who does not read what they wrote.
            Environment.Exit(ExitStatus.ForSignal(number));
        }
    });

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }
}
