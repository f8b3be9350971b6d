using System.Text.Json;
using Flyball.Jobs;

namespace Flyball.Load;

/// <summary>Writes a sample as a JSON object.</summary>
static class LoadTraceWriter
{
    public static void Write(Utf8JsonWriter json, in LoadSample sample)
    {
        json.WriteStartObject();
        json.WriteNumber("at", LoadTrace.Seconds(sample.At));
        json.WriteNumber("window", LoadTrace.Seconds(sample.Window));
        WriteCapacity(json, sample.Capacity);
        Number(json, "busyCores", sample.BusyCores);
        if (!sample.CoreUtilization.IsEmpty)
        {
            json.WriteStartArray("coreUtilization");
            foreach (double core in sample.CoreUtilization.Span) json.WriteNumberValue(core);
            json.WriteEndArray();
        }

        Number(json, "quotaGroupBusyCores", sample.QuotaGroupBusyCores);
        Size(json, "memoryAvailable", sample.MemoryAvailable);
        Text(json, "memoryAvailableGroup", sample.MemoryAvailableGroup);
        if (sample.Swap is { } swap) Numbers(json, "swap", ("inBytesPerSecond", swap.InBytesPerSecond), ("outBytesPerSecond", swap.OutBytesPerSecond));
        WritePressure(json, "cpuPressure", sample.CpuPressure);
        WritePressure(json, "memoryPressure", sample.MemoryPressure);
        WritePressure(json, "ioPressure", sample.IoPressure);
        if (sample.Disk is { } disk)
        {
            Numbers(json, "disk", ("readBytesPerSecond", disk.ReadBytesPerSecond),
                ("writtenBytesPerSecond", disk.WrittenBytesPerSecond), ("busy", disk.Busy));
        }

        Number(json, "pageRefaultsPerSecond", sample.PageRefaultsPerSecond);
        if (sample.Runnable is { } runnable) json.WriteNumber("runnable", runnable);
        json.WriteEndObject();
    }

    static void WriteCapacity(Utf8JsonWriter json, Capacity capacity)
    {
        json.WriteStartObject("capacity");
        json.WriteNumber("machineCpus", capacity.MachineCpus);
        json.WriteNumber("usableCpus", capacity.UsableCpus);
        if (capacity.CpuQuota is { } quota) json.WriteNumber("cpuQuota", quota.Thousandths / 1000m);
        Text(json, "cpuQuotaGroup", capacity.CpuQuotaGroup);
        Size(json, "machineMemory", capacity.MachineMemory);
        Size(json, "memoryLimit", capacity.MemoryLimit);
        Text(json, "memoryLimitGroup", capacity.MemoryLimitGroup);
        json.WriteEndObject();
    }

    static void WritePressure(Utf8JsonWriter json, string name, Pressure? pressure)
    {
        if (pressure is { } value) Numbers(json, name, ("some", value.Some), ("full", value.Full));
    }

    static void Numbers(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, double Value)> numbers)
    {
        json.WriteStartObject(name);
        foreach ((string field, double value) in numbers) json.WriteNumber(field, value);
        json.WriteEndObject();
    }

    static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value) json.WriteNumber(name, value);
    }

    static void Size(Utf8JsonWriter json, string name, ByteSize? size)
    {
        if (size is { } value) json.WriteNumber(name, value.Bytes);
    }

    static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }
}
