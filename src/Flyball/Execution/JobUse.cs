using Flyball.Jobs;

namespace Flyball.Execution;

/// <summary>What a running job was seen to use, it and all its processes. What was never measured, or cannot be, is <c>null</c>. Times are on the loop's clock.</summary>
/// <param name="startedAt">When the job was started.</param>
sealed class JobUse(TimeSpan startedAt)
{
    /// <summary>Cores beyond which a job is seen to be at work.</summary>
    const double VisibleLoad = 0.1;

    readonly CpuRate _cpu = CpuRate.From(startedAt);
    MemoryGrowth? _growth;
    ByteRate? _traffic;

    /// <summary>Cores that it keeps busy now.</summary>
    public double? Cores => _cpu.Cores;

    /// <summary>CPU time so far.</summary>
    public TimeSpan CpuTime => _cpu.Latest;

    /// <summary>Whether it wanted a CPU when it was last looked at.</summary>
    public bool? WantsCpu { get; private set; }

    /// <summary>How long it had run when it was first seen to use a CPU.</summary>
    public TimeSpan? FirstLoad { get; private set; }

    /// <summary>Memory that it holds.</summary>
    public ByteSize? Memory { get; private set; }

    /// <summary>Bytes per second by which that grows.</summary>
    public ByteSize? Growth => _growth?.PerSecond;

    /// <summary>What it has moved from storage and to it so far.</summary>
    public StorageTraffic? Moved { get; private set; }

    /// <summary>How fast it does.</summary>
    public double? BytesPerSecond => _traffic?.PerSecond;

    /// <summary>Takes in what a look has shown.</summary>
    /// <param name="now">The time.</param>
    /// <param name="reading">What was measured.</param>
    /// <param name="isSuspended">Whether it stands still: then its memory does not show how it grows.</param>
    public void Add(TimeSpan now, in UsageReading reading, bool isSuspended)
    {
        Memory = reading.Memory ?? Memory;
        if (reading.Memory is { } held && !isSuspended) (_growth ??= MemoryGrowth.From(startedAt)).Add(now, held);
        if (reading.CpuTime is { } cpu) _cpu.Add(now, cpu);
        if (FirstLoad is null && Cores > VisibleLoad) FirstLoad = now - startedAt;
        WantsCpu = reading.Runnable is { } runnable ? runnable > 0 : null;
        if (StorageTraffic.Of(reading) is not { } moved) return;
        Moved = StorageTraffic.Max(Moved ?? default, moved);
        (_traffic ??= new(startedAt)).Add(now, moved.Bytes);
    }

    /// <summary>Notes that it goes on after it stood still.</summary>
    public void NoteResumed() => _growth?.Forget();
}
