using Flyball.Jobs;

namespace Flyball;

/// <summary>A job must wait for another one. When that ends otherwise than it must, the one that waits is skipped.</summary>
/// <param name="On">The other job, added to the same controller.</param>
/// <param name="Condition">How the other one must end. Default: with success.</param>
public sealed record JobDependency(JobHandle On, DependencyCondition Condition = DependencyCondition.Success);
