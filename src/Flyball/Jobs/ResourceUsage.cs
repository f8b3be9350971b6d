namespace Flyball.Jobs;

/// <summary>What a job used, as measured. What could not be measured is <c>null</c>, never a guess.</summary>
/// <param name="WallTime">From the start to the end of the job.</param>
/// <param name="UserTime">CPU time in user mode, of the job and of all children it waited for.</param>
/// <param name="SystemTime">CPU time in the kernel, of the same processes.</param>
/// <param name="PeakMemory">The most memory that was seen to be held: the largest of its processes as the kernel reports it, or its tree together (pages that processes share count for each) where that was more. Unknown for a job that was over before it was looked at and held less than this process does.</param>
/// <param name="BlocksRead">Blocks of 512 bytes that came from a device.</param>
/// <param name="BlocksWritten">Blocks of 512 bytes that were written to a device.</param>
/// <param name="OutputBytes">Bytes that it wrote to its standard output, where that was collected.</param>
public sealed record ResourceUsage(
    TimeSpan WallTime,
    TimeSpan? UserTime = null,
    TimeSpan? SystemTime = null,
    ByteSize? PeakMemory = null,
    long? BlocksRead = null,
    long? BlocksWritten = null,
    long? OutputBytes = null)
{
    const long BlockSize = 512;

    /// <summary>What came from storage devices; <c>null</c>: unknown.</summary>
    public ByteSize? Read => BlocksRead is { } blocks ? new ByteSize(blocks * BlockSize) : null;

    /// <summary>What was written to storage devices; <c>null</c>: unknown.</summary>
    public ByteSize? Written => BlocksWritten is { } blocks ? new ByteSize(blocks * BlockSize) : null;

    /// <summary>User and system time together; <c>null</c> when either is unknown.</summary>
    public TimeSpan? CpuTime => UserTime + SystemTime;
}
