using Flyball.Load;
using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

public class LinuxLoadSamplerTests
{
    readonly StepClock _clock = new();

    [Fact]
    public void Rates_cover_the_time_since_the_sample_before_when_samples_are_rare()
    {
        using var tree = new FixtureTree("systemd-v2");
        using var sampler = new LinuxLoadSampler(tree.Root, _clock);
        LoadSample first = sampler.Sample();
        first.Window.ShouldBe(TimeSpan.Zero);
        first.BusyCores.ShouldBeNull();
        first.CoreUtilization.IsEmpty.ShouldBeTrue();
        first.CpuPressure.ShouldBeNull();
        first.Disk.ShouldBeNull();
        first.Runnable.ShouldBe(2);

        tree.Replace("proc/stat", "cpu0 1000 20 300 90000 150", "cpu0 1100 20 300 90060 190");
        tree.Replace("proc/stat", "cpu3 1003 20 300 89997 150 0 12 3", "cpu3 1003 20 300 90047 150 0 12 153");
        tree.Write("proc/pressure/cpu", "some avg10=0 avg60=0 avg300=0 total=5500000\nfull avg10=0 avg60=0 avg300=0 total=0\n");
        tree.Write("proc/pressure/io", "some avg10=0 avg60=0 avg300=0 total=8000000\nfull avg10=0 avg60=0 avg300=0 total=6200000\n");
        tree.Replace("proc/vmstat", "workingset_refault_file 5400", "workingset_refault_file 5600");
        tree.Replace("proc/vmstat", "pswpout 22", "pswpout 26");
        tree.Replace("proc/diskstats", "sda 51092 20193 4004000 30412 90211 71520 9120000 200184 0 88100", "sda 51092 20193 4004008 30412 90211 71520 9120004 200184 0 89100");
        tree.Replace("sys/fs/cgroup/user.slice/user-1000.slice/cpu.stat", "usage_usec 70000000", "usage_usec 73000000");
        _clock.Advance(2);

        LoadSample sample = sampler.Sample();
        sample.At.ShouldBe(TimeSpan.FromSeconds(2));
        sample.Window.ShouldBe(TimeSpan.FromSeconds(2));
        sample.CoreUtilization.ToArray().ShouldBe([0.5, 0, 0, 0.75]);
        sample.BusyCores.ShouldBe(1.25);
        sample.QuotaGroupBusyCores.ShouldBe(1.5);
        sample.CpuPressure.ShouldBe(new Pressure(0.25, 0));
        sample.MemoryPressure.ShouldBe(new Pressure(0, 0));
        sample.IoPressure.ShouldBe(new Pressure(0.5, 0.1));
        sample.PageRefaultsPerSecond.ShouldBe(100);
        sample.Swap.ShouldBe(new SwapLoad(0, 2.0 * Environment.SystemPageSize));
        sample.Disk.ShouldBe(new DiskLoad(2048, 1024, 0.5));
    }

