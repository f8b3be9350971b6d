using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

public class LinuxParserTests
{
    [Theory]
    [InlineData("12\n", 12L)]
    [InlineData("0\n", 0L)]
    [InlineData("9223372036854775807\n", long.MaxValue)]
    [InlineData("9223372036854775808\n", null)]
    [InlineData("99999999999999999999999\n", null)]
    [InlineData("-1\n", null)]
    [InlineData("+1\n", null)]
    [InlineData("12x\n", null)]
    [InlineData("12", null)]
    [InlineData("\n", null)]
    [InlineData("", null)]
    [InlineData("max\n", null)]
    public void A_single_number_is_a_whole_line_of_digits_that_fits(string text, long? expected) =>
        KernelText.SingleNumber(Text(text)).ShouldBe(expected);

    [Fact]
    public void Busy_time_of_a_cpu_is_all_but_idle_and_waiting_for_io_and_guests_are_not_counted_twice()
    {
        var times = new CoreTimes();
        ProcStat.TryParse("cpu  9 9 9 9 9 9 9 9 9 9\ncpu0 1 2 4 1000 5000 8 16 32 64 128\nintr 5\n"u8, times).ShouldBeTrue();
        times.Count.ShouldBe(1);
        times.Busy(0).ShouldBe(63);
        times.Idle(0).ShouldBe(6000);
    }

    [Fact]
    public void An_ancient_kernel_tells_four_times_of_a_cpu()
    {
        var times = new CoreTimes();
        ProcStat.TryParse("cpu0 1 2 4 1000\n"u8, times).ShouldBeTrue();
        (times.Busy(0), times.Idle(0)).ShouldBe((7, 1000));
    }

    [Fact]
    public void A_cpu_that_has_hardly_been_busy_is_online()
    {
        var times = new CoreTimes();
        ProcStat.TryParse("cpu0 0 0 0 9\ncpu1 1 0 0 9\n"u8, times).ShouldBeTrue();
        (times.Online, times.IsOnline(0), times.IsOnline(1)).ShouldBe((2, true, true));
    }

    [Fact]
    public void What_an_earlier_text_told_is_forgotten()
    {
        var times = new CoreTimes();
        ProcStat.TryParse("cpu0 1 2 3 4\ncpu1 1 2 3 4\ncpu2 1 2 3 4\n"u8, times);
        ProcStat.TryParse("cpu1 5 6 7 8\n"u8, times);
        (times.Count, times.Online, times.IsOnline(0), times.Busy(1), times.IsOnline(2)).ShouldBe((2, 1, false, 18, false));
    }

    [Fact]
    public void A_cpu_that_is_offline_has_no_line()
    {
        var times = new CoreTimes();
        ProcStat.TryParse(FixtureTree.Bytes("many-cores", "proc/stat"), times).ShouldBeTrue();
        times.Count.ShouldBe(128);
        times.Online.ShouldBe(127);
        times.IsOnline(76).ShouldBeTrue();
        times.IsOnline(77).ShouldBeFalse();
        times.IsOnline(128).ShouldBeFalse();
    }

    [Theory]
    [InlineData("cpu0 1 2 4 1000 5 6 7 8\ncpu1 1 2 4 10", 1)] // torn
    [InlineData("cpu0 1 2 4 1000\ncpu1 1 2 4\n", 1)] // too few
    [InlineData("cpu0 1 2 4 1000\ncpu1 1 2 x 4\n", 1)]
    [InlineData("cpu0 1 2 4 1000\ncpu1 -1 2 4 5\n", 1)]
    [InlineData("cpu0 1 2 4 1000\ncpu4294967295 1 2 4 5\n", 1)]
    [InlineData("cpu0 1 2 4 1000\ncpu1 9223372036854775807 9223372036854775807 4 5\n", 1)]
    [InlineData("cpu0 1 2 4 1000\nintr 1\ncpu1 1 2 3 4\n", 1)]
    [InlineData("cpu0 1 2 4 1000\ncpu0 1 2 4 1000\n", 1)]
    [InlineData("cpu0 1 2 4 1000\ncpu65536 1 2 4 1000\n", 1)]
    [InlineData("cpu0 1 2 4 576460752303423488\n", 1)]
    [InlineData("cpu0 1 2 4 576460752303423489\n", 0)]
    [InlineData("", 0)]
    public void Lines_of_cpus_that_are_not_whole_and_sound_are_ignored(string text, int online)
    {
        var times = new CoreTimes();
        ProcStat.TryParse(Text(text), times).ShouldBe(online > 0);
        times.Online.ShouldBe(online);
    }

