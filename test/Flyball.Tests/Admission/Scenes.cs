using CsCheck;
using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Tests.Admission;

/// <summary>Generators of situations, ordinary and hostile ones alike.</summary>
static class Scenes
{
    static readonly TimeSpan Now = TimeSpan.FromSeconds(100_000);

    static readonly Gen<TimeSpan> Ago = Gen.Frequency((3, Gen.Double[0, 2]), (2, Gen.Double[0, 60]), (1, Gen.Double[0, 50_000])).Select(s => Now - TimeSpan.FromSeconds(s));

    static readonly Gen<EstimateSource> Source = Gen.Enum<EstimateSource>();

    static readonly Gen<CoreAmount> Cores = Gen.Frequency((1, Gen.Const(0.0)), (2, Gen.Double[0, 0.75]), (4, Gen.Const(1.0)), (3, Gen.Double[0, 8]), (1, Gen.Const(1e6))).Select(CoreAmount.FromCores);

    static readonly Gen<ByteSize> Memory = Gen.Frequency(
        (2, Gen.Const(0L)), (6, Gen.Long[0, 2L << 30]), (2, Gen.Long[0, 64L << 30]), (1, Gen.Const(long.MaxValue))).Select(bytes => new ByteSize(bytes));

    static readonly Gen<int> Priority = Gen.Frequency((6, Gen.Const(0)), (2, Gen.Int[-10, 10]), (1, Gen.Const(int.MinValue)), (1, Gen.Const(int.MaxValue)));

    static readonly Gen<Estimate> Estimate = Gen.Select(Cores, Source, Memory, Source, Gen.Int[0, 200], (cores, from, memory, told, siblings) =>
        new Estimate { Cores = cores, CoresSource = from, Memory = memory, MemorySource = told, Siblings = siblings });

    static readonly Gen<QueuedJob> Queued = Gen.Select(Estimate, Ago, Priority, Maybe(Ago), (estimate, queued, priority, held) =>
        new QueuedJob(default, estimate, queued, priority, held is { } since && since >= queued ? since : null));

    public static readonly Gen<RunningJob> Running = Gen.Select(Estimate, Ago, Maybe(Cores), Maybe(Memory), (estimate, started, cores, memory) =>
        new RunningJob(default, estimate, started, cores, memory));

    static readonly Gen<double> Few = Gen.Frequency((2, Gen.Const(0.0)), (6, Gen.Double[0, 8]), (1, Gen.Double[0, 300]));

    static readonly Gen<Capacity> Capacity = Gen.Select(Gen.Frequency((4, Gen.Int[1, 8]), (1, Gen.Int[1, 256])), Maybe(Gen.Long[256L << 20, 64L << 30]), Maybe(Gen.Long[0, 8L << 30]), (cpus, memory, limit) =>
        new Capacity { MachineCpus = cpus, UsableCpus = cpus, MachineMemory = Size(memory), MemoryLimit = Size(limit) });

    static readonly Gen<LoadSample> Load = Gen.Select(Capacity, Gen.Bool, Maybe(Few), Maybe(Gen.Double[0, 1]), Maybe(Gen.Int[0, 300]), Maybe(Gen.Frequency((4, Gen.Long[0, 32L << 30]), (1, Gen.Const(0L)))),
        (capacity, rates, busy, some, runnable, available) => new LoadSample
        {
            At = Now,
            Window = rates ? TimeSpan.FromSeconds(0.5) : TimeSpan.Zero,
            Capacity = capacity,
            BusyCores = rates && busy is { } cores ? Math.Min(cores, capacity.UsableCpus) : null,
            CpuPressure = rates && some is { } share ? new(share, 0) : null,
            CoreUtilization = rates ? Enumerable.Repeat(Math.Min(1, (busy ?? 0) / capacity.UsableCpus), capacity.UsableCpus).ToArray() : default,
            Runnable = runnable,
            MemoryAvailable = available is { } bytes ? new(capacity.Memory is { } whole ? Math.Min(bytes, whole.Bytes) : bytes) : null,
        });

    static readonly Gen<AdmissionState> State = Gen.Select(Maybe(Ago), Maybe(Ago), Gen.Bool, Gen.Bool, (last, waiting, crowded, twice) =>
        new AdmissionState { LastStart = last, WaitingSince = waiting, Crowded = crowded, CrowdedTwice = crowded && twice });

    public static readonly Gen<AdmissionPolicy> Governor = Gen.Select(Gen.Int[0, 3].Select(i => Aggressiveness.Levels[i]), Maybe(Gen.Int[1, 210]), Rarely(Gen.Double[0.01, 10]), Rarely(Gen.Long[0, 128L << 30]),
        (level, cap, target, reserve) => (AdmissionPolicy)new GovernorPolicy { Aggressiveness = level, MaxRunning = cap, CpuTarget = target, MemoryReserve = Size(reserve) });

    public static readonly Gen<AdmissionPolicy> Plain = Gen.Select(Maybe(Gen.Int[1, 210]), Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0.001, 5], Gen.Double[0, 1],
        (cap, cpu, memory, poll, rise) => (AdmissionPolicy)new PlainPolicy
        {
            MaxRunning = cap, CpuThreshold = cpu, MemoryThreshold = memory, Poll = TimeSpan.FromSeconds(poll), EscalationPerSecond = rise,
        });

    static readonly Gen<TimeSpan?> PersonIdle = Gen.Nullable(Gen.Double[0, 60].Select(TimeSpan.FromSeconds), 0.7);

    static readonly Gen<int> HowMany = Gen.Frequency((3, Gen.Const(0)), (6, Gen.Int[0, 6]), (2, Gen.Int[0, 200]));

    /// <summary>Situations without a CPU quota.</summary>
    public static Gen<Scene> Under(Gen<AdmissionPolicy> policy) => Gen.Select(Load, Maybe(Few), Gen.Frequency((8, Gen.Int[1, 6]), (1, Gen.Int[0, QueueOrder.Window])).SelectMany(n => Queued.Array[n]),
        HowMany.SelectMany(n => Running.Array[n]), Gen.Select(State, PersonIdle), policy,
        (load, own, queue, running, memory, rule) => new Scene { Now = Now, Load = load, OwnCores = own, State = memory.Item1, PersonIdle = memory.Item2, Policy = rule }.Waits(queue).Runs(running));

    /// <summary>Situations with a CPU quota, which may also be wider than the machine.</summary>
    public static Gen<Scene> WithQuota(Gen<AdmissionPolicy> policy) => Gen.Select(Under(policy), Gen.Double[0.001, 12], Maybe(Few), (scene, quota, busy) =>
        scene.With(load => load with { Capacity = load.Capacity with { CpuQuota = CoreAmount.FromCores(quota), CpuQuotaGroup = "/g" }, QuotaGroupBusyCores = busy }));

    /// <summary>All of them.</summary>
    public static Gen<Scene> Any(Gen<AdmissionPolicy> policy) => Gen.Frequency((3, Under(policy)), (1, WithQuota(policy)));

    static Gen<T?> Maybe<T>(Gen<T> gen) where T : struct => Gen.Nullable(gen, 0.3);

    static Gen<T?> Rarely<T>(Gen<T> gen) where T : struct => Gen.Nullable(gen, 0.8);

    static ByteSize? Size(long? bytes) => bytes is { } known ? new ByteSize(known) : null;
}
