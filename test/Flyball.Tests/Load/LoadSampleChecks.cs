using Flyball.Load;

namespace Flyball.Tests.Load;

/// <summary>What holds for every sample, wherever it comes from.</summary>
static class LoadSampleChecks
{
    public static void ShouldBePossible(in LoadSample sample)
    {
        Capacity capacity = sample.Capacity;
        capacity.MachineCpus.ShouldBeGreaterThanOrEqualTo(1);
        capacity.UsableCpus.ShouldBeInRange(1, capacity.MachineCpus);
        (capacity.CpuQuota is null).ShouldBe(capacity.CpuQuotaGroup is null);
        (capacity.CpuQuota?.Thousandths ?? 1).ShouldBeGreaterThan(0);
        (capacity.MemoryLimit is null).ShouldBe(capacity.MemoryLimitGroup is null);
        (capacity.MemoryLimit?.Bytes ?? 0).ShouldBeGreaterThanOrEqualTo(0);
        (capacity.MachineMemory?.Bytes ?? 0).ShouldBeGreaterThanOrEqualTo(0);

        sample.Window.ShouldBeInRange(TimeSpan.Zero, sample.At);
        foreach (double core in sample.CoreUtilization.Span) core.ShouldBeInRange(0, 1);
        (sample.BusyCores ?? 0).ShouldBeInRange(0, capacity.UsableCpus);
        (sample.QuotaGroupBusyCores ?? 0).ShouldBeInRange(0, double.MaxValue);
        (sample.MemoryAvailable?.Bytes ?? 0).ShouldBeGreaterThanOrEqualTo(0);
        if (sample.MemoryAvailableGroup is not null) sample.MemoryAvailable.ShouldNotBeNull();
        foreach (Pressure? pressure in new[] { sample.CpuPressure, sample.MemoryPressure, sample.IoPressure })
        {
            (pressure?.Some ?? 0).ShouldBeInRange(0, 1);
            (pressure?.Full ?? 0).ShouldBeInRange(0, 1);
        }

        (sample.Swap?.InBytesPerSecond ?? 0).ShouldBeInRange(0, double.MaxValue);
        (sample.Swap?.OutBytesPerSecond ?? 0).ShouldBeInRange(0, double.MaxValue);
        (sample.Disk?.ReadBytesPerSecond ?? 0).ShouldBeInRange(0, double.MaxValue);
        (sample.Disk?.WrittenBytesPerSecond ?? 0).ShouldBeInRange(0, double.MaxValue);
        (sample.Disk?.Busy ?? 0).ShouldBeInRange(0, 1);
        (sample.PageRefaultsPerSecond ?? 0).ShouldBeInRange(0, double.MaxValue);
        (sample.Runnable ?? 0).ShouldBeGreaterThanOrEqualTo(0);
    }
}
