using System.Buffers;
using System.Text.Json;

namespace Flyball.Load;

/// <summary>
/// Recorded load as JSON Lines in UTF-8: a line holds a sample, as an object. Its fields are those of <see cref="LoadSample"/> and of the types in it,
/// in camel case: <c>at</c> and <c>window</c> in seconds, <c>capacity</c> (<c>machineCpus</c>, <c>usableCpus</c>, <c>cpuQuota</c> in cores,
/// <c>cpuQuotaGroup</c>, <c>machineMemory</c>, <c>memoryLimit</c>, <c>memoryLimitGroup</c>), <c>busyCores</c>, <c>coreUtilization</c>,
/// <c>quotaGroupBusyCores</c>, <c>memoryAvailable</c>, <c>memoryAvailableGroup</c>, <c>swap</c> (<c>inBytesPerSecond</c>, <c>outBytesPerSecond</c>),
/// <c>cpuPressure</c>, <c>memoryPressure</c>, <c>ioPressure</c> (<c>some</c>, <c>full</c>), <c>disk</c> (<c>readBytesPerSecond</c>,
/// <c>writtenBytesPerSecond</c>, <c>busy</c>), <c>pageRefaultsPerSecond</c>, <c>runnable</c>. Sizes are in bytes. A field without a value is left
/// out; fields that are not known are skipped. Safe for use by several threads, not on the same stream.
/// </summary>
public static class LoadTrace
{
    const long MaximumSeconds = long.MaxValue / TimeSpan.TicksPerSecond;

    /// <summary>Appends a sample to a trace: one line.</summary>
    /// <param name="stream">Where the trace goes. It is not flushed.</param>
    /// <param name="sample">The sample; its numbers are finite.</param>
    /// <exception cref="ArgumentException">A number of the sample is not finite. Nothing is written.</exception>
    public static void Write(Stream stream, in LoadSample sample)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line)) LoadTraceWriter.Write(json, sample);
        line.Write("\n"u8);
        stream.Write(line.WrittenSpan);
    }

    /// <summary>Reads a trace to its end. Empty lines are skipped.</summary>
    /// <param name="stream">The trace.</param>
    /// <returns>The samples in the order of the trace.</returns>
    /// <exception cref="FormatException">A line is not a sample; the message names the line, the field and what is wrong.</exception>
    public static IReadOnlyList<LoadSample> Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var reader = new StreamReader(stream, leaveOpen: true);
        var samples = new List<LoadSample>();
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using JsonDocument document = JsonDocument.Parse(line);
                samples.Add(LoadTraceReader.Sample(new(document.RootElement)));
            }
            catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
            {
                // The last of them is how a string with half of a surrogate pair fails.
                throw new FormatException($"Line {number} of the trace is damaged: {failure.Message}", failure);
            }
        }

        return samples;
    }

    internal static decimal Seconds(TimeSpan time) => (decimal)time.Ticks / TimeSpan.TicksPerSecond;

    /// <summary>A time from its seconds, which are not negative; <c>null</c>: more than a <see cref="TimeSpan"/> holds.</summary>
    internal static TimeSpan? Time(decimal seconds) =>
        seconds < MaximumSeconds ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
}
