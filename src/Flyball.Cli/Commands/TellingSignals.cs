using System.Runtime.InteropServices;
using Flyball.Cli.Rendering;
using Flyball.Execution.Linux;

namespace Flyball.Cli.Commands;

/// <summary>Signals that ask what a run does: SIGUSR1 has it say which jobs run, SIGUSR2 shows or hides the display.</summary>
sealed class TellingSignals : IDisposable
{
    readonly PosixSignalRegistration[] _registrations;

    /// <param name="display">Tells. To be made on the main thread: it is the one that never ends.</param>
    public TellingSignals(RunDisplay display)
    {
        _registrations = OperatingSystem.IsWindows() ? [] : [On(Native.User1, display.TellRunning), On(Native.User2, display.Toggle)];
        if (OperatingSystem.IsLinux()) Signals.Admit(Native.User1, Native.User2);
    }

    static PosixSignalRegistration On(int signal, Action act) => PosixSignalRegistration.Create((PosixSignal)signal, context =>
    {
        context.Cancel = true;
        act();
    });

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
    }
}
