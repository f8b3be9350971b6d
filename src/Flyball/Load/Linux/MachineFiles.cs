namespace Flyball.Load.Linux;

/// <summary>The files about the machine as a whole.</summary>
sealed class MachineFiles(string root) : IDisposable
{
    readonly HeldFile stat = new(root + "/proc/stat"), memory = new(root + "/proc/meminfo"), vmstat = new(root + "/proc/vmstat"),
        disks = new(root + "/proc/diskstats"), load = new(root + "/proc/loadavg");

    public void Read(ReadBuffer buffer, Counters counters)
    {
        ProcStat.TryParse(stat.Read(buffer), counters.Cores);

        ReadOnlySpan<byte> text = memory.Read(buffer);
        counters.MachineMemory = MemInfo.Total(text);
        counters.MemoryAvailable = MemInfo.Available(text);
        counters.MemoryAvailableGroup = null;

        text = vmstat.Read(buffer);
        counters.SwappedIn = VmStat.SwappedIn(text);
        counters.SwappedOut = VmStat.SwappedOut(text);
        counters.Refaults = VmStat.Refaults(text);

        DiskStats.Parse(disks.Read(buffer), counters.Disks);
        counters.Runnable = LoadAverage.Runnable(load.Read(buffer));
    }

    /// <summary>Opens again what failed.</summary>
    public void Retry()
    {
        stat.Retry();
        memory.Retry();
        vmstat.Retry();
        disks.Retry();
        load.Retry();
    }

    public void Dispose()
    {
        stat.Dispose();
        memory.Dispose();
        vmstat.Dispose();
        disks.Dispose();
        load.Dispose();
    }
}
