using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>What this process does with signals.</summary>
static unsafe class Signals
{
    /// <summary>Whether a signal is ignored: by our parent's wish, as long as nothing here has taken it.</summary>
    public static bool IsIgnored(int signal)
    {
        nint* action = stackalloc nint[SignalActionSize / sizeof(nint)];
        return sigaction(signal, null, action) == 0 && action[0] == IgnoreHandler;
    }

    /// <summary>A parent that ignores SIGCHLD hands that on to us, and the kernel would then reap our children unseen. A handler that is installed stays.</summary>
    public static void LetChildrenBeWaitedFor()
    {
        if (IsIgnored(ChildSignal)) signal(ChildSignal, DefaultHandler);
    }
}