    [Fact]
    public void Samples_are_counted_from_the_making_of_the_sampler()
    {
        using var tree = new FixtureTree("systemd-v2");
        _clock.Advance(5);
        using var sampler = new LinuxLoadSampler(tree.Root, _clock);
        _clock.Advance(2);
        sampler.Sample().At.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Rates_cover_half_a_second_when_samples_are_close()
    {
        using var tree = new FixtureTree("systemd-v2");
        using var sampler = new LinuxLoadSampler(tree.Root, _clock);
        sampler.Sample();
        var windows = new List<double>();
        for (int count = 0; count < 30; count++)
        {
            _clock.Advance(0.05);
            windows.Add(sampler.Sample().Window.TotalMilliseconds);
        }

        windows[..10].ShouldBe([50, 100, 150, 200, 250, 300, 350, 400, 450, 500]);
        windows[10..].ShouldAllBe(window => window == 500);
    }

    [Fact]
    public void Rates_never_cover_less_than_half_a_second_once_there_is_history()
    {
        using var tree = new FixtureTree("systemd-v2");
        using var sampler = new LinuxLoadSampler(tree.Root, _clock);
        sampler.Sample();
        _clock.Advance(0.4);
        sampler.Sample().Window.TotalSeconds.ShouldBe(0.4);
        _clock.Advance(0.4);
        sampler.Sample().Window.TotalSeconds.ShouldBe(0.8);
        _clock.Advance(0.4);
        sampler.Sample().Window.TotalSeconds.ShouldBe(0.8);
        _clock.Advance(60);
        sampler.Sample().Window.TotalSeconds.ShouldBe(60);
    }

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.4999, 0.9998)]
    public void A_sample_half_a_second_ago_is_long_enough_ago_for_rates(double step, double window)
    {
        using var tree = new FixtureTree("systemd-v2");
        using var sampler = new LinuxLoadSampler(tree.Root, _clock);
        sampler.Sample();
        _clock.Advance(step);
        sampler.Sample();
        _clock.Advance(step);
        sampler.Sample().Window.TotalSeconds.ShouldBe(window);
    }

    [Fact]
    public void A_call_within_50_ms_gets_the_same_sample()
    {
        using var tree = new FixtureTree("systemd-v2");
        using var sampler = new LinuxLoadSampler(tree.Root, _clock);
        sampler.Sample();
        _clock.Advance(1);
        LoadSample first = sampler.Sample();
        tree.Write("proc/loadavg", "0 0 0 9/99 1\n");
        _clock.Advance(0.049);
        sampler.Sample().ShouldBe(first);
        _clock.Advance(0.001);
        sampler.Sample().Runnable.ShouldBe(8);
    }

    [Fact]
    public void A_cpu_that_goes_offline_leaves_the_rest_as_it_is()
    {
        using var tree = new FixtureTree("systemd-v2");
        using var sampler = new LinuxLoadSampler(tree.Root, _clock);
        sampler.Sample().Capacity.UsableCpus.ShouldBe(4);
        string stat = tree.Read("proc/stat");
        tree.Write("proc/stat", string.Concat(stat.Split('\n').Where(line => !line.StartsWith("cpu3")).Select(line => line + "\n"))
            .Replace("cpu1 1001", "cpu1 1101"));
        _clock.Advance(1);
        LoadSample sample = sampler.Sample();
        sample.Capacity.UsableCpus.ShouldBe(3);
        sample.CoreUtilization.ToArray().ShouldBe([0, 1, 0]);
        sample.BusyCores.ShouldBe(1);
    }

    [Fact]
    public void A_text_that_is_longer_than_the_buffer_is_read_whole()
    {
        using var tree = new FixtureTree("many-cores");
        tree.Read("proc/stat").Length.ShouldBeGreaterThan(1 << 14);
        using var sampler = new LinuxLoadSampler(tree.Root, _clock);
        sampler.Sample();
        tree.Replace("proc/stat", "cpu127 1127 ", "cpu127 1227 ");
        tree.Replace("proc/stat", "cpu63 1063 ", "cpu63 1163 ");
        _clock.Advance(1);
        LoadSample sample = sampler.Sample();
        sample.CoreUtilization.Length.ShouldBe(128);
        sample.CoreUtilization.Span[127].ShouldBe(1);
        sample.BusyCores.ShouldBe(1, "CPU 127 is busy, but not ours");
    }

    [Fact]
    public void A_kernel_without_pressure_has_none_and_the_rest_is_there()
    {
        using var tree = new FixtureTree("kernel-3.10");
        using var sampler = new LinuxLoadSampler(tree.Root, _clock);
        sampler.Sample();
        _clock.Advance(1);
        LoadSample sample = sampler.Sample();
        (sample.CpuPressure, sample.MemoryPressure, sample.IoPressure).ShouldBe((null, null, null));
        sample.PageRefaultsPerSecond.ShouldBeNull();
        sample.MemoryAvailable.ShouldBeNull();
        sample.BusyCores.ShouldBe(0);
        sample.Disk.ShouldBe(new DiskLoad(0, 0, 0));
        sample.Swap.ShouldBe(new SwapLoad(0, 0));
    }

    [Fact]
    public void Kernel_5_4_tells_cpu_pressure_without_full_and_refaults_under_their_old_name()
    {
        using var tree = new FixtureTree("kernel-5.4-hybrid");
        using var sampler = new LinuxLoadSampler(tree.Root, _clock);
        sampler.Sample();
        tree.Write("proc/pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=5250000\n");
        tree.Replace("proc/vmstat", "workingset_refault 5400", "workingset_refault 5500");
        _clock.Advance(1);
        LoadSample sample = sampler.Sample();
        sample.CpuPressure.ShouldBe(new Pressure(0.25, 0));
        sample.PageRefaultsPerSecond.ShouldBe(100);
    }

    [Fact]
    public void Files_that_come_late_are_found_within_a_second()
    {
        using var tree = new FixtureTree("systemd-v2");
        string loadAverage = tree.Read("proc/loadavg"), pressure = tree.Read("proc/pressure/io");
        File.Delete(Path.Combine(tree.Root, "proc/loadavg"));
        File.Delete(Path.Combine(tree.Root, "proc/pressure/io"));
        using var sampler = new LinuxLoadSampler(tree.Root, _clock);
        sampler.Sample().Runnable.ShouldBeNull();
        tree.Write("proc/loadavg", loadAverage);
        tree.Write("proc/pressure/io", pressure);
        _clock.Advance(1);
        sampler.Sample();
        _clock.Advance(1);
        sampler.Sample().Runnable.ShouldBe(2);
        _clock.Advance(1);
        sampler.Sample().IoPressure.ShouldBe(new Pressure(0, 0));
    }

    [Fact]
    public void The_folder_of_the_files_may_end_with_a_slash()
    {
        using var tree = new FixtureTree("docker-v1");
        using var sampler = new LinuxLoadSampler(tree.Root + "/", _clock);
        LoadSample sample = sampler.Sample();
        using var plain = new LinuxLoadSampler(tree.Root, _clock);
        sample.ShouldBe(plain.Sample());
    }

    [Fact]
    public void A_sampler_that_was_disposed_of_says_so()
    {
        using var tree = new FixtureTree("systemd-v2");
        var sampler = new LinuxLoadSampler(tree.Root, _clock);
        sampler.Dispose();
        Should.Throw<ObjectDisposedException>(() => sampler.Sample());
    }
}
