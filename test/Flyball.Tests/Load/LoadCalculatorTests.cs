using Flyball.Jobs;
using Flyball.Load;
using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

public class LoadCalculatorTests
{
    static readonly Capacity s_twoCpus = new() { MachineCpus = 2, UsableCpus = 2 };

    readonly Counters _then = new() { At = TimeSpan.FromSeconds(10) };
    readonly Counters _now = new() { At = TimeSpan.FromSeconds(12) };

    [Fact]
    public void Without_earlier_counters_there_are_no_rates()
    {
        _now.Cores.Set(0, 100, 100);
        _now.MemoryAvailable = 5000;
        _now.MemoryAvailableGroup = "/a";
        _now.Runnable = 3;
        Calculate(withRates: false).ShouldBe(new LoadSample
        {
            At = _now.At,
            Capacity = s_twoCpus,
            MemoryAvailable = new ByteSize(5000),
            MemoryAvailableGroup = "/a",
            Runnable = 3,
        });
    }

    [Fact]
    public void Utilization_is_the_busy_share_of_what_passed_on_each_cpu()
    {
        _then.Cores.Set(0, 1000, 5000);
        _then.Cores.Set(1, 1000, 5000);
        _now.Cores.Set(0, 1150, 5050);
        _now.Cores.Set(1, 1000, 5200);
        LoadSample sample = Calculate();
        sample.Window.ShouldBe(TimeSpan.FromSeconds(2));
        sample.CoreUtilization.ToArray().ShouldBe([0.75, 0]);
        sample.BusyCores.ShouldBe(0.75);
    }

    [Fact]
    public void Only_the_cpus_that_we_may_use_count_as_busy_cores()
    {
        _then.Cores.Set(0, 0, 0);
        _then.Cores.Set(1, 0, 0);
        _now.Cores.Set(0, 50, 50);
        _now.Cores.Set(1, 100, 0);
        Calculate(affinity: [0]).BusyCores.ShouldBe(0.5);
        Calculate(affinity: [0, 1]).BusyCores.ShouldBe(1.5);
    }

    [Fact]
    public void A_mask_that_matches_no_listed_cpu_is_of_another_numbering_and_all_count()
    {
        _then.Cores.Set(0, 0, 0);
        _now.Cores.Set(0, 50, 50);
        Calculate(affinity: [6, 7]).BusyCores.ShouldBe(0.5);
    }

    [Fact]
    public void A_mask_of_whose_cpus_none_is_online_lets_all_count()
    {
        _then.Cores.Set(0, 0, 0);
        _then.Cores.Set(2, 0, 0);
        _now.Cores.Set(0, 50, 50);
        _now.Cores.Set(2, 25, 75);
        Calculate(affinity: [1]).BusyCores.ShouldBe(0.75);
    }

    [Fact]
    public void Times_that_go_backwards_give_no_negative_share()
    {
        _then.Cores.Set(0, 1000, 5000);
        _then.Cores.Set(1, 1000, 5000);
        _now.Cores.Set(0, 900, 5100);
        _now.Cores.Set(1, 1100, 4900);
        Calculate().CoreUtilization.ToArray().ShouldBe([0, 1]);
    }

    [Fact]
    public void A_cpu_that_was_not_online_at_both_ends_is_not_busy()
    {
        _then.Cores.Set(0, 0, 0);
        _then.Cores.Set(2, 0, 0);
        _now.Cores.Set(0, 100, 0);
        _now.Cores.Set(1, 100, 0);
        _now.Cores.Set(3, 100, 0);
        LoadSample sample = Calculate();
        sample.CoreUtilization.ToArray().ShouldBe([1, 0, 0, 0]);
        sample.BusyCores.ShouldBe(1);
    }

    [Fact]
    public void Without_cpu_times_at_both_ends_busy_cores_are_absent()
    {
        _now.Cores.Set(0, 100, 0);
        Calculate().BusyCores.ShouldBeNull();
        _now.Cores.Clear();
        _then.Cores.Set(0, 100, 0);
        Calculate().BusyCores.ShouldBeNull();
    }

    [Fact]
    public void Pressure_is_the_stalled_share_of_the_time_between_its_own_readings()
    {
        _then.Pressure = new(TimeSpan.FromSeconds(1), new(100, 0), new(200, 300), new(0, 0));
        _now.Pressure = new(TimeSpan.FromSeconds(3), new(1_000_100, 0), new(100, 300), new(9_000_000, 500_000));
        LoadSample sample = Calculate();
        sample.CpuPressure.ShouldBe(new Pressure(0.5, 0));
        sample.MemoryPressure.ShouldBe(new Pressure(0, 0));
        sample.IoPressure.ShouldBe(new Pressure(1, 0.25));
    }

