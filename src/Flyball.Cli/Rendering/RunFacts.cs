namespace Flyball.Cli.Rendering;

/// <summary>A run as <c>flyball why</c> tells of it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Folder">Where it was started.</param>
/// <param name="Elapsed">For how long it has been under way.</param>
/// <param name="Now">What runs and what waits.</param>
/// <param name="Ended">How many jobs succeeded, and how many failed.</param>
/// <param name="MoreToCome">Whether more may wait than is known.</param>
/// <param name="GivesWay">Whether jobs would get more of the CPUs at another level.</param>
sealed record RunFacts(int Id, string Folder, TimeSpan Elapsed, RunExplanation Now, (long Succeeded, long Failed) Ended, bool MoreToCome, bool GivesWay)
{
    /// <summary>What is to be known beside the counts.</summary>
    public RunRemarks Remarks => new(Now.IsDraining, Now.Others, GivesWay);
}