    [Fact]
    public void Memory_is_read_in_kibibytes()
    {
        byte[] text = FixtureTree.Bytes("kernel-6.18-hybrid", "proc/meminfo");
        MemInfo.Total(text).ShouldBe(24684092L * 1024);
        MemInfo.Available(text).ShouldNotBeNull().ShouldBeInRange(24000000L * 1024, 24684092L * 1024);
    }

    [Theory]
    [InlineData("MemAvailable:   12 kB\n", 12288L)]
    [InlineData("MemAvailable:\t12\tkB\n", 12288L)]
    [InlineData("MemFree: 5 kB\nMemAvailable: 12 kB\nMemAvailable: 13 kB\n", 12288L)]
    [InlineData("XMemAvailable: 12 kB\n", null)]
    [InlineData("MemAvailable: 12 MB\n", null)]
    [InlineData("MemAvailable: 12\n", null)]
    [InlineData("MemAvailable: 12 kB", null)]
    [InlineData("MemAvailable: 9007199254740991 kB\n", long.MaxValue - 1023)]
    [InlineData("MemAvailable: 9007199254740992 kB\n", null)]
    [InlineData("MemAvailable:\n12 kB\n", null)]
    [InlineData("MemTotal: 12 kB\nMemFree: 12 kB\nCached: 12 kB\n", null)]
    public void Available_memory_is_what_the_kernel_says_and_never_made_up(string text, long? expected) =>
        MemInfo.Available(Text(text)).ShouldBe(expected);

    [Fact]
    public void Stall_times_are_the_totals()
    {
        PressureFile.Parse("some avg10=1.00 avg60=2.00 avg300=3.00 total=18856879\nfull avg10=1.00 avg60=2.00 avg300=3.00 total=18512560\n"u8)
            .ShouldBe(new StallTime(18856879, 18512560));
    }

    [Fact]
    public void Pressure_of_the_cpus_needs_no_full_line_and_the_others_do()
    {
        byte[] text = FixtureTree.Bytes("kernel-5.4-hybrid", "proc/pressure/cpu");
        PressureFile.ParseCpu(text).ShouldBe(new StallTime(5000000, 0));
        PressureFile.Parse(text).ShouldBeNull();
        PressureFile.ParseCpu("some total=7\nfull total=3\n"u8).ShouldBe(new StallTime(7, 3), "where it is there it counts");
    }

    [Theory]
    [InlineData("some avg10=0.00 total=12\nfull avg10=0.00 total=1")]
    [InlineData("some avg10=0.00 total=\nfull avg10=0.00 total=1\n")]
    [InlineData("some avg10=0.00 total=99999999999999999999\nfull total=1\n")]
    [InlineData("full total=1\n")]
    [InlineData("")]
    public void A_pressure_file_that_is_not_whole_and_sound_is_absent(string text) => PressureFile.Parse(Text(text)).ShouldBeNull();

    [Fact]
    public void Refaults_are_those_of_file_pages_under_both_names()
    {
        VmStat.Refaults("workingset_refault_anon 7\nworkingset_refault_file 12\n"u8).ShouldBe(12);
        VmStat.Refaults("workingset_refault 13\n"u8).ShouldBe(13);
        VmStat.Refaults("pswpin 13\n"u8).ShouldBeNull();
    }

    [Fact]
    public void Swapped_pages_are_read_by_their_whole_name()
    {
        ReadOnlySpan<byte> text = "xpswpin 1\npswpin_more 2\npswpin 3\npswpout 4\n"u8;
        VmStat.SwappedIn(text).ShouldBe(3);
        VmStat.SwappedOut(text).ShouldBe(4);
    }

    [Theory]
    [InlineData("0.44 0.43 0.24 3/86 4059\n", 2)]
    [InlineData("0.44 0.43 0.24 1/86 4059\n", 0)]
    [InlineData("0.44 0.43 0.24 0/86 4059\n", 0)]
    [InlineData("0.44 0.43 0.24 1/86 4059", null)]
    [InlineData("0.44 0.43 0.24 -1/86 4059\n", null)]
    [InlineData("0.44 0.43 0.24 99999999999/86 4059\n", null)]
    [InlineData("0.44 0.43 0.24 2147483647/86 4059\n", int.MaxValue - 1)]
    [InlineData("0.44 0.43 0.24 2147483648/86 4059\n", null)]
    [InlineData("0.44 0.43 0.24 3 4059\n", null)]
    [InlineData("0.44 0.43 0.24 /86 4059\n", null)]
    [InlineData("0.44 0.43 1/86\n", null)]
    [InlineData("", null)]
    public void Runnable_tasks_are_counted_without_the_reader(string text, int? expected) => LoadAverage.Runnable(Text(text)).ShouldBe(expected);

    static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
