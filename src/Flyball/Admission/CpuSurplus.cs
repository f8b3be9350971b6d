using Flyball.Load;

namespace Flyball.Admission;

/// <summary>
/// Cores that may be committed beyond the target, because what is committed was not used of late: jobs that load or wait before they compute leave cores idle that the budget believes taken.
/// An integral of the idle share while jobs are held for want of cores.
/// </summary>
static class CpuSurplus
{
    /// <summary>The most, as a share of the cores. As much as a long wait gives.</summary>
    const double Most = 0.5;

    /// <summary>A share of the cores that is idle all the time adds this part of it in each second.</summary>
    const double GainPerSecond = 0.3;

    /// <summary>Full cores take so much off in each second.</summary>
    const double LossPerSecond = 0.01;

    /// <summary>Cores of which less is idle are full.</summary>
    const double Full = 0.97;

    /// <summary>The state with what the last sample says.</summary>
    /// <param name="state">As the last decision left it.</param>
    /// <param name="load">The sample.</param>
    /// <param name="target">Share of the cores that is to be used.</param>
    public static AdmissionState Note(in AdmissionState state, in LoadSample load, double target)
    {
        double seconds = (load.At - state.SurplusAt).TotalSeconds;
        if (seconds <= 0 || load.BusyCores is not { } busy) return state;
        double used = busy / (load.Capacity.UsableCpus * target);
        double change = used >= Full ? -LossPerSecond : state.HeldForCpu ? GainPerSecond * (Full - used) : 0;
        return state with { SurplusAt = load.At, Surplus = Math.Clamp(state.Surplus + (change * Math.Min(1, seconds)), 0, Most) };
    }

    /// <summary>The share of the cores that may be committed beyond the target: none of what others use.</summary>
    /// <param name="state">As <see cref="Note"/> gave it.</param>
    /// <param name="pool">The cores.</param>
    public static double Share(in AdmissionState state, in CpuPool pool) => state.Surplus * Math.Max(0, 1 - (pool.Foreign / pool.Capacity));
}
