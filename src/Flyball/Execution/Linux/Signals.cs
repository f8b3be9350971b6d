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

    /// <summary>A write beyond <c>ulimit -f</c> then fails, as one on a full disk does, and does not end this process.</summary>
    public static void LetLargeFilesFail() => signal(FileTooLarge, IgnoreHandler);

    /// <summary>Ends this process as a signal does that nobody takes. Returns only where it does not end processes.</summary>
    public static void DieOf(int number)
    {
        signal(number, DefaultHandler);
        Admit(number);
        _ = kill(Environment.ProcessId, number);
    }

    /// <summary>A set of signals, as the system's calls take it.</summary>
    /// <param name="set">Has <see cref="SignalSetSize"/> bytes.</param>
    /// <param name="signals">Their numbers, from 1 to 31.</param>
    public static void Fill(ulong* set, params ReadOnlySpan<int> signals)
    {
        new Span<ulong>(set, SignalSetSize / sizeof(ulong)).Clear();
        foreach (int number in signals) set[0] |= 1ul << (number - 1);
    }

    /// <summary>Lets signals reach the calling thread that were held back from this process since it began, also those that have come meanwhile.</summary>
    public static void Admit(params ReadOnlySpan<int> signals)
    {
        ulong* set = stackalloc ulong[SignalSetSize / sizeof(ulong)];
        Fill(set, signals);
        _ = sigprocmask(UnblockSignals, set, null);
    }
}
