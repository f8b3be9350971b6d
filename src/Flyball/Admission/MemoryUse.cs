namespace Flyball.Admission;

/// <summary>How the running jobs stand to memory, and which of them a step would be taken with. Jobs that are told to end are left out: they are on their way.</summary>
readonly ref struct MemoryUse
{
    /// <summary>Slower growth than this, in bytes per second, is none.</summary>
    const double LeastGrowth = 1 << 20;

    /// <summary>Suspended are those that grow at least this fast, as a share of the fastest: slow ones are not in the way of the one that fills the memory.</summary>
    const double GrowsMuch = 0.5;

    /// <summary>Ending a job that holds less than this share of what is critical would change nothing.</summary>
    const double WorthEnding = 0.1;

    readonly ReadOnlySpan<RunningJob> _jobs;

    MemoryUse(ReadOnlySpan<RunningJob> jobs)
    {
        _jobs = jobs;
        foreach (ref readonly RunningJob job in jobs)
        {
            if (job.IsEnding) continue;
            if (job.IsSuspended)
            {
                Suspended++;
                continue;
            }

            Active++;
            if (job.Growth is null) Unmeasured++;
            Growth += Grown(job);
            Fastest = Math.Max(Fastest, Grown(job));
            Outstanding += Promised(job);
        }
    }

    /// <summary>Jobs that run.</summary>
    public int Active { get; }

    /// <summary>Jobs that are suspended.</summary>
    public int Suspended { get; }

    /// <summary>Jobs that run and of which it is not known yet how they grow.</summary>
    public int Unmeasured { get; }

    /// <summary>Bytes per second by which those that run grow together.</summary>
    public double Growth { get; }

    /// <summary>Bytes that those that run take in the next seconds, if they go on growing as they do. Of a command that ran before it is known where it ends, until it is seen to hold more.</summary>
    public double TakenWithin(double seconds)
    {
        double sum = 0;
        foreach (ref readonly RunningJob job in _jobs)
        {
            if (job.IsEnding || job.IsSuspended) continue;
            double left = job.Estimate.MemorySource == EstimateSource.Remembered ? MemoryBudget.OutstandingOf(job) : 0;
            sum += Math.Min(Grown(job) * seconds, left > 0 ? left : double.PositiveInfinity);
        }

        return sum;
    }

    /// <summary>Bytes promised to those that run and whose size is known, and not yet taken.</summary>
    public double Outstanding { get; }

    /// <summary>Whether any grows.</summary>
    public bool Grows => Fastest > 0;

    double Fastest { get; }

    public static MemoryUse Of(in Situation situation) => new(situation.Running);

    /// <summary>What a suspended job would still take, as far as one knows: what was set aside for it, or what it takes in a second.</summary>
    public static double Remaining(in RunningJob job) => Math.Max(Promised(job), Grown(job));

    /// <summary>The youngest of those that grow much and can be suspended; <c>null</c>: there is none, or it would be the last that runs.</summary>
    /// <param name="now">The time.</param>
    public RunningJob? YoungestGrowing(TimeSpan now)
    {
        if (Active < 2) return null;
        RunningJob? youngest = null;
        foreach (ref readonly RunningJob job in _jobs)
        {
            if (job.IsEnding || job.IsSuspended || !job.IsSuspendable || now - job.SteppedAt < MemoryLadder.BetweenSteps) continue;
            if (Grown(job) > 0 && Grown(job) >= Fastest * GrowsMuch && (youngest is not { } other || IsYounger(job, other))) youngest = job;
        }

        return youngest;
    }

    /// <summary>The oldest of those that are suspended; <c>null</c>: none is.</summary>
    public RunningJob? OldestSuspended()
    {
        RunningJob? oldest = null;
        foreach (ref readonly RunningJob job in _jobs)
            if (job is { IsSuspended: true, IsEnding: false } && (oldest is not { } other || IsYounger(other, job))) oldest = job;
        return oldest;
    }

    /// <summary>
    /// Whose end loses least work for the memory that it gives back: min (CPU seconds + 0.2) · (1 + ends so far) / (bytes + 50 MiB). <c>null</c>: of none that may be ended.
    /// Never the last one. Bytes beyond what is enough are of no use: for their sake a large job is not ended that has done much.
    /// </summary>
    /// <param name="critical">See <see cref="MemoryMarks.Critical"/>.</param>
    /// <param name="enough">Bytes that are to be available again: see <see cref="MemoryMarks.Safe"/>.</param>
    public RunningJob? Cheapest(double critical, double enough)
    {
        if (Active + Suspended < 2) return null;
        RunningJob? cheapest = null;
        double least = double.PositiveInfinity;
        foreach (ref readonly RunningJob job in _jobs)
        {
            if (job.IsEnding || !job.IsRepeatable || job.Memory is not { } held || held.Bytes < critical * WorthEnding) continue;
            double loss = (job.CpuTime.TotalSeconds + 0.2) * (1 + job.MemoryEnds) / (Math.Min(held.Bytes, enough) + (50.0 * (1 << 20)));
            if (loss < least) (cheapest, least) = (job, loss);
        }

        return cheapest;
    }

    /// <summary>Whether a job was started after another.</summary>
    public static bool IsYounger(in RunningJob job, in RunningJob other) =>
        job.StartedAt > other.StartedAt || (job.StartedAt == other.StartedAt && job.Id > other.Id);

    /// <summary>What is believed of a size that nobody knows holds starts. It would hold for long what was suspended, too: of those that run only what was measured counts.</summary>
    static double Promised(in RunningJob job) => job.Estimate.MemorySource == EstimateSource.Assumed ? 0 : MemoryBudget.OutstandingOf(job);

    static double Grown(in RunningJob job) => job.Growth is { Bytes: >= (long)LeastGrowth } growth ? growth.Bytes : 0;
}