    [Fact]
    public void Pressure_that_was_not_read_anew_or_not_at_both_ends_is_absent()
    {
        _now.Pressure = _then.Pressure = new(TimeSpan.FromSeconds(1), new(100, 0), null, new(0, 0));
        Calculate().CpuPressure.ShouldBeNull();
        _now.Pressure = _then.Pressure with { At = TimeSpan.FromSeconds(2), Memory = new(1, 1), Io = null };
        LoadSample sample = Calculate();
        sample.CpuPressure.ShouldBe(new Pressure(0, 0));
        sample.MemoryPressure.ShouldBeNull();
        sample.IoPressure.ShouldBeNull();
    }

    [Fact]
    public void Disks_are_added_and_the_busiest_one_is_told()
    {
        _then.Disks.AddRange([new((8, 0), 100, 200, 1000), new((8, 16), 0, 0, 0), new((8, 32), 7, 7, 7)]);
        _now.Disks.AddRange([new((8, 16), 2, 4, 500), new((8, 0), 104, 212, 2500), new((8, 48), 1000, 1000, 1000)]);
        Calculate().Disk.ShouldBe(new DiskLoad(6 * 512 / 2.0, 16 * 512 / 2.0, 0.75));
    }

    [Fact]
    public void A_disk_counter_that_wrapped_counts_as_nothing_and_a_busy_time_beyond_the_window_as_all_of_it()
    {
        _then.Disks.AddRange([new((8, 0), 100, 200, 1000), new((8, 16), 0, 100, 0)]);
        _now.Disks.AddRange([new((8, 0), 50, 204, 9000), new((8, 16), 8, 50, 0)]);
        Calculate().Disk.ShouldBe(new DiskLoad(8 * 512 / 2.0, 4 * 512 / 2.0, 1));
    }

    [Fact]
    public void Without_a_disk_at_both_ends_disk_load_is_absent()
    {
        _now.Disks.Add(new((8, 0), 50, 204, 9000));
        Calculate().Disk.ShouldBeNull();
    }

    [Fact]
    public void Swap_traffic_is_in_bytes_and_refaults_in_pages()
    {
        (_then.SwappedIn, _then.SwappedOut, _then.Refaults) = (10, 20, 30);
        (_now.SwappedIn, _now.SwappedOut, _now.Refaults) = (14, 22, 130);
        LoadSample sample = Calculate();
        sample.Swap.ShouldBe(new SwapLoad(2 * 4096, 4096));
        sample.PageRefaultsPerSecond.ShouldBe(50);
    }

    [Fact]
    public void Counts_that_go_backwards_give_no_rate_below_zero()
    {
        (_then.SwappedIn, _then.SwappedOut, _then.Refaults, _then.QuotaGroupCpuTime) = (10, 20, 30, 40);
        (_now.SwappedIn, _now.SwappedOut, _now.Refaults, _now.QuotaGroupCpuTime) = (1, 2, 3, 4);
        LoadSample sample = Calculate();
        (sample.Swap, sample.PageRefaultsPerSecond, sample.QuotaGroupBusyCores).ShouldBe((new SwapLoad(0, 0), 0, 0));
    }

    [Fact]
    public void The_quota_group_has_a_rate_while_it_is_the_same_group()
    {
        (_then.QuotaGroup, _then.QuotaGroupCpuTime) = ("/a", 1_000_000_000);
        (_now.QuotaGroup, _now.QuotaGroupCpuTime) = ("/a", 4_000_000_000);
        Calculate().QuotaGroupBusyCores.ShouldBe(1.5);
        _now.QuotaGroup = "/b";
        Calculate().QuotaGroupBusyCores.ShouldBeNull();
    }

    LoadSample Calculate(bool withRates = true, int[]? affinity = null)
    {
        var cpus = new CpuSet();
        foreach (int cpu in affinity ?? []) cpus.Add(cpu);
        // As a sample before has left it.
        double[] utilization = [0.9, 0.9, 0.9, 0.9];
        return LoadCalculator.Calculate(_now, withRates ? _then : null, s_twoCpus, cpus, utilization, 4096);
    }
}
