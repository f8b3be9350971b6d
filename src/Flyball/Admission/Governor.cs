namespace Flyball.Admission;

/// <summary>Decides which waiting jobs start: pure, so the same situation and policy give the same plan.</summary>
public static class Governor
{
    /// <summary>Decides about the jobs at the front of the queue.</summary>
    /// <param name="situation">All that is known.</param>
    /// <param name="policy">The rule to follow.</param>
    /// <param name="plan">
    /// Receives the decisions; what it held before is overwritten. Nothing is allocated once it has grown to the length of the queue's front.
    /// </param>
    public static void Decide(in Situation situation, AdmissionPolicy policy, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(plan);
        plan.Clear();
        switch (policy)
        {
            case GovernorPolicy budgets:
                BudgetRule.Decide(situation, budgets, plan);
                break;
            case PlainPolicy plain:
                PlainRule.Decide(situation, plain, plan);
                break;
        }

        plan.MemoryStep ??= SetLimits.ToEnd(situation, policy, plan.State.Memory);
        plan.State = plan.State with { Memory = plan.State.Memory.After(situation, plan.MemoryStep) };
        plan.ReviewAt = ReviewTime.First(plan.ReviewAt, ReviewTime.OfMemory(plan, situation, policy));
    }

    /// <summary>Decides about the jobs at the front of the queue, into a new plan.</summary>
    public static Plan Decide(in Situation situation, AdmissionPolicy policy)
    {
        var plan = new Plan();
        Decide(situation, policy, plan);
        return plan;
    }
}
