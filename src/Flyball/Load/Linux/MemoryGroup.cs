namespace Flyball.Load.Linux;

/// <summary>The memory side of a control group: its limit, and what is left below it.</summary>
sealed class MemoryGroup : IDisposable
{
    readonly HeldFile _limit, _usage, _statistics;

    MemoryGroup(ControlGroupPath group, string limitFile, string usageFile)
    {
        Name = group.Name;
        _limit = new(group.Folder + "/" + limitFile);
        _usage = new(group.Folder + "/" + usageFile);
        _statistics = new(group.Folder + "/memory.stat");
    }

    public static MemoryGroup Version1(ControlGroupPath group) => new(group, "memory.limit_in_bytes", "memory.usage_in_bytes");

    public static MemoryGroup Version2(ControlGroupPath group) => new(group, "memory.max", "memory.current");

    public string Name { get; }

    /// <summary>The limit in bytes as last read; <c>null</c>: none below the machine's memory.</summary>
    public long? Limit { get; private set; }

    public void ReadLimit(ReadBuffer buffer, long? machineMemory)
    {
        _limit.Retry();
        Limit = ControlGroupFiles.MemoryLimit(_limit.Read(buffer), machineMemory);
        _usage.Retry();
        _statistics.Retry();
    }

    /// <summary>What is left below the limit, in bytes, at least 0; <c>null</c>: not readable.</summary>
    public long? Available(ReadBuffer buffer)
    {
        long? used = KernelText.SingleNumber(_usage.Read(buffer));
        long? inactive = ControlGroupFiles.InactiveFile(_statistics.Read(buffer));
        return Limit - (used - inactive is { } held ? Math.Max(0, held) : null) is { } left ? Math.Max(0, left) : null;
    }

    public void Dispose()
    {
        _limit.Dispose();
        _usage.Dispose();
        _statistics.Dispose();
    }
}
