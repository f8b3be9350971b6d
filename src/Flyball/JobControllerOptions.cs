using Flyball.Admission;
using Flyball.Execution;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball;

/// <summary>How a <see cref="JobController"/> works. Read once, when the controller is made; everything has a usable default.</summary>
public sealed class JobControllerOptions
{
    /// <summary>The user's trade between responsiveness and throughput. Default: <see cref="Aggressiveness.Balanced"/>.</summary>
    public Aggressiveness Aggressiveness { get; set; } = Aggressiveness.Balanced;

    /// <summary>Share of the usable cores that may be committed, above 0 and at most 10. <c>null</c> (default): that of the aggressiveness.</summary>
    public double? CpuTarget { get; set; }

    /// <summary>Memory that is never given away. <c>null</c> (default): that of the aggressiveness.</summary>
    public ByteSize? MemoryReserve { get; set; }

    /// <summary>Whether cores that others keep busy count as taken: see <see cref="GovernorPolicy.CountsOthers"/>. Default: <c>true</c>.</summary>
    public bool CountsOthers { get; set; } = true;

    /// <summary>The most jobs that run at once, at least 1. <c>null</c> (default): no cap beyond the policy's own, 8 for each usable core and at least 64, which bounds processes and not load; with <see cref="Plain"/> its own.</summary>
    public int? MaxRunning { get; set; }

    /// <summary>Time that must pass between two starts, not negative. Default: none.</summary>
    public TimeSpan StartInterval { get; set; }

    /// <summary>Jobs start only while fewer tasks than this run or wait for a CPU on the whole machine, above 0; strictly, also while none of ours runs. <c>null</c> (default): no such limit.</summary>
    public double? MaxLoad { get; set; }

    /// <summary>
    /// Jobs start only while at least this much memory is available; strictly, also while none of ours runs. While less than half of it is, the youngest job is ended and queued again, unless it is the
    /// only one. <c>null</c> (default): no such limit.
    /// </summary>
    public ByteSize? MinAvailableMemory { get; set; }

    /// <summary>Admits by the plain rule instead of by budgets. <c>null</c> (default): by budgets. With it only the limits, and the nice value and the I/O priority of <see cref="Aggressiveness"/>, apply of the above; a limit that is not set above is its own.</summary>
    public PlainPolicy? Plain { get; set; }

    /// <summary>What is asked for jobs that leave it open. Default: nothing, it is learned.</summary>
    public ResourceRequest DefaultRequest { get; set; } = ResourceRequest.Unknown;

    /// <summary>Things of which there are only so many, for <see cref="Job.Resources"/>; each name once. Default: none.</summary>
    public IList<NamedResource> Resources { get; } = [];

    /// <summary>Executors for kinds of jobs of your own, by the type of the job; a derived type uses its nearest base's. They also replace the built-in ones.</summary>
    public IDictionary<Type, IJobExecutor> Executors { get; } = new Dictionary<Type, IJobExecutor>();

    /// <summary>Receives the output of processes with <see cref="ProcessOutput.Collect"/>. <c>null</c> (default): it is thrown away.</summary>
    public IJobOutput? Output { get; set; }

    /// <summary>How the processes of a job are ended that is removed, cancelled or out of time. Default: <see cref="TerminationSequence.Default"/>.</summary>
    public TerminationSequence Termination { get; set; } = TerminationSequence.Default;

    /// <summary>Keeps what happens. <c>null</c> (default): nobody does.</summary>
    public IJobJournal? Journal { get; set; }

    /// <summary>Remembers across runs what jobs needed. <c>null</c> (default): nobody does. Not disposed by the controller.</summary>
    public IJobHistory? History { get; set; }

    /// <summary>Says what the machine's load is. <c>null</c> (default): this system's sampler. Not disposed by the controller.</summary>
    public ILoadSampler? LoadSampler { get; set; }

    /// <summary>Where all times come from. Default: <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How many jobs of a source given to <see cref="JobController.RunAsync(IEnumerable{Job}, CancellationToken)"/> wait in the queue at once, at least 1; a sequence counts until it ends, as its steps wait one after another. When it is full, drawing goes on once half of it is free. Default 1024.</summary>
    public int SourceWindow { get; set; } = 1024;

