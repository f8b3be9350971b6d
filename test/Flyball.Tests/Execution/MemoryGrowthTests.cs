using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Tests.Execution;

public sealed class MemoryGrowthTests
{
    [Fact]
    public void Growth_is_taken_over_a_quarter_of_a_second_and_follows_what_comes_after()
    {
        MemoryGrowth growth = MemoryGrowth.From(TimeSpan.FromSeconds(10));
        growth.PerSecond.ShouldBeNull();
        PerSecond(growth, 10.1, 10).ShouldBe(40, "what a program begins with is spread over the window");
        PerSecond(growth, 10.5, 50).ShouldBe(100);
        PerSecond(growth, 11, 100).ShouldBe(100);
        PerSecond(growth, 11.5, 100).ShouldBe(0);
        PerSecond(growth, 12, 80).ShouldBe(-40);
    }

    [Fact]
    public void However_often_it_is_read_the_window_is_as_long_as_the_readings_allow()
    {
        MemoryGrowth growth = MemoryGrowth.From(TimeSpan.Zero);
        for (int i = 1; i < 1000; i++) PerSecond(growth, i * 0.05, i * 5);
        PerSecond(growth, 50, 5000).ShouldBe(100, 1);
    }

    static double PerSecond(MemoryGrowth growth, double at, double mib)
    {
        growth.Add(TimeSpan.FromSeconds(at), ByteSize.MiB(mib));
        return growth.PerSecond!.Value.Bytes / (double)(1 << 20);
    }
}
