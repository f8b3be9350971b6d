using System.Globalization;
using Flyball.Admission;

namespace Flyball.Cli.Rendering;

/// <summary>What is to be known of a run beside its counts.</summary>
/// <param name="IsDraining">Whether no more jobs are started.</param>
/// <param name="Others">Others that have what running jobs want of the CPUs; <c>null</c>: none are seen.</param>
/// <param name="GivesWay">Whether jobs would get more of these at another level.</param>
readonly record struct RunRemarks(bool IsDraining, ForeignUse? Others, bool GivesWay)
{
    /// <summary>In words, a line for each.</summary>
    public IEnumerable<string> Lines()
    {
        if (IsDraining) yield return "no more jobs are started, those that run go on to their end";
        if (Others is not { } others) yield break;
        string use = string.Create(CultureInfo.InvariantCulture, $"others use {others.Cores:0.0} of {others.Usable} cores");
        yield return GivesWay ? $"{use}, jobs give way to them; with --aggressiveness {Aggressiveness.Eager.Name} they do not" : use;
    }
}
