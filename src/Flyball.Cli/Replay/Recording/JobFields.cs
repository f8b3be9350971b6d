using Flyball.Admission;

namespace Flyball.Cli.Replay.Recording;

/// <summary>What a decision knows of jobs, as fields of a record: all but what each of them has.</summary>
static class JobFields
{
    public static FieldTable<Estimate> Estimate { get; } = new FieldTable<Estimate>()
        .Time("duration", estimate => estimate.Duration, (estimate, time) => estimate with { Duration = time })
        .Word<EstimateSource>("coresSource", estimate => estimate.CoresSource, (estimate, source) => estimate with { CoresSource = source })
        .Word<EstimateSource>("memorySource", estimate => estimate.MemorySource, (estimate, source) => estimate with { MemorySource = source })
        .Number("bytesPerSecond", estimate => estimate.BytesPerSecond, (estimate, bytes) => estimate with { BytesPerSecond = bytes })
        .Number("bestConcurrency", estimate => estimate.BestConcurrency, (estimate, best) => estimate with { BestConcurrency = best })
        .Whole("siblings", estimate => estimate.Siblings, (estimate, count) => estimate with { Siblings = count });

    public static FieldTable<QueuedJob> Queued { get; } = new FieldTable<QueuedJob>()
        .Whole("priority", job => job.Priority, (job, priority) => job with { Priority = priority }, minimum: int.MinValue)
        .Time("heldSince", job => job.HeldSince, (job, since) => job with { HeldSince = since })
        .Whole("memoryEnds", job => job.MemoryEnds, (job, ends) => job with { MemoryEnds = ends });

    public static FieldTable<RunningJob> Running { get; } = new FieldTable<RunningJob>(() => new(default, default, default))
        .Cores("cores", job => job.Cores, (job, cores) => job with { Cores = cores })
        .Size("memory", job => job.Memory, (job, memory) => job with { Memory = memory })
        .Flag("wantsCpu", job => job.WantsCpu, (job, wants) => job with { WantsCpu = wants })
        .Number("bytesPerSecond", job => job.BytesPerSecond, (job, bytes) => job with { BytesPerSecond = bytes })
        .Flag("isSuspended", job => job.IsSuspended, (job, suspended) => job with { IsSuspended = suspended })
        .Flag("isSuspendable", job => job.IsSuspendable, (job, suspendable) => job with { IsSuspendable = suspendable })
        .Time("steppedAt", job => job.SteppedAt, (job, at) => job with { SteppedAt = at })
        .Flag("isEnding", job => job.IsEnding, (job, ending) => job with { IsEnding = ending })
        .Flag("isRepeatable", job => job.IsRepeatable, (job, repeatable) => job with { IsRepeatable = repeatable })
        .Change("growth", job => job.Growth, (job, growth) => job with { Growth = growth })
        .Time("cpuTime", job => job.CpuTime, (job, time) => job with { CpuTime = time })
        .Whole("memoryEnds", job => job.MemoryEnds, (job, ends) => job with { MemoryEnds = ends });
}
