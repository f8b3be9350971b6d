using CsCheck;
using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

public sealed class CpuSetTests
{
    [Fact]
    public void It_holds_what_was_added_in_whatever_order_and_nothing_else() => Gen.Int[0, 300].Array[0, 20].Sample(added =>
    {
        var cpus = new CpuSet();
        foreach (int cpu in added) cpus.Add(cpu);
        cpus.Count.ShouldBe(added.Distinct().Count());
        for (int cpu = 0; cpu < 400; cpu++) cpus.Contains(cpu).ShouldBe(added.Contains(cpu));
        cpus.Clear();
        cpus.Count.ShouldBe(0);
    });
}
