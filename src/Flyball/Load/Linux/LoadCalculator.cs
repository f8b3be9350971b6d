using Flyball.Jobs;

namespace Flyball.Load.Linux;

/// <summary>Makes a sample out of counters at two instants. Pure. Counts that went backwards (hot-plugged CPUs, resume, wrapped fields) give no rate below zero.</summary>
static class LoadCalculator
{
    const double SectorBytes = 512;

    /// <param name="now">The newest counters.</param>
    /// <param name="then">The earlier ones; <c>null</c>: there are no rates.</param>
    /// <param name="capacity">What this process may use.</param>
    /// <param name="affinity">The CPUs that it may use; none of them listed by the kernel means that the list is of another numbering, and all count.</param>
    /// <param name="utilization">Receives the utilization by CPU number; at least as long as the list of CPUs.</param>
    /// <param name="pageSize">Bytes of a page.</param>
    public static LoadSample Calculate(Counters now, Counters? then, Capacity capacity, CpuSet affinity, Memory<double> utilization, int pageSize)
    {
        var sample = new LoadSample
        {
            At = now.At,
            Capacity = capacity,
            MemoryAvailable = now.MemoryAvailable is { } available ? new ByteSize(available) : null,
            MemoryAvailableGroup = now.MemoryAvailableGroup,
            Runnable = now.Runnable,
        };
        if (then is null) return sample;

        double seconds = (now.At - then.At).TotalSeconds;
        double stalled = (now.Pressure.At - then.Pressure.At).TotalMicroseconds;
        Memory<double> cores = utilization[..now.Cores.Count];
        double? busy = BusyCores(now.Cores, then.Cores, affinity, cores.Span);
        return sample with
        {
            Window = now.At - then.At,
            CoreUtilization = busy is null ? default : cores,
            // A CPU may have come online since the capacity was read.
            BusyCores = busy is { } known ? Math.Min(known, capacity.UsableCpus) : null,
            QuotaGroupBusyCores = now.QuotaGroup == then.QuotaGroup ? Rate(now.QuotaGroupCpuTime, then.QuotaGroupCpuTime, seconds) / 1e9 : null,
            Swap = Rate(now.SwappedIn, then.SwappedIn, seconds) is { } read && Rate(now.SwappedOut, then.SwappedOut, seconds) is { } written
                ? new SwapLoad(read * pageSize, written * pageSize) : null,
            CpuPressure = Pressure(now.Pressure.Cpu, then.Pressure.Cpu, stalled),
            MemoryPressure = Pressure(now.Pressure.Memory, then.Pressure.Memory, stalled),
            IoPressure = Pressure(now.Pressure.Io, then.Pressure.Io, stalled),
            Disk = Disk(now.Disks, then.Disks, seconds),
            PageRefaultsPerSecond = Rate(now.Refaults, then.Refaults, seconds),
        };
    }

    // busy / (busy + idle), each as the difference of two readings; 0 for a CPU that was not online at both.
    static double? BusyCores(CoreTimes now, CoreTimes then, CpuSet affinity, Span<double> utilization)
    {
        double ours = 0, all = 0;
        int ourCount = 0;
        for (int cpu = 0; cpu < utilization.Length; cpu++)
        {
            utilization[cpu] = 0;
            if (!now.IsOnline(cpu)) continue;
            if (then.IsOnline(cpu))
            {
                long busy = Math.Max(0, now.Busy(cpu) - then.Busy(cpu)), idle = Math.Max(0, now.Idle(cpu) - then.Idle(cpu));
                utilization[cpu] = busy == 0 ? 0 : (double)busy / (busy + idle);
            }

            all += utilization[cpu];
            if (!affinity.Contains(cpu)) continue;
            ours += utilization[cpu];
            ourCount++;
        }

        if (now.Online == 0 || then.Online == 0) return null;
        return ourCount > 0 ? ours : all;
    }

    static double? Rate(long? now, long? then, double seconds) => now - then is { } change ? Math.Max(0, change) / seconds : null;

    // Without a new reading of the totals there is nothing to tell.
    static Pressure? Pressure(StallTime? now, StallTime? then, double microseconds) =>
        microseconds > 0 && now is { } last && then is { } first
            ? new Pressure(Share(last.Some - first.Some, microseconds), Share(last.Full - first.Full, microseconds))
            : null;

    static DiskLoad? Disk(List<DiskTimes> now, List<DiskTimes> then, double seconds)
    {
        double read = 0, written = 0, busiest = 0;
        bool any = false;
        foreach (DiskTimes last in now)
        {
            foreach (DiskTimes first in then)
            {
                if (first.Device != last.Device) continue;
                any = true;
                read += Math.Max(0, last.SectorsRead - first.SectorsRead);
                written += Math.Max(0, last.SectorsWritten - first.SectorsWritten);
                busiest = Math.Max(busiest, Share(last.BusyMilliseconds - first.BusyMilliseconds, seconds * 1000));
                break;
            }
        }

        return any ? new DiskLoad(read * SectorBytes / seconds, written * SectorBytes / seconds, busiest) : null;
    }

    static double Share(long part, double whole) => Math.Clamp(part / whole, 0, 1);
}
