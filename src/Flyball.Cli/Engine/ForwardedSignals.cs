using System.Runtime.InteropServices;
using Flyball.Execution.Linux;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Cli.Engine;

/// <summary>Hands signals on instead of acting upon them. Those that our parent had us ignore stay ignored: that is how <c>nohup</c> works.</summary>
sealed class ForwardedSignals : IDisposable
{
    static readonly int[] s_all = [HangUp, Interrupt, Quit, User1, User2, Terminate, Continue, TerminalStop, WindowChange];

    readonly PosixSignalRegistration[] _registrations;

    public ForwardedSignals(Action<int> forward) => _registrations =
    [
        .. s_all.Where(signal => !Signals.IsIgnored(signal)).Select(signal => PosixSignalRegistration.Create((PosixSignal)signal, context =>
        {
            context.Cancel = true;
            forward(signal);
        })),
    ];

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
    }
}
