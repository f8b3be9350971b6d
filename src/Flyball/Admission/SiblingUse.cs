using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>
/// What the jobs of one template were seen to need in this run, and the estimate for the next of them. Pure arithmetic: it is told times and never takes any.
/// Not thread safe.
/// </summary>
public sealed class SiblingUse
{
    /// <summary>The memory of a job that nobody knows: this, or an equal share of the memory per core where that is less.</summary>
    static readonly ByteSize UnknownMemory = ByteSize.MiB(500);

    /// <summary>The margin over the largest job seen.</summary>
    const double MemoryMargin = 1.1;

    /// <summary>Sizes vary: fewer ends than this do not undercut the prior.</summary>
    const int EndsThatTeachMemory = 3;

    /// <summary>An ended job's weight in the mean of cores falls to 1/e over this many later ones.</summary>
    const int RememberedEnds = 50;

    double _endedCpu, _endedWall, _runningCpu, _runningWall;
    ByteSize _endedPeak, _runningPeak;
    int _ended, _endedWithPeak, _runningCount;
    RunTimes? _runTimes;

    /// <summary>Mean cores over the life of the siblings seen; one core while none was.</summary>
    public CoreAmount Cores => Siblings == 0 ? CoreAmount.One : CoreAmount.FromCores((_endedCpu + _runningCpu) / (_endedWall + _runningWall));

    /// <summary>Ended siblings, and running ones that have run long enough to count.</summary>
    public int Siblings => _ended + _runningCount;

    /// <summary>What they move from storage and to it.</summary>
    public SiblingTraffic Traffic { get; } = new();

    /// <summary>How many jobs of the template at once were found to do most work; <c>null</c>: not known.</summary>
    public double? BestConcurrency { get; set; }

    /// <summary>The median run time of what <see cref="NoteRunTime"/> was told; <c>null</c>: of fewer than three.</summary>
    public TimeSpan? MedianRunTime => _runTimes?.Median;

    /// <summary>Notes how long a sibling ran that succeeded, for <see cref="MedianRunTime"/>.</summary>
    public void NoteRunTime(TimeSpan time) => (_runTimes ??= new()).Add(time);

    /// <summary>Notes the end of a sibling.</summary>
    /// <param name="cpu">CPU time of its whole tree; <c>null</c>: not measured, then only its memory counts.</param>
    /// <param name="wall">How long it ran.</param>
    /// <param name="peak">The most memory that it held; <c>null</c>: not measured.</param>
    /// <param name="contended">Whether tasks waited for the CPUs while it ran, so that it may have got less than it wanted.</param>
    /// <param name="wantsCpu">Whether it was one of them; <c>null</c>: not measurable.</param>
    public void Ended(TimeSpan? cpu, TimeSpan wall, ByteSize? peak, bool contended, bool? wantsCpu = null)
    {
        if (peak is { } held)
        {
            _endedPeak = ByteSize.Max(_endedPeak, held);
            _endedWithPeak++;
        }

        if (cpu is not { } used || wall <= TimeSpan.Zero) return;
        double wanted = Wanted(used.TotalSeconds, wall.TotalSeconds, contended, wantsCpu);
        double keep = 1 - (1.0 / RememberedEnds);
        _endedCpu = (_endedCpu * keep) + wanted;
        _endedWall = (_endedWall * keep) + wall.TotalSeconds;
        _ended++;
    }

    /// <summary>Forgets the running siblings, to be told anew by <see cref="Running"/>.</summary>
    public void BeginRunning()
    {
        _runningCpu = _runningWall = 0;
        _runningPeak = ByteSize.Zero;
        _runningCount = 0;
        Traffic.BeginRunning();
    }

    /// <summary>Tells of a sibling that runs.</summary>
    /// <param name="cpu">CPU time of its whole tree so far; <c>null</c>: not measured.</param>
    /// <param name="age">How long it has run.</param>
    /// <param name="memory">Memory that it holds now; <c>null</c>: not measured.</param>
    /// <param name="contended">Whether tasks wait for the CPUs now.</param>
    /// <param name="wantsCpu">Whether it is one of them; <c>null</c>: not measurable.</param>
    public void Running(TimeSpan? cpu, TimeSpan age, ByteSize? memory, bool contended, bool? wantsCpu = null)
    {
        if (memory is { } held) _runningPeak = ByteSize.Max(_runningPeak, held);
        if (cpu is not { } used || age < BudgetRule.TrialTime) return;
        double wanted = Wanted(used.TotalSeconds, age.TotalSeconds, contended, wantsCpu);
        _runningCpu += wanted;
        _runningWall += age.TotalSeconds;
        _runningCount++;
    }

    /// <summary>What is believed of the next job of the template: the user's word where there is one, else what siblings showed, else a prior.</summary>
    /// <param name="request">The user's word.</param>
    /// <param name="memoryPerCore">The machine's usable memory divided by its usable cores; <c>null</c>: cannot be read.</param>
    public Estimate EstimateFor(ResourceRequest request, ByteSize? memoryPerCore)
    {
        ArgumentNullException.ThrowIfNull(request);
        ByteSize prior = memoryPerCore is { } share ? ByteSize.Min(UnknownMemory, share) : UnknownMemory;
        ByteSize seen = ByteSize.Max(_endedPeak, _runningPeak) * MemoryMargin;
        bool learned = _endedWithPeak >= EndsThatTeachMemory;
        return new()
        {
            Cores = request.Cores is { } cores ? CoreAmount.FromCores(cores) : Cores,
            CoresSource = Source(request.Cores is not null, Siblings > 0),
            Memory = request.Memory ?? (learned ? seen : ByteSize.Max(seen, prior)),
            MemorySource = Source(request.Memory is not null, learned),
            Duration = request.Duration,
            Siblings = Siblings,
            BytesPerSecond = Traffic.BytesPerSecond,
            BestConcurrency = BestConcurrency,
        };
    }

    static EstimateSource Source(bool requested, bool learned) =>
        requested ? EstimateSource.Requested : learned ? EstimateSource.Learned : EstimateSource.Assumed;

    /// <summary>CPU seconds that a job would have taken had it been alone: under contention a job that wants a CPU is taken to want what its siblings wanted.</summary>
    double Wanted(double cpu, double wall, bool contended, bool? wantsCpu)
    {
        double believed = Cores.Cores;
        double cores = cpu / wall;
        bool starved = contended && (wantsCpu ?? cores > CpuCommitment.IdleShare * believed);
        return starved && cores < believed ? believed * wall : cpu;
    }
}
