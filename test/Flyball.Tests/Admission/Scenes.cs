using CsCheck;
using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Tests.Admission;

/// <summary>Generators of situations, ordinary and hostile ones alike.</summary>
static class Scenes
{
    static readonly TimeSpan s_now = TimeSpan.FromSeconds(100_000);

    static readonly Gen<TimeSpan> s_ago = Gen.Frequency((3, Gen.Double[0, 2]), (2, Gen.Double[0, 60]), (1, Gen.Double[0, 50_000])).Select(s => s_now - TimeSpan.FromSeconds(s));

    static readonly Gen<EstimateSource> s_source = Gen.Enum<EstimateSource>();

    static readonly Gen<CoreAmount> s_cores = Gen.Frequency((1, Gen.Const(0.0)), (2, Gen.Double[0, 0.75]), (4, Gen.Const(1.0)), (3, Gen.Double[0, 8]), (1, Gen.Const(1e6))).Select(CoreAmount.FromCores);

    static readonly Gen<ByteSize> s_memory = Gen.Frequency(
        (2, Gen.Const(0L)), (6, Gen.Long[0, 2L << 30]), (2, Gen.Long[0, 64L << 30]), (1, Gen.Const(long.MaxValue))).Select(bytes => new ByteSize(bytes));

    static readonly Gen<int> s_priority = Gen.Frequency((6, Gen.Const(0)), (2, Gen.Int[-10, 10]), (1, Gen.Const(int.MinValue)), (1, Gen.Const(int.MaxValue)));

    static readonly Gen<Estimate> s_estimate = Gen.Select(s_cores, s_source, s_memory, s_source, Gen.Int[0, 200], (cores, from, memory, told, siblings) =>
        new Estimate { Cores = cores, CoresSource = from, Memory = memory, MemorySource = told, Siblings = siblings });

    static readonly Gen<QueuedJob> s_queued = Gen.Select(s_estimate, s_ago, s_priority, Maybe(s_ago), (estimate, queued, priority, held) =>
        new QueuedJob(default, estimate, queued, priority, held is { } since && since >= queued ? since : null));

    public static readonly Gen<RunningJob> Running = Gen.Select(s_estimate, s_ago, Maybe(s_cores), Maybe(s_memory), (estimate, started, cores, memory) =>
        new RunningJob(default, estimate, started, cores, memory));

    static readonly Gen<double> s_few = Gen.Frequency((2, Gen.Const(0.0)), (6, Gen.Double[0, 8]), (1, Gen.Double[0, 300]));

    static readonly Gen<Capacity> s_capacity = Gen.Select(Gen.Frequency((4, Gen.Int[1, 8]), (1, Gen.Int[1, 256])), Maybe(Gen.Long[256L << 20, 64L << 30]), Maybe(Gen.Long[0, 8L << 30]), (cpus, memory, limit) =>
        new Capacity { MachineCpus = cpus, UsableCpus = cpus, MachineMemory = Size(memory), MemoryLimit = Size(limit) });

    static readonly Gen<LoadSample> s_load = Gen.Select(s_capacity, Gen.Bool, Maybe(s_few), Maybe(Gen.Double[0, 1]), Maybe(Gen.Int[0, 300]), Maybe(Gen.Frequency((4, Gen.Long[0, 32L << 30]), (1, Gen.Const(0L)))),
        (capacity, rates, busy, some, runnable, available) => new LoadSample
        {
            At = s_now,
            Window = rates ? TimeSpan.FromSeconds(0.5) : TimeSpan.Zero,
            Capacity = capacity,
            BusyCores = rates && busy is { } cores ? Math.Min(cores, capacity.UsableCpus) : null,
            CpuPressure = rates && some is { } share ? new(share, 0) : null,
            CoreUtilization = rates ? Enumerable.Repeat(Math.Min(1, (busy ?? 0) / capacity.UsableCpus), capacity.UsableCpus).ToArray() : default,
            Runnable = runnable,
            MemoryAvailable = available is { } bytes ? new(capacity.Memory is { } whole ? Math.Min(bytes, whole.Bytes) : bytes) : null,
        });

    static readonly Gen<AdmissionState> s_state = Gen.Select(Maybe(s_ago), Maybe(s_ago), Gen.Bool, Gen.Bool, (last, waiting, crowded, twice) =>
        new AdmissionState { LastStart = last, WaitingSince = waiting, Crowded = crowded, CrowdedTwice = crowded && twice });

    public static readonly Gen<AdmissionPolicy> Governor = Gen.Select(Gen.Int[0, 3].Select(i => Aggressiveness.Levels[i]), Maybe(Gen.Int[1, 210]), Rarely(Gen.Double[0.01, 10]), Rarely(Gen.Long[0, 128L << 30]),
        (level, cap, target, reserve) => (AdmissionPolicy)new GovernorPolicy { Aggressiveness = level, MaxRunning = cap, CpuTarget = target, MemoryReserve = Size(reserve) });

    public static readonly Gen<AdmissionPolicy> Plain = Gen.Select(Maybe(Gen.Int[1, 210]), Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0.001, 5], Gen.Double[0, 1],
        (cap, cpu, memory, poll, rise) => (AdmissionPolicy)new PlainPolicy
        {
            MaxRunning = cap, CpuThreshold = cpu, MemoryThreshold = memory, Poll = TimeSpan.FromSeconds(poll), EscalationPerSecond = rise,
        });

    static readonly Gen<TimeSpan?> s_personIdle = Gen.Nullable(Gen.Double[0, 60].Select(TimeSpan.FromSeconds), 0.7);

    static readonly Gen<int> s_howMany = Gen.Frequency((3, Gen.Const(0)), (6, Gen.Int[0, 6]), (2, Gen.Int[0, 200]));

    /// <summary>Situations without a CPU quota.</summary>
    public static Gen<Scene> Under(Gen<AdmissionPolicy> policy) => Gen.Select(s_load, Maybe(s_few), Gen.Frequency((8, Gen.Int[1, 6]), (1, Gen.Int[0, QueueOrder.Window])).SelectMany(n => s_queued.Array[n]),
        s_howMany.SelectMany(n => Running.Array[n]), Gen.Select(s_state, s_personIdle), policy,
        (load, own, queue, running, memory, rule) => new Scene { Now = s_now, Load = load, OwnCores = own, State = memory.Item1, PersonIdle = memory.Item2, Policy = rule }.Waits(queue).Runs(running));

    /// <summary>Situations with a CPU quota, which may also be wider than the machine.</summary>
    public static Gen<Scene> WithQuota(Gen<AdmissionPolicy> policy) => Gen.Select(Under(policy), Gen.Double[0.001, 12], Maybe(s_few), (scene, quota, busy) =>
        scene.With(load => load with { Capacity = load.Capacity with { CpuQuota = CoreAmount.FromCores(quota), CpuQuotaGroup = "/g" }, QuotaGroupBusyCores = busy }));

    /// <summary>All of them.</summary>
    public static Gen<Scene> Any(Gen<AdmissionPolicy> policy) => Gen.Frequency((3, Under(policy)), (1, WithQuota(policy)));

    static Gen<T?> Maybe<T>(Gen<T> gen) where T : struct => Gen.Nullable(gen, 0.3);

    static Gen<T?> Rarely<T>(Gen<T> gen) where T : struct => Gen.Nullable(gen, 0.8);

    static ByteSize? Size(long? bytes) => bytes is { } known ? new ByteSize(known) : null;
}
