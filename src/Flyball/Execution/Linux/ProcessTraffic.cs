using Flyball.Load.Linux;

namespace Flyball.Execution.Linux;

/// <summary>
/// What is used here of /proc/PID/io (proc_pid_io(5)): bytes that a process, and the children that it waited for, caused to be read from storage, and to be written to it, and the calls by which they read and
/// wrote, also from pipes. What came from the page cache does not count as bytes; what was written counts when it is written to the cache.
/// </summary>
readonly record struct ProcessTraffic(long Read, long Written, long Calls)
{
    public static ProcessTraffic operator +(ProcessTraffic one, ProcessTraffic other) => new(one.Read + other.Read, one.Written + other.Written, one.Calls + other.Calls);
    /// <summary>Reads the text of the file.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ProcessTraffic traffic)
    {
        long? read = KernelText.NumberAfter(text, "read_bytes: "u8), written = KernelText.NumberAfter(text, "write_bytes: "u8);
        long? reads = KernelText.NumberAfter(text, "syscr: "u8), writes = KernelText.NumberAfter(text, "syscw: "u8);
        traffic = new(read ?? 0, written ?? 0, (reads + writes) ?? 0);
        return read is not null && written is not null;
    }
}
