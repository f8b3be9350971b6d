using Flyball.Admission;

namespace Flyball.Tests.Admission;

public class NoAllocationTests
{
    [Fact]
    public void Deciding_allocates_nothing() => Allocated(Scene.Machine(cpus: 64, gib: 64)).ShouldBe(0);

    [Fact]
    public void Deciding_by_the_plain_rule_allocates_nothing() => Allocated(Scene.Machine(cpus: 64, gib: 64).By(new PlainPolicy())).ShouldBe(0);

    static long Allocated(Scene machine)
    {
        Scene scene = machine.Runs(50, cores: 0.5, mib: 100).Waits(32, cores: 1, mib: 200).Waits(32, cores: 2, mib: 4000, heldFor: 20);
        var plan = new Plan();
        for (int i = 0; i < 100; i++) Governor.Decide(scene.Situation, scene.Policy, plan);
        return Allocation.OfEach(() =>
        {
            for (int i = 0; i < 100; i++) Governor.Decide(scene.Situation, scene.Policy, plan);
        });
    }
}
