using Flyball.Jobs;

namespace Flyball.Load;

/// <summary>Reads a sample from a JSON object. What is wrong throws a <see cref="FormatException"/> that names the field.</summary>
static class LoadTraceReader
{
    public static LoadSample Sample(in JsonFields fields) => new()
    {
        At = fields.Time("at") ?? throw JsonFields.Missing("at"),
        Window = fields.Time("window") ?? TimeSpan.Zero,
        Capacity = Capacity(fields.Object("capacity") ?? throw JsonFields.Missing("capacity")),
        BusyCores = fields.Number("busyCores"),
        CoreUtilization = fields.Numbers("coreUtilization", maximum: 1),
        QuotaGroupBusyCores = fields.Number("quotaGroupBusyCores"),
        MemoryAvailable = fields.Size("memoryAvailable"),
        MemoryAvailableGroup = fields.Text("memoryAvailableGroup"),
        Swap = fields.Object("swap") is { } swap ? new SwapLoad(swap.Required("inBytesPerSecond"), swap.Required("outBytesPerSecond")) : null,
        CpuPressure = Pressure(fields, "cpuPressure"),
        MemoryPressure = Pressure(fields, "memoryPressure"),
        IoPressure = Pressure(fields, "ioPressure"),
        Disk = fields.Object("disk") is { } disk
            ? new DiskLoad(disk.Required("readBytesPerSecond"), disk.Required("writtenBytesPerSecond"), disk.Required("busy", maximum: 1))
            : null,
        PageRefaultsPerSecond = fields.Number("pageRefaultsPerSecond"),
        Runnable = fields.Integer("runnable", 0),
    };

    static Capacity Capacity(in JsonFields fields)
    {
        int machine = fields.Integer("machineCpus", 1) ?? throw JsonFields.Missing("machineCpus");
        return new()
        {
            MachineCpus = machine,
            UsableCpus = fields.Integer("usableCpus", 1, machine) ?? throw JsonFields.Missing("usableCpus"),
            CpuQuota = fields.Number("cpuQuota") is { } quota ? CoreAmount.FromCores(quota) : null,
            CpuQuotaGroup = fields.Text("cpuQuotaGroup"),
            MachineMemory = fields.Size("machineMemory"),
            MemoryLimit = fields.Size("memoryLimit"),
            MemoryLimitGroup = fields.Text("memoryLimitGroup"),
        };
    }

    static Pressure? Pressure(in JsonFields fields, string name) =>
        fields.Object(name) is { } pressure ? new Pressure(pressure.Required("some", maximum: 1), pressure.Required("full", maximum: 1)) : null;
}
