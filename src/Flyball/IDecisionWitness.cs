using Flyball.Admission;

namespace Flyball;

/// <summary>Sees each decision together with the facts that it was made from, so that it can be made again.</summary>
interface IDecisionWitness
{
    /// <summary>Takes a decision. Called on the controller's loop, thousands of times a second with short jobs: it must be quick, and must not throw. What it is given is good for the call alone.</summary>
    /// <param name="situation">The facts.</param>
    /// <param name="policy">The rule.</param>
    /// <param name="plan">What follows from both.</param>
    void Witness(in Situation situation, AdmissionPolicy policy, Plan plan);
}
