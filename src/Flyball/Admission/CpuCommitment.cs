using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Admission;

/// <summary>
/// What is committed of the CPUs: L = F + Σ e(j), with F the cores that foreign work keeps busy and e(j) what a running job uses or is about to use.
/// </summary>
static class CpuCommitment
{
    /// <summary>A started job counts at its estimate, and less and less so, until it has had this long to show what it uses.</summary>
    public static readonly TimeSpan StartReservation = TimeSpan.FromSeconds(1);

    /// <summary>CPU pressure (some) above which jobs may be getting less than they ask for. Measured on a real kernel: 0.98 with CPU work in excess, 0.07 with jobs that wait.</summary>
    const double ContentionPressure = 0.08;

    /// <summary>Without pressure, more runnable tasks than cores by this much, twice in a row, mean contention.</summary>
    const double CrowdMargin = 0.5;

    /// <summary>Where it cannot be seen whether a job wants a CPU: one that uses less than this share of its estimate does not, even under contention.</summary>
    public const double IdleShare = 0.1;

    /// <summary>A job that has done next to nothing so far may do so because it loads or waits first: it counts at this share of its estimate.</summary>
    public const double LateShare = 0.6;

    /// <summary>Until it has had this long.</summary>
    public static readonly TimeSpan LatestLoad = TimeSpan.FromSeconds(10);

    /// <summary>Adds up what is committed of the CPUs that we may run on, and of the CPU quota of a control group where one is set.</summary>
    /// <param name="situation">All that is known.</param>
    /// <param name="state">What earlier decisions handed on.</param>
    /// <param name="countsOthers">See <see cref="GovernorPolicy.CountsOthers"/>. Within a quota everybody counts: the kernel stops all when it is used up.</param>
    public static CpuPools Of(in Situation situation, in AdmissionState state, bool countsOthers = true)
    {
        bool contended = IsContended(situation.Load, state);
        var sum = CoreAmount.Zero;
        foreach (ref readonly RunningJob job in situation.Running)
            if (!job.IsSuspended) sum += Committed(job, situation.Now, contended);

        double own = sum.Cores;
        LoadSample load = situation.Load;
        CpuPool machine = new(load.Capacity.UsableCpus, countsOthers ? Foreigners(situation, load.BusyCores, own) : 0, own);
        CpuPool? quota = load.Capacity.CpuQuota is { } cores ? new(cores.Cores, Foreigners(situation, load.QuotaGroupBusyCores, own), own) : null;
        return new(machine, quota);
    }

    /// <summary>
    /// e(j) = max(u, c · w) with w falling from 1 at the start to 0 after <see cref="StartReservation"/>; c for as long as nothing was measured.
    /// Under contention a job that wants a CPU counts at its estimate: what it lacks, its siblings and foreign work have, and it would take it back. Use alone would
    /// not tell: beside work of a higher CPU weight a job may get next to nothing.
    /// </summary>
    public static CoreAmount Committed(in RunningJob job, TimeSpan now, bool contended)
    {
        CoreAmount estimate = job.Estimate.Cores;
        if (job.Cores is not { } used) return estimate;
        if (contended && (job.WantsCpu ?? used > estimate * IdleShare)) return CoreAmount.Max(used, estimate);
        TimeSpan age = now - job.StartedAt;
        double share = Math.Clamp(1 - (age / StartReservation), 0, 1);
        if (share < LateShare && age < LatestLoad && used <= estimate * IdleShare && job.CpuTime < age * (IdleShare * estimate.Cores)) share = LateShare;
        return CoreAmount.Max(used, estimate * share);
    }

    /// <summary>Whether tasks are known to wait for a CPU.</summary>
    public static bool IsContended(in LoadSample load, in AdmissionState state) =>
        load.CpuPressure is { } pressure ? pressure.Some > ContentionPressure : state.CrowdedTwice;

    /// <summary>The state with the number of runnable tasks noted, for systems that measure no pressure.</summary>
    public static AdmissionState NoteCrowd(in AdmissionState state, in LoadSample load)
    {
        if (load.CpuPressure is not null || load.Runnable is not { } runnable)
            return state with { Crowded = false, CrowdedTwice = false };
        if (load.At == state.CrowdedAt) return state;
        bool crowded = runnable > load.Capacity.Cores.Cores + CrowdMargin;
        return state with { Crowded = crowded, CrowdedTwice = crowded && state.Crowded, CrowdedAt = load.At };
    }

    /// <summary>
    /// Cores that others keep busy. Before there are rates the number of runnable tasks says it; <c>null</c> when neither can be read, then the gate does not see others.
    /// </summary>
    static double? Foreigners(in Situation situation, double? busy, double committed)
    {
        if (busy is { } cores) return Math.Max(0, cores - (situation.OwnCores ?? committed));
        return situation.Load.Runnable is { } runnable ? Math.Max(0, runnable - committed) : null;
    }
}
