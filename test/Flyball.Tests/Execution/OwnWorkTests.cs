using Flyball.Execution;
using Flyball.Load;

namespace Flyball.Tests.Execution;

public class OwnWorkTests
{
    static readonly DiskLoad s_disk = new(30, 70, 1);

    [Fact]
    public void What_ended_stays_counted()
    {
        var work = new OwnWork();
        work.Sum(At(1), At(2), new(500, 200, 9), s_disk).ShouldBe(new(At(1), At(2), 500) { Written = 200, Transfers = 9 });
        work.AddEnded(At(3), new(600, 300, 10));
        work.Sum(At(2), At(1), new(100), s_disk).ShouldBe(new(At(2), At(4), 700) { Written = 300, Transfers = 10 });
    }

    [Fact]
    public void Nothing_is_taken_back()
    {
        var work = new OwnWork();
        work.Sum(At(1), At(5), new(500, 500, 7), null);
        work.Sum(At(2), At(4), new(400, 400, 6), null).ShouldBe(new(At(2), At(5), 500) { Written = 500, Transfers = 7 });
    }

    [Fact]
    public void Where_the_traffic_of_jobs_cannot_be_told_that_of_the_disks_stands_for_it()
    {
        var work = new OwnWork();
        work.Sum(At(1), At(0), null, s_disk).Bytes.ShouldBe(100);
        work.AddEnded(At(0), new(1e6));
        work.Sum(At(3), At(0), null, s_disk).Bytes.ShouldBe(300);
    }

    [Fact]
    public void Traffic_is_a_rate_over_the_last_half_second_or_more()
    {
        var rate = new ByteRate(At(0));
        rate.PerSecond.ShouldBeNull();
        rate.Add(At(0.01), 10);
        rate.PerSecond.ShouldBeNull();
        for (int i = 1; i <= 20; i++) rate.Add(At(i * 0.1), i * 100);
        rate.PerSecond!.Value.ShouldBe(1000, 1e-6);
        for (int i = 21; i <= 40; i++) rate.Add(At(i * 0.1), i == 30 ? 0 : 2000);
        rate.PerSecond.ShouldBe(0);
    }

    static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
