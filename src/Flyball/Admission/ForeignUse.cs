using Flyball.Load;

namespace Flyball.Admission;

/// <summary>Others keep cores busy that our running jobs want: jobs that give way may then get next to none of them. Immutable.</summary>
/// <param name="Cores">Cores that others keep busy, at most <paramref name="Usable"/>.</param>
/// <param name="Usable">CPUs that we may run on.</param>
public sealed record ForeignUse(double Cores, int Usable)
{
    /// <summary>A smaller share of the CPUs is not missed.</summary>
    const double LeastShare = 0.25;

    /// <summary>What ours lack may be the error of an estimate below this, in cores.</summary>
    const double LeastLack = 0.25;

    /// <summary>What is to be told of others.</summary>
    /// <param name="load">What the machine says.</param>
    /// <param name="own">Cores that we keep busy; <c>null</c>: not measured.</param>
    /// <param name="lacked">Cores that our running jobs would use and do not get.</param>
    /// <returns><c>null</c>: nothing; ours get what they want, or it cannot be seen.</returns>
    internal static ForeignUse? Of(in LoadSample load, double? own, double lacked)
    {
        if (lacked < LeastLack || load.BusyCores - own is not { } foreign) return null;
        int usable = load.Capacity.UsableCpus;
        return foreign < usable * LeastShare ? null : new(Math.Min(foreign, usable), usable);
    }

    /// <summary>Cores that a running job would use and does not get, while tasks wait for the CPUs.</summary>
    internal static double LackedBy(in RunningJob job) => job is { IsSuspended: false, WantsCpu: true } ? Math.Max(0, job.Estimate.Cores.Cores - (job.Cores?.Cores ?? 0)) : 0;
}
