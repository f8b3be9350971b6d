namespace Flyball.Admission;

/// <summary>The cores of the machine, and those of the CPU quota of a control group where one is set: a job must fit into both. A mutable value.</summary>
/// <param name="machine">The CPUs that we may run on.</param>
/// <param name="quota">What the quota allows of them; <c>null</c>: none is set.</param>
struct CpuPools(CpuPool machine, CpuPool? quota)
{
    CpuPool _machine = machine, _quota = quota ?? default;
    readonly bool _hasQuota = quota is not null;

    public readonly CpuPool Machine => _machine;

    /// <summary>Why a job does not start for want of cores, or that it fits. The quota's answer counts where it holds the job or both let it pass with less to spare.</summary>
    /// <param name="estimate">What the job needs.</param>
    /// <param name="share">Share of the cores that may be committed.</param>
    public readonly Reason Judge(in Estimate estimate, double share)
    {
        Reason whole = _machine.Judge(estimate, share);
        if (!_hasQuota) return whole;
        Reason limited = _quota.Judge(estimate, share);
        bool quotaBinds = Spare(limited) <= Spare(whole);
        if (whole.Gate == Gate.Fits) return limited.Gate == Gate.Fits && !quotaBinds ? whole : limited;
        return limited.Gate == Gate.Fits || !quotaBinds ? whole : limited;
    }

    /// <summary>Commits the cores of a job that starts.</summary>
    public void Start(in Estimate estimate, double share)
    {
        _machine.Start(estimate, share);
        if (_hasQuota) _quota.Start(estimate, share);
    }

    /// <summary>Keeps the cores that a job needs from those behind it.</summary>
    public void Keep(in Estimate estimate, double share)
    {
        _machine.Keep(estimate, share);
        if (_hasQuota) _quota.Keep(estimate, share);
    }

    static double Spare(in Reason reason) => reason.Limit - reason.Used - reason.Needed;
}
