using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>
/// Reaps the processes that became ours when their parents ended, for a process that has asked for them (PR_SET_CHILD_SUBREAPER) and has no other children. Nobody else would: they would
/// stay in the process table until we end.
/// </summary>
sealed unsafe class OrphanReaper : IDisposable
{
    static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    readonly Func<int, bool> _mayBeJob;
    readonly ITimer _timer;

    /// <param name="mayBeJob">Whether a number is that of a job's own process, or cannot be told yet: these are waited for by those who started them.</param>
    public OrphanReaper(Func<int, bool> mayBeJob)
    {
        _mayBeJob = mayBeJob;
        _timer = TimeProvider.System.CreateTimer(_ => Reap(), null, s_period, s_period);
    }

    void Reap()
    {
        while (NextEnded() is > 0 and var pid && !_mayBeJob(pid)) _ = wait4(pid, null, DoNotWait, null);
    }

    /// <summary>The number of a child that has ended; it stays as it is. 0: there is none.</summary>
    static int NextEnded()
    {
        const int anyChild = 0, exited = 4, leaveIt = 0x1000000, pidOffset = 16;
        byte* info = stackalloc byte[SignalInfoSize];
        new Span<byte>(info, SignalInfoSize).Clear();
        return waitid(anyChild, 0, info, exited | leaveIt | DoNotWait) == 0 ? *(int*)(info + pidOffset) : 0;
    }

    public void Dispose() => _timer.Dispose();
}
