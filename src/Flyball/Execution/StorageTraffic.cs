namespace Flyball.Execution;

/// <summary>What was moved from storage and to it.</summary>
/// <param name="Bytes">All bytes.</param>
/// <param name="Written">Those of them that were written.</param>
/// <param name="Transfers">Calls by which they were moved; 0: not measurable.</param>
readonly record struct StorageTraffic(double Bytes, double Written = 0, double Transfers = 0)
{
    public static StorageTraffic operator +(StorageTraffic one, StorageTraffic other) => new(one.Bytes + other.Bytes, one.Written + other.Written, one.Transfers + other.Transfers);

    /// <summary>What a reading says; <c>null</c>: nothing.</summary>
    public static StorageTraffic? Of(in UsageReading reading) =>
        reading.Read + reading.Written is { } bytes ? new(bytes.Bytes, reading.Written!.Value.Bytes, reading.Transfers ?? 0) : null;

    /// <summary>The larger of each figure: counters only grow, but a process may leave a tree unseen.</summary>
    public static StorageTraffic Max(StorageTraffic one, StorageTraffic other) =>
        new(Math.Max(one.Bytes, other.Bytes), Math.Max(one.Written, other.Written), Math.Max(one.Transfers, other.Transfers));
}
