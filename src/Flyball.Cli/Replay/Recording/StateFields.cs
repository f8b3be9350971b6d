using Flyball.Admission;

namespace Flyball.Cli.Replay.Recording;

/// <summary>What one decision hands on to the next, as fields of a record.</summary>
static class StateFields
{
    /// <summary>What the jobs have done: also a fact of its own.</summary>
    public static FieldTable<WorkDone> Work { get; } = new FieldTable<WorkDone>()
        .Time("at", work => work.At, (work, at) => work with { At = at })
        .Time("cpuTime", work => work.CpuTime, (work, time) => work with { CpuTime = time })
        .Number("bytes", work => work.Bytes, (work, bytes) => work with { Bytes = bytes })
        .Number("written", work => work.Written, (work, bytes) => work with { Written = bytes })
        .Number("transfers", work => work.Transfers, (work, transfers) => work with { Transfers = transfers });

    static readonly FieldTable<YieldFigures> s_figures = new FieldTable<YieldFigures>()
        .Number("seconds", figures => figures.Seconds, (figures, seconds) => figures with { Seconds = seconds })
        .Number("cores", figures => figures.Cores, (figures, cores) => figures with { Cores = cores })
        .Number("bytesPerSecond", figures => figures.BytesPerSecond, (figures, bytes) => figures with { BytesPerSecond = bytes })
        .Number("refaultedBytesPerSecond", figures => figures.RefaultedBytesPerSecond, (figures, bytes) => figures with { RefaultedBytesPerSecond = bytes })
        .Number("writtenBytesPerSecond", figures => figures.WrittenBytesPerSecond, (figures, bytes) => figures with { WrittenBytesPerSecond = bytes })
        .Number("transfersPerSecond", figures => figures.TransfersPerSecond, (figures, transfers) => figures with { TransfersPerSecond = transfers });

    static readonly FieldTable<YieldState> s_yield = new FieldTable<YieldState>()
        .Number("limit", yield => yield.Limit, (yield, limit) => yield with { Limit = limit })
        .Word<YieldStage>("stage", yield => yield.Stage, (yield, stage) => yield with { Stage = stage })
        .Flag("binds", yield => yield.Binds, (yield, binds) => yield with { Binds = binds })
        .Object("since", Work, yield => yield.Since, (yield, work) => yield with { Since = work })
        .Flag("wasActive", yield => yield.WasActive, (yield, was) => yield with { WasActive = was })
        .Object("seen", Work, yield => yield.Seen, (yield, work) => yield with { Seen = work })
        .Time("triedAt", yield => yield.TriedAt, (yield, at) => yield with { TriedAt = at })
        .Number("baseLimit", yield => yield.BaseLimit, (yield, limit) => yield with { BaseLimit = limit })
        .Object("base", s_figures, yield => yield.Base, (yield, figures) => yield with { Base = figures })
        .Flag("goesDown", yield => yield.GoesDown, (yield, goes) => yield with { GoesDown = goes })
        .Flag("isSlowStart", yield => yield.IsSlowStart, (yield, slow) => yield with { IsSlowStart = slow })
        .Time("frozenUntil", yield => yield.FrozenUntil, (yield, until) => yield with { FrozenUntil = until })
        .Time("backoff", yield => yield.Backoff, (yield, backoff) => yield with { Backoff = backoff })
        .Number("peakBytes", yield => yield.PeakBytes, (yield, bytes) => yield with { PeakBytes = bytes })
        .Number("mostBytes", yield => yield.MostBytes, (yield, bytes) => yield with { MostBytes = bytes })
        .Flag("thrashes", yield => yield.Thrashes, (yield, thrashes) => yield with { Thrashes = thrashes })
        .Number("refaultsPerJob", yield => yield.RefaultsPerJob, (yield, refaults) => yield with { RefaultsPerJob = refaults })
        .Flag("isFound", yield => yield.IsFound, (yield, found) => yield with { IsFound = found });

    static readonly FieldTable<MemoryLadderState> s_memory = new FieldTable<MemoryLadderState>()
        .Flag("isShort", memory => memory.IsShort, (memory, isShort) => memory with { IsShort = isShort })
        .Time("calmSince", memory => memory.CalmSince, (memory, since) => memory with { CalmSince = since })
        .Number("needed", memory => memory.Needed, (memory, bytes) => memory with { Needed = bytes })
        .Number("available", memory => memory.Available, (memory, bytes) => memory with { Available = bytes })
        .Flag("isUrgent", memory => memory.IsUrgent, (memory, urgent) => memory with { IsUrgent = urgent })
        .Time("steppedAt", memory => memory.SteppedAt, (memory, at) => memory with { SteppedAt = at })
        .Time("endedAt", memory => memory.EndedAt, (memory, at) => memory with { EndedAt = at })
        .Id("victim", memory => memory.Victim, (memory, job) => memory with { Victim = job })
        .Time("freeingAt", memory => memory.FreeingAt, (memory, at) => memory with { FreeingAt = at });

    public static FieldTable<AdmissionState> All { get; } = new FieldTable<AdmissionState>()
        .Time("lastStart", state => state.LastStart, (state, at) => state with { LastStart = at })
        .Time("waitingSince", state => state.WaitingSince, (state, since) => state with { WaitingSince = since })
        .Flag("crowded", state => state.Crowded, (state, crowded) => state with { Crowded = crowded })
        .Time("crowdedAt", state => state.CrowdedAt, (state, at) => state with { CrowdedAt = at })
        .Flag("crowdedTwice", state => state.CrowdedTwice, (state, twice) => state with { CrowdedTwice = twice })
        .Number("surplus", state => state.Surplus, (state, surplus) => state with { Surplus = surplus })
        .Time("surplusAt", state => state.SurplusAt, (state, at) => state with { SurplusAt = at })
        .Flag("heldForCpu", state => state.HeldForCpu, (state, held) => state with { HeldForCpu = held })
        .Object("yield", s_yield, state => state.Yield, (state, yield) => state with { Yield = yield })
        .Object("memory", s_memory, state => state.Memory, (state, memory) => state with { Memory = memory });
}
