using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>
/// What may still be promised of memory: H = available − reserve, of which O = Σ φ · max(0, m − r) is already promised to running jobs
/// that have not taken it yet (m: estimate, r: held now).
/// </summary>
readonly struct MemoryBudget
{
    /// <summary>
    /// Share of an estimate that is set aside: peaks of jobs do not coincide. Simulated: 1.0 is safe and 14 points slower on mixed memory, 0.5 ends more jobs.
    /// A size that the user names is set aside whole, so is one that nobody knows: what a template has not shown yet may be all of it; and so is what the same command held before: it will do so again.
    /// </summary>
    const double EstimatedShare = 0.7;

    static readonly ByteSize s_usualLeastReserve = ByteSize.MiB(256);

    MemoryBudget(double? headroom, double outstanding, double? largest, int scouts, double scoutsOutstanding)
    {
        Headroom = headroom;
        Outstanding = outstanding;
        Largest = largest;
        Scouts = scouts;
        ScoutsOutstanding = scoutsOutstanding;
    }

    /// <summary>Bytes available beyond the reserve; may be negative. <c>null</c>: cannot be read, the gate does not see.</summary>
    public double? Headroom { get; }

    /// <summary>Bytes promised to running jobs and not yet taken.</summary>
    public double Outstanding { get; }

    /// <summary>The most that the whole machine, or the control group that binds, could ever give a job. <c>null</c>: cannot be read.</summary>
    public double? Largest { get; }

    /// <summary>Running jobs whose size nobody knows.</summary>
    public int Scouts { get; }

    /// <summary>What of <see cref="Outstanding"/> is promised to them.</summary>
    public double ScoutsOutstanding { get; }

    /// <summary>Adds up the budget of a situation.</summary>
    public static MemoryBudget Of(in Situation situation, GovernorPolicy policy)
    {
        double outstanding = 0, ofScouts = 0;
        int scouts = 0;
        foreach (ref readonly RunningJob job in situation.Running)
        {
            double promised = OutstandingOf(job);
            outstanding += promised;
            if (job.Estimate.MemorySource != EstimateSource.Assumed) continue;
            ofScouts += promised;
            scouts++;
        }

        ByteSize? capacity = situation.Load.Capacity.Memory;
        ByteSize reserve = Reserve(policy, capacity);
        return new(
            situation.Load.MemoryAvailable is { } available ? (available - reserve).Bytes : null,
            outstanding,
            capacity is { } whole ? (whole - reserve).Bytes : null,
            scouts,
            ofScouts);
    }

    /// <summary>What the policy never gives away: a share, but never less than 256 MiB or an eighth, whichever is smaller.</summary>
    public static ByteSize Reserve(GovernorPolicy policy, ByteSize? capacity)
    {
        if (policy.MemoryReserve is { } reserve) return reserve;
        return capacity is { } whole ? ByteSize.Max(whole * policy.Aggressiveness.MemoryReserve, LeastReserve(whole)) : s_usualLeastReserve;
    }

    /// <summary>256 MiB, or an eighth of all memory where that is less.</summary>
    public static ByteSize LeastReserve(ByteSize? capacity) => capacity is { } whole ? ByteSize.Min(s_usualLeastReserve, whole * 0.125) : s_usualLeastReserve;

    /// <summary>What a job that is not started yet would have set aside.</summary>
    public static double Needed(in Estimate estimate) => Share(estimate) * estimate.Memory.Bytes;

    /// <summary>What a running job has not taken yet of what was set aside for it.</summary>
    public static double OutstandingOf(in RunningJob job) =>
        Share(job.Estimate) * Math.Max(0, (job.Estimate.Memory - (job.Memory ?? ByteSize.Zero)).Bytes);

    static double Share(in Estimate estimate) => estimate.MemorySource == EstimateSource.Learned ? EstimatedShare : 1;
}
