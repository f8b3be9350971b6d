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
        Situation situation = scene.Situation;
        for (int i = 0; i < 100; i++) Governor.Decide(situation, scene.Policy, plan);

        // While other tests keep all cores busy the runtime may put better code in place in the middle, and allocate for it. What deciding allocates it allocates each time.
        long least = long.MaxValue;
        for (int round = 0; round < 20 && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++) Governor.Decide(situation, scene.Policy, plan);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
