using Flyball.Admission;

namespace Flyball.Cli.Replay.Machine;

/// <summary>Looks at each decision of a run.</summary>
internal interface IDecisionWatch
{
    /// <summary>Called after each decision; throws when something is wrong with it.</summary>
    void Check(in Situation situation, AdmissionPolicy policy, Plan plan);
}
