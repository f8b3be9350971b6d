using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Replay.Recording;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Cli.Replay;

/// <summary>What is to be other than it was in the recorded run. What is <c>null</c> stays as it was.</summary>
sealed record ReplayChanges
{
    public Aggressiveness? Aggressiveness { get; init; }

    public double? CpuTarget { get; init; }

    public MemoryReserve? MemoryReserve { get; init; }

    /// <summary>The most jobs at once.</summary>
    public int? MaxRunning { get; init; }

    public PolicyKind? PolicyKind { get; init; }

    /// <summary>Cores that the machine has.</summary>
    public int? Cores { get; init; }

    /// <summary>Memory that the machine has.</summary>
    public ByteSize? MemoryTotal { get; init; }

    /// <summary>Whether everything stays as it was.</summary>
    public bool IsEmpty => this == new ReplayChanges();

    /// <summary>The rule with the changes.</summary>
    public AdmissionPolicy Apply(AdmissionPolicy policy)
    {
        AdmissionPolicy rule = (PolicyKind, policy) switch
        {
            (CommandLine.PolicyKind.Plain, not PlainPolicy) => new PlainPolicy(),
            (CommandLine.PolicyKind.Governor, not GovernorPolicy) => new GovernorPolicy(),
            _ => policy,
        };
        if (rule is GovernorPolicy governor) rule = Apply(governor);
        return rule with
        {
            MaxRunning = MaxRunning ?? policy.MaxRunning,
            StartInterval = policy.StartInterval,
            MaxLoad = policy.MaxLoad,
            MinAvailableMemory = policy.MinAvailableMemory,
        };
    }

    /// <summary>What the machine had, with the changes.</summary>
    public Capacity Apply(Capacity capacity)
    {
        if (Cores is { } cores) capacity = capacity with { MachineCpus = cores, UsableCpus = cores, CpuQuota = null, CpuQuotaGroup = null };
        return MemoryTotal is { } memory ? capacity with { MachineMemory = memory, MemoryLimit = null, MemoryLimitGroup = null } : capacity;
    }

    /// <summary>The facts and the rule of a decision with the changes: what others and jobs use stays, so what memory there is more or less is available more or less.</summary>
    public RecordedDecision Apply(RecordedDecision decision)
    {
        LoadSample load = decision.Situation.Load;
        Capacity capacity = Apply(load.Capacity);
        ByteSize? available = load.MemoryAvailable;
        if (available is { } was && capacity.Memory - load.Capacity.Memory is { } more) available = ByteSize.Max(ByteSize.Zero, was + more);
        return decision with
        {
            Policy = Apply(decision.Policy),
            Situation = decision.Situation with { Load = load with { Capacity = capacity, MemoryAvailable = available } },
        };
    }

    GovernorPolicy Apply(GovernorPolicy policy)
    {
        Aggressiveness level = Aggressiveness ?? policy.Aggressiveness;
        if (MemoryReserve?.Share is { } share) level = level with { MemoryReserve = share };
        return policy with
        {
            Aggressiveness = level,
            CpuTarget = CpuTarget ?? policy.CpuTarget,
            MemoryReserve = MemoryReserve is { } reserve ? reserve.Size : policy.MemoryReserve,
        };
    }
}
