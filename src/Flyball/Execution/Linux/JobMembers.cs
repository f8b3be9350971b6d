using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>A living process that belongs to a job.</summary>
readonly record struct JobMember(int Pid, long StartTicks, ChildProcess Child)
{
    /// <summary>Whether a signal has stopped it.</summary>
    public bool IsStopped { get; init; }
}

/// <summary>Finds the processes of jobs by one look at /proc.</summary>
static class JobMembers
{
    /// <summary>All living processes that belong to one of the jobs.</summary>
    /// <exception cref="IOException">They cannot be looked at, for want of descriptors or memory.</exception>
    public static List<JobMember> Find(IReadOnlyCollection<ChildProcess> children)
    {
        Dictionary<int, ProcessStat> all = [];
        Dictionary<int, ChildProcess?> owners = [];
        Dictionary<int, ChildProcess> groups = [];
        foreach (ChildProcess child in children)
            if (child.Pid > 0) groups[child.Pid] = child;
        var buffer = new byte[256 * 1024];
        foreach (int pid in ProcessTable.Pids())
        {
            // The number of a process that was reaped may be given to another, and then its group is that one's too.
            bool isFree = groups.TryGetValue(pid, out ChildProcess? first) && first.Exit.IsCompleted;
            if (!ProcessStat.TryParse(ProcFile.ReadUnlessGone(pid, "stat"u8, buffer), out ProcessStat stat)) continue;
            if (isFree) groups.Remove(pid);
            if (!stat.IsDead && pid != Environment.ProcessId) all[pid] = stat;
        }

        foreach ((int pid, ProcessStat stat) in all)
        {
            if (groups.TryGetValue(stat.Group, out ChildProcess? owner) || TryByMarker(pid, children, buffer, out owner)) owners[pid] = owner;
        }

        List<JobMember> members = [];
        foreach ((int pid, ProcessStat stat) in all)
            if (Owner(pid, all, owners) is { } owner) members.Add(new(pid, stat.StartTicks, owner) { IsStopped = stat.IsStopped });
        return members;
    }

    /// <summary>Signals a member, unless its number has meanwhile gone to another process.</summary>
    public static void Signal(JobMember member, int signal)
    {
        int descriptor = PidfdOpen(member.Pid);
        if (descriptor < 0)
        {
            // No descriptor to be had: the number is safe as long as we have not reaped it.
            if (member.Pid == member.Child.Pid && !member.Child.Exit.IsCompleted) _ = kill(member.Pid, signal);
            return;
        }

        Span<byte> buffer = stackalloc byte[1024];
        bool same = ProcessStat.TryParse(ProcFile.Read(member.Pid, "stat"u8, buffer), out ProcessStat stat) && stat.StartTicks == member.StartTicks;
        if (same) _ = PidfdSendSignal(descriptor, signal);
        _ = close(descriptor);
    }

    static bool TryByMarker(int pid, IReadOnlyCollection<ChildProcess> children, byte[] buffer, out ChildProcess? owner)
    {
        (ulong First, ulong Second) tags = JobMarker.TagsOf(pid);
        owner = children.FirstOrDefault(child => child.Tag == tags.First || child.Tag == tags.Second);
        if (owner is not null) return true;
        ReadOnlySpan<byte> environment = ProcFile.ReadUnlessGone(pid, "environ"u8, buffer);
        if (environment.IndexOf("FLYBALL_JOB="u8) < 0) return false;
        foreach (ChildProcess child in children)
        {
            if (!JobMarker.Names(environment, child.Marker)) continue;
            owner = child;
            return true;
        }

        return false;
    }

    /// <summary>The job of a process: its own mark, or that of its nearest marked ancestor.</summary>
    static ChildProcess? Owner(int pid, Dictionary<int, ProcessStat> all, Dictionary<int, ChildProcess?> owners)
    {
        if (owners.TryGetValue(pid, out ChildProcess? owner)) return owner;
        owners[pid] = null; // Ends the walk should numbers that changed hands while we looked form a circle.
        if (all.TryGetValue(pid, out ProcessStat stat) && stat.Parent > 1) owner = Owner(stat.Parent, all, owners);
        return owners[pid] = owner;
    }
}
