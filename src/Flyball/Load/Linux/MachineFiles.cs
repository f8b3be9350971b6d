namespace Flyball.Load.Linux;

/// <summary>The files about the machine as a whole.</summary>
sealed class MachineFiles(string root) : IDisposable
{
    readonly HeldFile _stat = new(root + "/proc/stat"), _memory = new(root + "/proc/meminfo"), _vmstat = new(root + "/proc/vmstat"),
        _disks = new(root + "/proc/diskstats"), _load = new(root + "/proc/loadavg");

    public void Read(ReadBuffer buffer, Counters counters)
    {
        ProcStat.TryParse(_stat.Read(buffer), counters.Cores);

        ReadOnlySpan<byte> text = _memory.Read(buffer);
        counters.MachineMemory = MemInfo.Total(text);
        counters.MemoryAvailable = MemInfo.Available(text);
        counters.MemoryAvailableGroup = null;

        text = _vmstat.Read(buffer);
        counters.SwappedIn = VmStat.SwappedIn(text);
        counters.SwappedOut = VmStat.SwappedOut(text);
        counters.Refaults = VmStat.Refaults(text);

        DiskStats.Parse(_disks.Read(buffer), counters.Disks);
        counters.Runnable = LoadAverage.Runnable(_load.Read(buffer));
    }

    /// <summary>Opens again what failed.</summary>
    public void Retry()
    {
        _stat.Retry();
        _memory.Retry();
        _vmstat.Retry();
        _disks.Retry();
        _load.Retry();
    }

    public void Dispose()
    {
        _stat.Dispose();
        _memory.Dispose();
        _vmstat.Dispose();
        _disks.Dispose();
        _load.Dispose();
    }
}