    /// <summary>Sees each decision with its facts. <c>null</c> (default): nobody does.</summary>
    internal IDecisionWitness? Witness { get; set; }

    /// <summary>Whether this process has no children but the jobs of this controller, and adopts orphans (PR_SET_CHILD_SUBREAPER): so it is in the engine of the tool.</summary>
    internal bool OwnsAllChildren { get; set; }

    /// <summary>Tells how long ago somebody last typed at a terminal of this machine; <c>null</c>: this system's way.</summary>
    internal Func<TimeSpan?>? PersonIdle { get; set; }

    internal AdmissionPolicy ToPolicy() => (Plain ?? (AdmissionPolicy)new GovernorPolicy { Aggressiveness = Aggressiveness, CpuTarget = CpuTarget, MemoryReserve = MemoryReserve, CountsOthers = CountsOthers }) with
    {
        MaxRunning = MaxRunning ?? Plain?.MaxRunning,
        StartInterval = StartInterval > TimeSpan.Zero ? StartInterval : Plain?.StartInterval ?? TimeSpan.Zero,
        MaxLoad = MaxLoad ?? Plain?.MaxLoad,
        MinAvailableMemory = MinAvailableMemory ?? Plain?.MinAvailableMemory,
    };

    /// <exception cref="ArgumentException">A property is out of its range.</exception>
    internal void Validate()
    {
        Check(Aggressiveness is not null, nameof(Aggressiveness), Aggressiveness, "not null");
        Check(CpuTarget is null or (> 0 and <= 10), nameof(CpuTarget), CpuTarget, "above 0 and at most 10");
        Check(MemoryReserve is null or { Bytes: >= 0 }, nameof(MemoryReserve), MemoryReserve, "not negative");
        Check(MaxRunning is null or >= 1, nameof(MaxRunning), MaxRunning, "at least 1");
        Check(StartInterval >= TimeSpan.Zero, nameof(StartInterval), StartInterval, "not negative");
        Check(MaxLoad is null or > 0, nameof(MaxLoad), MaxLoad, "above 0");
        Check(MinAvailableMemory is null or { Bytes: >= 0 }, nameof(MinAvailableMemory), MinAvailableMemory, "not negative");
        Check(DefaultRequest is not null, nameof(DefaultRequest), DefaultRequest, "not null");
        Check(TimeProvider is not null, nameof(TimeProvider), TimeProvider, "not null");
        Check(Termination is not null, nameof(Termination), Termination, "not null");
        Check(Resources.All(resource => resource is not null) && Resources.DistinctBy(resource => resource.Name).Count() == Resources.Count, nameof(Resources), string.Join(", ", Resources), "resources with different names");
        Check(SourceWindow >= 1, nameof(SourceWindow), SourceWindow, "at least 1");
        Check(Plain is null or { CpuThreshold: >= 0, MemoryThreshold: >= 0 and <= 1, EscalationPerSecond: >= 0, Poll.Ticks: > 0 } and { MaxRunning: null or >= 1, MaxLoad: null or > 0, StartInterval.Ticks: >= 0, MinAvailableMemory: null or { Bytes: >= 0 } },
            nameof(Plain), Plain, "thresholds and limits that are not negative, a poll and a load above 0 and a cap of at least 1");
        Check(Aggressiveness is { CpuTarget: > 0, CpuTargetEscalated: > 0, MemoryReserve: >= 0 and <= 1, Nice: >= 0 and <= 19, QuietTime: null or { Ticks: >= 0 } }, nameof(Aggressiveness), Aggressiveness, "CPU targets above 0, a memory reserve in 0..1, a nice value in 0..19 and a quiet time that is not negative");
    }

    static void Check(bool holds, string property, object? value, string allowed)
    {
        if (!holds) throw new ArgumentException($"{nameof(JobControllerOptions)}.{property} is {value ?? "null"}; it must be {allowed}.");
    }
}
