using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>
/// What the jobs of one template were seen to need, in this run and in those that a record remembers, and the estimate for the next of them. Pure arithmetic: it is told times and
/// never takes any. Not thread safe.
/// </summary>
public sealed class SiblingUse
{
    /// <summary>The margin over a size that was seen of siblings.</summary>
    const double MemoryMargin = 1.1;

    /// <summary>The margin over what the same command held before.</summary>
    const double RememberedMargin = 1.05;

    /// <summary>
    /// An estimate is the size that half of the siblings do not exceed: several run at once, and what one takes more another takes less. Simulated: 0.95 costs a template of very different sizes a quarter of
    /// its time, and ends no fewer jobs.
    /// </summary>
    const double MemoryQuantile = 0.5;

    /// <summary>An ended job's weight in the mean of cores falls to 1/e over this many later ones.</summary>
    const int RememberedEnds = 50;

    readonly DecayingHistogram _peaks, _times;
    readonly UnknownSize _unknown = new();
    double _endedCpu, _endedWall, _runningCpu, _runningWall;
    double _memoryFactor = 1;
    int _ended, _runningCount;
    RunTimes? _runTimes;
    (ByteSize? Memory, TimeSpan? Time) _typical;
    bool _isCurrent;

    /// <summary>Makes an account of jobs of which nothing was seen in this run.</summary>
    /// <param name="record">What is remembered of earlier runs; <c>null</c>: nothing.</param>
    /// <param name="days">How many days ago that was, at least 0.</param>
    public SiblingUse(TemplateRecord? record = null, int days = 0)
    {
        record ??= TemplateRecord.Empty;
        _peaks = DecayingHistogram.Of(record.PeakMemory);
        _times = DecayingHistogram.Of(record.WallTime);
        _peaks.Age(days);
        _times.Age(days);
        _memoryFactor = record.MemoryFactor;
        BestConcurrency = record.BestConcurrency;
        Remember(record);
    }

    /// <summary>Mean cores over the life of the siblings seen; one core while none was.</summary>
    public CoreAmount Cores => Siblings == 0 ? CoreAmount.One : CoreAmount.FromCores((_endedCpu + _runningCpu) / (_endedWall + _runningWall));

    /// <summary>Ended siblings, those of earlier runs too, and running ones that have run long enough to count.</summary>
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
    /// <param name="ranShort">Whether it ended for want of memory: then it needs more than it held, and only that counts.</param>
    /// <returns>What it is to be remembered by.</returns>
    public JobObservation Ended(TimeSpan? cpu, TimeSpan wall, ByteSize? peak, bool contended, bool? wantsCpu = null, bool ranShort = false)
    {
        bool wasCut = ranShort;
        if (peak is { } held)
        {
            peak = ranShort ? EstimateGrowth.Beyond(held) : held;

            // One that was believed to need as much as it held was ended for others.
            ranShort &= !(Typical().Memory >= held);
            _memoryFactor = EstimateGrowth.After(_memoryFactor, ranShort, _peaks);
            _peaks.Add(peak.Value.Bytes);
            _isCurrent = false;
        }

        JobObservation seen = new() { PeakMemory = peak, RanShort = ranShort, BestConcurrency = BestConcurrency };
        if (cpu is not { } used || wall <= TimeSpan.Zero || wasCut) return seen;
        double wanted = Wanted(used.TotalSeconds, wall.TotalSeconds, contended, wantsCpu);
        double keep = 1 - (1.0 / RememberedEnds);
        _endedCpu = (_endedCpu * keep) + wanted;
        _endedWall = (_endedWall * keep) + wall.TotalSeconds;
        _ended++;
        _times.Add(wall.TotalMilliseconds);
        _isCurrent = false;
        return seen with { Cores = wanted / wall.TotalSeconds, WallTime = wall };
    }

