namespace Flyball.Admission;

/// <summary>Cores that are shared out: how many there are, and how many are taken while one plan is made. A mutable value.</summary>
/// <param name="capacity">Cores.</param>
/// <param name="foreign">Cores that others keep busy, at most all; <c>null</c>: unknown, then they are not seen.</param>
/// <param name="own">Cores that our running jobs hold.</param>
struct CpuPool(double capacity, double? foreign, double own)
{
    /// <summary>Share of a job's cores that must fit: the error of an estimate must not leave a core idle.</summary>
    public const double Slack = 0.75;

    double _committed = Math.Min(capacity, foreign ?? 0) + own;
    double _kept;

    /// <summary>Cores.</summary>
    public readonly double Capacity => capacity;

    /// <summary>Cores that others keep busy, as far as that is known.</summary>
    public double Foreign { get; } = Math.Min(capacity, foreign ?? 0);

    /// <summary>Cores that are taken: by others, by our running jobs, by those that start with this plan.</summary>
    public readonly double Committed => _committed;

    /// <summary>Why a job does not start for want of cores, or that it fits.</summary>
    /// <param name="estimate">What the job needs.</param>
    /// <param name="share">Share of the cores that may be committed.</param>
    public readonly Reason Judge(in Estimate estimate, double share)
    {
        double target = capacity * share;
        double needed = Needed(estimate, target);
        if (_committed + needed > target) return new(Gate.Cpu, _committed, needed, target);
        return _committed + _kept + needed > target
            ? new(Gate.ReservedCpu, _committed + _kept, needed, target)
            : new(Gate.Fits, _committed, needed, target);
    }

    /// <summary>Commits the cores of a job that starts.</summary>
    public void Start(in Estimate estimate, double share) => _committed += Math.Min(estimate.Cores.Cores, capacity * share);

    /// <summary>Keeps the cores that a job needs from those behind it.</summary>
    public void Keep(in Estimate estimate, double share) => _kept = Needed(estimate, capacity * share);

    /// <summary>What must fit of a job's cores. One that asks for more than there is gets all there is.</summary>
    static double Needed(in Estimate estimate, double target) => Slack * Math.Min(estimate.Cores.Cores, target);
}
