using CsCheck;
using Flyball.Admission;

namespace Flyball.Tests.Admission;

/// <summary>What holds of the limit that yield finds, whatever comes.</summary>
public class YieldPropertiesTests
{
    static readonly Gen<(double Seconds, int Running, double Bytes, double Cores, double Refaults, int Waits)> s_step = Gen.Select(
        Gen.Frequency((4, Gen.Double[0.05, 0.5]), (1, Gen.Double[0, 20])), Gen.Int[0, 70], Gen.Frequency((1, Gen.Const(0.0)), (2, Gen.Double[0, 1e9])), Gen.Double[0, 1.5],
        Gen.Frequency((3, Gen.Const(0.0)), (1, Gen.Double[0, 1e5])), Gen.Frequency((1, Gen.Const(0)), (4, Gen.Int[1, 64])));

    [Fact]
    public void The_limit_stays_between_one_and_the_cap_and_grows_only_while_it_binds() => Gen.Select(s_step.Array[1, 60], Gen.Int[1, 100]).Sample((steps, cap) =>
    {
        var line = new ProbeLine();
        YieldState before = line.After(0, running: 0, cap: cap);
        foreach (var step in steps)
        {
            YieldState after = line.After(step.Seconds, step.Running, step.Bytes, step.Cores, step.Refaults, step.Waits, cap);
            after.Limit.ShouldBeInRange(1, cap);
            (after.FrozenUntil - line.Now).ShouldBeLessThanOrEqualTo(YieldProbe.LongestBackoff);

            // A trial of fewer may be taken back.
            if (!before.Binds) after.Limit.ShouldBeLessThanOrEqualTo(Math.Max(before.Limit, before.BaseLimit));
            before = after;
        }
    }, iter: 1000);

    [Fact]
    public void The_same_counters_give_the_same_limit() => s_step.Array[1, 60].Sample(steps =>
    {
        ProbeLine one = new(), other = new();
        foreach (var step in steps)
            one.After(step.Seconds, step.Running, step.Bytes, step.Cores, step.Refaults, step.Waits).ShouldBe(other.After(step.Seconds, step.Running, step.Bytes, step.Cores, step.Refaults, step.Waits));
    }, iter: 200);
}