    /// <summary>Forgets the running siblings, to be told anew by <see cref="Running"/>.</summary>
    /// <param name="now">When they are looked at, on a clock of the caller.</param>
    public void BeginRunning(TimeSpan now)
    {
        _runningCpu = _runningWall = 0;
        _runningCount = 0;
        _unknown.Begin(now);
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
        if (memory is { } held) _unknown.Note(held, age);
        if (cpu is not { } used || age < BudgetRule.TrialTime) return;
        double wanted = Wanted(used.TotalSeconds, age.TotalSeconds, contended, wantsCpu);
        _runningCpu += wanted;
        _runningWall += age.TotalSeconds;
        _runningCount++;
    }

    /// <summary>What is believed of the next job of the template: the user's word where there is one, else what the same command needed before, else what siblings showed, else a prior.</summary>
    /// <param name="request">The user's word.</param>
    /// <param name="memoryPerCore">The machine's usable memory divided by its usable cores; <c>null</c>: cannot be read.</param>
    /// <param name="command">What is remembered of the very same command; <c>null</c>: nothing.</param>
    public Estimate EstimateFor(ResourceRequest request, ByteSize? memoryPerCore, CommandRecord? command = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        (ByteSize? typical, TimeSpan? time) = Typical();
        EstimateSource known = command is null ? EstimateSource.Learned : EstimateSource.Remembered;
        ByteSize? learned = command is null ? typical : command.PeakMemory * RememberedMargin;
        return new()
        {
            Cores = (request.Cores ?? command?.Cores) is { } cores ? CoreAmount.FromCores(cores) : Cores,
            CoresSource = Source(request.Cores is not null, command is not null || Siblings > 0, known),
            Memory = request.Memory ?? learned ?? _unknown.Estimate(memoryPerCore, _peaks),
            MemorySource = Source(request.Memory is not null, learned is not null, known),
            Duration = request.Duration ?? command?.WallTime ?? time,
            Siblings = command is null ? Siblings : Math.Max(RememberedEnds, Siblings),
            BytesPerSecond = Traffic.BytesPerSecond,
            BestConcurrency = BestConcurrency,
        };
    }

    /// <summary>The size and the time of the usual sibling; <c>null</c>: too few have ended. Found again after ends only.</summary>
    (ByteSize? Memory, TimeSpan? Time) Typical()
    {
        if (_isCurrent) return _typical;
        _isCurrent = true;
        return _typical = (
            _peaks.Weight > DecayingHistogram.WeightThatTeaches ? ByteSize.FromBytes(_peaks.Quantile(MemoryQuantile) * MemoryMargin * _memoryFactor) : null,
            _times.Weight > DecayingHistogram.WeightThatTeaches ? TimeSpan.FromMilliseconds(_times.Quantile(0.5)) : null);
    }

    /// <summary>What earlier runs knew of the cores counts as that many jobs of the usual length; what this run shows weighs more and more.</summary>
    void Remember(TemplateRecord record)
    {
        if (record.Cores.Weight == 0 || record.WallTime.Weight == 0) return;
        _ended = (int)Math.Min(record.Ends, RememberedEnds);
        _endedWall = _ended * record.WallTime.Quantile(0.5) / 1000;
        _endedCpu = _endedWall * record.Cores.Quantile(0.5) / 1000;
        if (record.Read.Weight > 0) Traffic.Ended(_ended * (record.Read.Quantile(0.5) + record.Written.Quantile(0.5)), TimeSpan.FromSeconds(_endedWall));
    }

    static EstimateSource Source(bool requested, bool isKnown, EstimateSource known) =>
        requested ? EstimateSource.Requested : isKnown ? known : EstimateSource.Assumed;

    /// <summary>CPU seconds that a job would have taken had it been alone: under contention a job that wants a CPU is taken to want what its siblings wanted.</summary>
    double Wanted(double cpu, double wall, bool contended, bool? wantsCpu)
    {
        double believed = Cores.Cores;
        double cores = cpu / wall;
        bool starved = contended && (wantsCpu ?? cores > CpuCommitment.IdleShare * believed);
        return starved && cores < believed ? believed * wall : cpu;
    }
}
