using Flyball.Jobs;

namespace Flyball.Load.Linux;

/// <summary>The CPU side of a control group: its quota, and the CPU time that it used.</summary>
sealed class CpuGroup : IDisposable
{
    readonly HeldFile _quota;
    readonly HeldFile? _period, _usage;

    CpuGroup(string name, string quotaFile, string? periodFile, string? usageFile)
    {
        Name = name;
        _quota = new(quotaFile);
        _period = periodFile is null ? null : new(periodFile);
        _usage = usageFile is null ? null : new(usageFile);
    }

    /// <summary>A group of version 1. Its CPU time is told by another controller, which may be mounted elsewhere.</summary>
    /// <param name="group">The group in the hierarchy of the cpu controller.</param>
    /// <param name="accounting">Our groups in the hierarchy of the cpuacct controller.</param>
    public static CpuGroup Version1(ControlGroupPath group, IReadOnlyList<ControlGroupPath> accounting)
    {
        string? cpuTime = null;
        foreach (ControlGroupPath candidate in accounting)
        {
            if (candidate.Name == group.Name) cpuTime = candidate.Folder + "/cpuacct.usage";
        }

        return new(group.Name, group.Folder + "/cpu.cfs_quota_us", group.Folder + "/cpu.cfs_period_us", cpuTime);
    }

    public static CpuGroup Version2(ControlGroupPath group) => new(group.Name, group.Folder + "/cpu.max", null, group.Folder + "/cpu.stat");

    public string Name { get; }

    /// <summary>The quota as last read; <c>null</c>: none.</summary>
    public CoreAmount? Quota { get; private set; }

    public void ReadQuota(ReadBuffer buffer)
    {
        _quota.Retry();
        if (_period is null)
        {
            Quota = ControlGroupFiles.CpuMax(_quota.Read(buffer));
        }
        else
        {
            _period.Retry();
            Quota = ControlGroupFiles.CfsQuota(KernelText.SingleNumber(_quota.Read(buffer)), KernelText.SingleNumber(_period.Read(buffer)));
        }

        _usage?.Retry();
    }

    /// <summary>CPU time used since the group was made, in nanoseconds; <c>null</c>: not readable.</summary>
    public long? CpuTime(ReadBuffer buffer)
    {
        if (_usage is null) return null;
        ReadOnlySpan<byte> text = _usage.Read(buffer);
        return _period is null ? ControlGroupFiles.CpuTime(text) : KernelText.SingleNumber(text);
    }

    public void Dispose()
    {
        _quota.Dispose();
        _period?.Dispose();
        _usage?.Dispose();
    }
}
