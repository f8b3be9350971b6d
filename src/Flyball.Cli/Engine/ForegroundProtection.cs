using Flyball.Admission;
using Flyball.Cli.Rendering;

namespace Flyball.Cli.Engine;

/// <summary>
/// Lets jobs give way to what the user works with, by the one means that works here: see docs/decisions/0017. The nice values of the jobs themselves are set in any case.
/// </summary>
static class ForegroundProtection
{
    const string AutogroupSwitch = "/proc/sys/kernel/sched_autogroup_enabled";

    /// <summary>Finds out which means works.</summary>
    public static ForegroundMeans Find() => Find(CpuControlGroup.Own());

    /// <summary>Whether cores that others keep busy need not be left to them: the kernel lets them go first, and the level does not want more.</summary>
    /// <param name="level">The level of the run.</param>
    /// <param name="nice">As for <see cref="Protect"/>.</param>
    public static bool Suffices(Aggressiveness level, int nice) => nice > 0 && !level.LeavesCores && Find() != ForegroundMeans.Nice;

    /// <summary>Puts the means to use. To be called before the first job.</summary>
    /// <param name="nice">How far to give way: 0 not at all, 19 the most.</param>
    /// <returns>Takes back what would stay behind; <c>null</c>: nothing would.</returns>
    public static IDisposable? Protect(int nice)
    {
        if (nice <= 0) return null;
        CpuControlGroup? group = CpuControlGroup.Own();
        switch (Find(group))
        {
            case ForegroundMeans.Autogroup:
                _ = Autogroup.LowerAsync(nice);
                return null;
            case ForegroundMeans.ControlGroup:
                return Lowered(group!, nice);
            default:
                return null;
        }
    }

    /// <summary>Takes away what a killed engine has left.</summary>
    public static void Sweep(int engine) => CpuControlGroup.Own()?.Remove(engine);

    /// <summary>Autogroups count among tasks of the root group alone.</summary>
    static ForegroundMeans Find(CpuControlGroup? group)
    {
        if (group is null) return IsAutogroupOn() ? ForegroundMeans.Autogroup : ForegroundMeans.Nice;
        return group.MayHaveChild ? ForegroundMeans.ControlGroup : ForegroundMeans.Nice;
    }

    static bool IsAutogroupOn()
    {
        try
        {
            return File.ReadAllText(AutogroupSwitch).Trim() == "1";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static OwnGroup? Lowered(CpuControlGroup group, int nice)
    {
        try
        {
            group.Lower(Environment.ProcessId, nice);
            return new(group);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It seemed possible and was not: nice values remain.
            return null;
        }
    }

    sealed class OwnGroup(CpuControlGroup group) : IDisposable
    {
        public void Dispose() => group.Restore(Environment.ProcessId);
    }
}
