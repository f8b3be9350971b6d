using CsCheck;
using Flyball.Execution;

namespace Flyball.Tests.Execution;

public class CpuUseTests
{
    [Fact]
    public void One_reading_tells_nothing() => Rate((0, 5)).Cores.ShouldBeNull();

    [Fact]
    public void Readings_closer_than_a_few_clock_ticks_tell_nothing() => Rate((0, 0), (0.04, 0.04)).Cores.ShouldBeNull();

    [Fact]
    public void Two_readings_tell_the_cores_between_them() => Rate((10, 1), (10.4, 1.8)).Cores!.Value.ShouldBe(2, 1e-9);

    [Fact]
    public void Only_the_last_half_second_counts() =>
        Rate([.. Enumerable.Range(0, 11).Select(i => (i * 0.1, i * 0.2)), .. Enumerable.Range(11, 5).Select(i => (i * 0.1, 2.0))]).Cores!.Value.ShouldBe(0, 1e-9);

    [Fact]
    public void CPU_time_that_goes_backwards_counts_as_none()
    {
        CpuRate rate = Rate((0, 5), (1, 3), (2, 5.5));
        rate.Cores!.Value.ShouldBe(0.5, 1e-9);
        rate.Latest.ShouldBe(Seconds(5.5));
    }

    [Fact]
    public void A_steady_job_is_seen_as_steady_however_it_is_read() => Gen.Select(Gen.Double[0, 16], Gen.Int[50, 3000].Array[1, 60]).Sample((cores, gaps) =>
    {
        var rate = new CpuRate();
        double at = 0;
        rate.Add(Seconds(0), Seconds(0));
        foreach (int gap in gaps) rate.Add(Seconds(at += gap / 1000.0), Seconds(at * cores));
        rate.Cores!.Value.ShouldBe(cores, 0.001);
    }, iter: 200);

    [Fact]
    public void Our_own_cores_are_unknown_until_a_reading_is_as_old_as_the_window()
    {
        var own = new OwnCpu();
        own.Cores(Seconds(1), TimeSpan.Zero, Seconds(0)).ShouldBeNull("the first sample has no window");
        own.Cores(Seconds(2), Seconds(0.5), Seconds(0)).ShouldBeNull("nothing was read at 1.5 s");
    }

    // The process that runs the tests is ours too: next to jobs of hundreds of cores it does not show.
    [Fact]
    public void Our_own_cores_are_those_of_all_jobs_running_and_ended()
    {
        var own = new OwnCpu();
        own.Cores(Seconds(1), TimeSpan.Zero, Seconds(100));
        own.Cores(Seconds(2), Seconds(1), Seconds(1100))!.Value.ShouldBe(1000, 20);
        own.AddEnded(Seconds(1100));
        own.Cores(Seconds(3), Seconds(2), Seconds(1000))!.Value.ShouldBe(1000, 20);
    }

    [Fact]
    public void Our_own_cores_are_never_negative()
    {
        var own = new OwnCpu();
        own.Cores(Seconds(1), TimeSpan.Zero, Seconds(5000));
        own.Cores(Seconds(2), Seconds(1), Seconds(0)).ShouldBe(0);
    }

    [Fact]
    public void After_a_lull_the_window_may_reach_back_to_the_last_readings_before_it()
    {
        var own = new OwnCpu();
        own.Cores(Seconds(1), TimeSpan.Zero, Seconds(0));
        own.Cores(Seconds(1001), Seconds(1000), Seconds(500))!.Value.ShouldBe(0.5, 0.05);
    }

    [Fact]
    public void Readings_older_than_any_window_are_forgotten_when_there_are_many_later_ones()
    {
        var own = new OwnCpu();
        for (int second = 1; second <= 40; second++) own.Cores(Seconds(second), TimeSpan.Zero, Seconds(0));
        own.Cores(Seconds(41), Seconds(40), Seconds(0)).ShouldBeNull();
    }

    static CpuRate Rate(params (double At, double Cpu)[] readings)
    {
        var rate = new CpuRate();
        foreach ((double at, double cpu) in readings) rate.Add(Seconds(at), Seconds(cpu));
        return rate;
    }

    static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
