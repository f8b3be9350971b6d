using Flyball.Cli.CommandLine;
using Flyball.Cli.Commands;
using Flyball.Cli.Output;
using Flyball.Execution.Linux;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Cli.Engine;

/// <summary>
/// The process that the user started: it stays in the terminal's session, starts the engine in one of its own, hands signals on, and waits. Should the engine be killed, it ends
/// what that leaves behind.
/// </summary>
static unsafe class Front
{
    static int s_engine;
    static int s_early, s_last, s_taken;

    /// <summary>The engine's own counting, too, but that may be stuck.</summary>
    static readonly StopEscalation s_escalation = new(TimeProvider.System);

    static bool s_isEnding;

    /// <summary>Runs the command line in an engine.</summary>
    /// <returns>The exit status.</returns>
    /// <exception cref="UsageException">There is not what two processes need.</exception>
    public static int Run(IReadOnlyCollection<string> words)
    {
        AddressSpaceLimit.Check();
        OwnFolder.Check();
        byte[] all = EngineChannel.OwnWords(words);
        Signals.LetChildrenBeWaitedFor();

        // What the engine leaves behind when it is killed becomes ours, and is found so.
        _ = prctl(SetChildSubreaper, 1, 0, 0, 0);
        int status;
        using (var signals = new ForwardedSignals(Forward)) status = RunEngine(all);
        if (EndedBy(status) is { } signal) Signals.DieOf(signal);
        return status;
    }

    /// <summary>
    /// The signal that stopped the run: whoever waits for us, a loop of a shell, is to see that we were stopped by it, too. A dump of our memory is wanted by nobody: SIGQUIT is not among them. The numbers of <c>--halt</c> and of failures
    /// are no such end, unless that very signal has come.
    /// </summary>
    static int? EndedBy(int status)
    {
        foreach (int signal in (ReadOnlySpan<int>)[HangUp, Interrupt, Terminate])
            if (status == ExitStatus.ForSignal(signal) && (Volatile.Read(ref s_taken) & (1 << signal)) != 0) return signal;
        return null;
    }

    static int RunEngine(byte[] words)
    {
        int* pipe = stackalloc int[2];
        if (pipe2(pipe, OpenCloseOnExec) != 0) throw CannotStart(LastError);
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileName(program) == "dotnet";
        int error = SessionLeader.Start(program, EngineProcess.Call(isHost ? Path.Combine(AppContext.BaseDirectory, "flyball.dll") : null), pipe[0], out int pid);
        _ = close(pipe[0]);
        if (error != 0) throw CannotStart(error);
        Volatile.Write(ref s_engine, pid);
        if (Interlocked.Exchange(ref s_early, 0) is not 0 and var early) Forward(early);
        Hand(pipe[1], words);

        int status = Wait(pid);
        Volatile.Write(ref s_engine, -1);
        if ((status & 0x7f) == 0) return (status >> 8) & 0xff;
        int signal = status & 0x7f;
        int left = Leftovers.End();
        ForegroundProtection.Sweep(pid);
        using (var groups = new JobGroups()) groups.Sweep();

        // A signal that came before the engine was ready ended it: as it would have ended us, without a word.
        if (signal == Volatile.Read(ref s_last)) return ExitStatus.ForSignal(signal);
        Messages.Write($"flyball: the engine was killed by signal {signal}{(left > 0 ? $"; what was left of its jobs was ended: {left} process{(left == 1 ? "" : "es")}" : "")}\n");
        return ExitStatus.ForSignal(signal);
    }

    static void Hand(int descriptor, byte[] words)
    {
        try
        {
            EngineChannel.Send(descriptor, words);
        }
        catch (IOException)
        {
            // The engine has ended before it read them: its status says why.
        }
    }

    static int Wait(int pid)
    {
        int status, reaped;
        do reaped = wait4(pid, &status, 0, null);
        while (reaped < 0 && LastError == Interrupted);
        return reaped == pid ? status : 0xff << 8;
    }

    static void Forward(int signal)
    {
        int engine = Volatile.Read(ref s_engine);
        if (engine == 0)
        {
            // Nothing runs yet, so there is nothing to tell of.
            if (signal is User1 or User2) return;
            Volatile.Write(ref s_early, signal);

            // It may have been started meanwhile, by somebody who saw no early signal.
            if (Volatile.Read(ref s_engine) == 0 || Interlocked.Exchange(ref s_early, 0) == 0) return;
            engine = s_engine;
        }

        if (engine < 0) return;
        Interlocked.Or(ref s_taken, 1 << signal);
        if (signal is HangUp or Interrupt or Quit or Terminate && IsLast(signal))
        {
            _ = kill(engine, Killing);
            return;
        }

        // Ctrl-Z reaches only us, the terminal's own. The engine stops too, so nothing more is started; its jobs go on.
        Volatile.Write(ref s_last, signal);
        _ = kill(engine, signal == TerminalStop ? Stop : signal);
        if (signal == TerminalStop) _ = kill(Environment.ProcessId, Stop);

        // Whoever stopped it did not mean it to be deaf.
        if (signal is HangUp or Interrupt or Quit or Terminate) _ = kill(engine, Continue);
    }

    /// <summary>Whether a signal ends the engine whatever that still waits for.</summary>
    static bool IsLast(int signal)
    {
        lock (s_escalation)
        {
            StopStep step = s_escalation.Take(signal, endsAtOnce: signal == Quit, s_isEnding);
            s_isEnding |= step == StopStep.End;
            return step == StopStep.GiveUp;
        }
    }

    static UsageException CannotStart(int error) => new($"the engine cannot be started: {Describe(error)}", "see 'ulimit -a' for what is limited");
}
