using Flyball.Jobs;

namespace Flyball.Load.Linux;

/// <summary>
/// Reads what this process may use: CPU affinity, and the tightest quota and limit of its control groups. All of it may change while we run, and
/// we may be moved to another group. Nothing is allocated while nothing changes.
/// </summary>
sealed class CapacityReader(string root) : IDisposable
{
    static readonly CpuSet s_unknown = new();

    readonly CpuSet _mask = new();
    readonly HeldFile _status = new(root + "/proc/self/status"), _membership = new(root + "/proc/self/cgroup");
    ControlGroups _groups = ControlGroups.None;
    byte[] _memberships = [];
    CpuGroup? _quotaGroup;
    MemoryGroup? _limitGroup;
    bool _renumbered;

    /// <summary>What was read last; <c>null</c> before the first time.</summary>
    public Capacity? Current { get; private set; }

    /// <summary>
    /// The affinity mask; empty when it cannot be read, or when the list of CPUs is not the kernel's: containers of LXC mount their own
    /// <c>/proc/stat</c> with only their CPUs in it, numbered from 0, while the mask keeps the numbers of the machine.
    /// </summary>
    public CpuSet Affinity => _renumbered ? s_unknown : _mask;

    /// <summary>Reads all of it. The counters tell which CPUs are online and how much memory there is.</summary>
    public void Refresh(ReadBuffer buffer, Counters counters)
    {
        _status.Retry();
        if (!CpuList.TryParseStatus(_status.Read(buffer), _mask)) _mask.Clear();
        FindGroups(buffer);

        _quotaGroup = null;
        foreach (CpuGroup group in _groups.Cpu)
        {
            group.ReadQuota(buffer);
            // Of equal ones the outermost: more share it, so it binds first.
            if (group.Quota is { } quota && (_quotaGroup?.Quota is not { } least || quota <= least)) _quotaGroup = group;
        }

        _limitGroup = null;
        foreach (MemoryGroup group in _groups.Memory)
        {
            group.ReadLimit(buffer, counters.MachineMemory);
            if (group.Limit is { } limit && (_limitGroup?.Limit is not { } least || limit <= least)) _limitGroup = group;
        }

        Publish(counters);
    }

    /// <summary>Reads what the groups use now.</summary>
    public void ReadUsage(ReadBuffer buffer, Counters counters)
    {
        counters.QuotaGroup = _quotaGroup?.Name;
        counters.QuotaGroupCpuTime = _quotaGroup?.CpuTime(buffer);
        foreach (MemoryGroup group in _groups.Memory)
        {
            if (group.Limit is null) continue;
            long? available = group.Available(buffer);
            if (available is null)
            {
                // There is a limit, and how close we are to it cannot be told: neither can what is available.
                counters.MemoryAvailable = null;
                counters.MemoryAvailableGroup = null;
                return;
            }

            // Of equal groups the outermost, as with the limits; but the machine before any group. Nothing is less than what cannot be read.
            bool isLeast = counters.MemoryAvailableGroup is null ? available < counters.MemoryAvailable : available <= counters.MemoryAvailable;
            if (!isLeast) continue;
            counters.MemoryAvailable = available;
            counters.MemoryAvailableGroup = group.Name;
        }
    }

    void FindGroups(ReadBuffer buffer)
    {
        _membership.Retry();
        ReadOnlySpan<byte> text = _membership.Read(buffer);
        if (text.SequenceEqual(_memberships)) return;
        _memberships = text.ToArray();
        _groups.Dispose();
        using var mounts = new HeldFile(root + "/proc/self/mountinfo");
        ReadOnlySpan<byte> mounted = mounts.Read(buffer);
        _groups = ControlGroups.Find(root, _memberships, mounted);
        _renumbered = MountInfo.IsMountPoint(mounted, "/proc/stat"u8);
    }

    void Publish(Counters counters)
    {
        int online = 0, usable = 0;
        for (int cpu = 0; cpu < counters.Cores.Count; cpu++)
        {
            if (!counters.Cores.IsOnline(cpu)) continue;
            online++;
            if (Affinity.Contains(cpu)) usable++;
        }

        // Where nothing tells which CPUs are online, those of the mask are all that we know of.
        int machine = Math.Max(1, online > 0 ? online : _mask.Count);
        // Where the mask names none of them, all that is left of it is how many they are.
        if (usable == 0) usable = _mask.Count > 0 ? Math.Min(_mask.Count, machine) : machine;

        if (Current is { } known && known.MachineCpus == machine && known.UsableCpus == usable
            && known.CpuQuota == _quotaGroup?.Quota && known.CpuQuotaGroup == _quotaGroup?.Name
            && known.MachineMemory?.Bytes == counters.MachineMemory
            && known.MemoryLimit?.Bytes == _limitGroup?.Limit && known.MemoryLimitGroup == _limitGroup?.Name) return;

        Current = new()
        {
            MachineCpus = machine,
            UsableCpus = usable,
            CpuQuota = _quotaGroup?.Quota,
            CpuQuotaGroup = _quotaGroup?.Name,
            MachineMemory = counters.MachineMemory is { } memory ? new ByteSize(memory) : null,
            MemoryLimit = _limitGroup?.Limit is { } limit ? new ByteSize(limit) : null,
            MemoryLimitGroup = _limitGroup?.Name,
        };
    }

    public void Dispose()
    {
        _status.Dispose();
        _membership.Dispose();
        _groups.Dispose();
    }
}
