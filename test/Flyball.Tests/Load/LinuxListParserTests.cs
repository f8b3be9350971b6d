using System.Text;
using Flyball.Jobs;
using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

public class LinuxListParserTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0-3,8", "0 1 2 3 8")]
    [InlineData("63-65,127", "63 64 65 127")]
    [InlineData("", null)]
    [InlineData("3-1", null)]
    [InlineData("1,", null)]
    [InlineData("1-", null)]
    [InlineData("0-", null)]
    [InlineData("0-x", null)]
    [InlineData("-1", null)]
    [InlineData("a", null)]
    [InlineData("0-4294967295", null)]
    [InlineData("65536", null)]
    public void A_list_of_cpus_is_numbers_and_ranges(string list, string? expected)
    {
        var cpus = new CpuSet();
        CpuList.TryParse(Encoding.UTF8.GetBytes(list), cpus).ShouldBe(expected is not null);
        if (expected is null) return;
        string.Join(' ', Enumerable.Range(0, 200).Where(cpus.Contains)).ShouldBe(expected);
        cpus.Count.ShouldBe(expected.Split(' ').Length);
    }

    [Fact]
    public void The_highest_number_of_a_cpu_that_is_believed_is_65535()
    {
        var cpus = new CpuSet();
        CpuList.TryParse("65535"u8, cpus).ShouldBeTrue();
        (cpus.Count, cpus.Contains(65535)).ShouldBe((1, true));
    }

    [Fact]
    public void The_affinity_is_in_the_status()
    {
        var cpus = new CpuSet();
        CpuList.TryParseStatus("Name:\tx\nCpus_allowed:\tff\nCpus_allowed_list:\t0-1,4\n"u8, cpus).ShouldBeTrue();
        cpus.Count.ShouldBe(3);
        CpuList.TryParseStatus("Name:\tx\nCpus_allowed_list:\t0-1,4"u8, cpus).ShouldBeFalse();
    }

    [Theory]
    [InlineData("sda", true)]
    [InlineData("sdaa", true)]
    [InlineData("vda", true)]
    [InlineData("xvdf", true)]
    [InlineData("hdc", true)]
    [InlineData("dasda", true)]
    [InlineData("nvme0n1", true)]
    [InlineData("nvme10n12", true)]
    [InlineData("mmcblk0", true)]
    [InlineData("pmem1", true)]
    [InlineData("rbd0", true)]
    [InlineData("nbd12", true)]
    [InlineData("sda1", false)]
    [InlineData("sd", false)]
    [InlineData("mmcblk", false)]
    [InlineData("nvme0n", false)]
    [InlineData("nvmen1", false)]
    [InlineData("nvme0", false)]
    [InlineData("nvme0n1p1", false)]
    [InlineData("nvme0c0n1", false)]
    [InlineData("mmcblk0p2", false)]
    [InlineData("mmcblk0boot0", false)]
    [InlineData("loop0", false)]
    [InlineData("ram0", false)]
    [InlineData("zram0", false)]
    [InlineData("dm-0", false)]
    [InlineData("md127", false)]
    [InlineData("sr0", false)]
    [InlineData("", false)]
    public void Only_whole_physical_disks_count(string name, bool expected) => DiskStats.IsPhysicalDisk(Encoding.UTF8.GetBytes(name)).ShouldBe(expected);

    [Fact]
    public void Disks_are_read_without_what_lies_on_top_of_them()
    {
        var disks = new List<DiskTimes>();
        DiskStats.Parse(FixtureTree.Bytes("kernel-5.4-hybrid", "proc/diskstats"), disks);
        disks.ShouldBe([new((259, 0), 4004000, 9120000, 88100), new((8, 0), 1000, 2000, 400)]);
    }

    [Theory]
    [InlineData("8 0 sda 1 2 3 4 5 6 7 8 9 10 11", 0)]
    [InlineData("8 0 sda 1 2 3 4 5 6 7\n", 0)]
    [InlineData("8 0 sda 1 2 x 4 5 6 7 8 9 10 11\n", 0)]
    [InlineData("8 0 sda 1 2 3 4 5 6 7 8 9 10 11\n", 1)]
    [InlineData("\n8 0 sda 1 2 3 4 5 6 7 8 9 10 11\n\n8 1 sdb 1 2 3 4 5 6 7 8 9 10 11\n", 2)]
    public void A_disk_needs_a_whole_and_sound_line(string text, int expected)
    {
        var disks = new List<DiskTimes>();
        DiskStats.Parse(Encoding.UTF8.GetBytes(text), disks);
        disks.Count.ShouldBe(expected);
    }

    [Theory]
    [InlineData("max 100000\n", null)]
    [InlineData("150000 100000\n", 1500L)]
    [InlineData("1000 1000000\n", 1L)]
    [InlineData("1 1000000\n", 1L)]
    [InlineData("150000 0\n", null)]
    [InlineData("0 100000\n", null)]
    [InlineData("150000\n", null)]
    [InlineData("150000 100000", null)]
    [InlineData("-1 100000\n", null)]
    [InlineData("9223372036854775807 1\n", long.MaxValue)]
    public void A_quota_is_cores_in_thousandths(string text, long? expected) =>
        ControlGroupFiles.CpuMax(Encoding.UTF8.GetBytes(text)).ShouldBe(expected is { } thousandths ? new CoreAmount(thousandths) : null);

    [Fact]
    public void A_version_1_quota_needs_both_of_its_files()
    {
        ControlGroupFiles.CfsQuota(50000, 100000).ShouldBe(new CoreAmount(500));
        ControlGroupFiles.CfsQuota(null, 100000).ShouldBeNull();
        ControlGroupFiles.CfsQuota(50000, null).ShouldBeNull();
    }

    [Theory]
    [InlineData("max\n", 1000L, null)]
    [InlineData("999\n", 1000L, 999L)]
    [InlineData("1000\n", 1000L, null)]
    [InlineData("0\n", 1000L, 0L)]
    [InlineData("9223372036854771712\n", null, null)]
    [InlineData("9223372036854771712\n", 1000L, null)]
    [InlineData("4096\n", null, 4096L)]
    [InlineData("1152921504606846975\n", null, (1L << 60) - 1)]
    [InlineData("1152921504606846976\n", null, null)]
    public void What_the_machine_does_not_have_limits_nothing(string text, long? machine, long? expected) =>
        ControlGroupFiles.MemoryLimit(Encoding.UTF8.GetBytes(text), machine).ShouldBe(expected);

    [Fact]
    public void Inactive_file_cache_counts_the_groups_below()
    {
        ControlGroupFiles.InactiveFile("inactive_file 5\nactive_file 6\ntotal_inactive_file 7\n"u8).ShouldBe(7);
        ControlGroupFiles.InactiveFile("anon 4\ninactive_file 5\n"u8).ShouldBe(5);
        ControlGroupFiles.InactiveFile("anon 4\n"u8).ShouldBeNull();
    }

    [Theory]
    [InlineData("usage_usec 5\nuser_usec 3\n", 5000L)]
    [InlineData("usage_usec 9223372036854775\n", 9223372036854775000L)]
    [InlineData("usage_usec 9223372036854776\n", null)]
    public void Used_cpu_time_is_in_nanoseconds_where_these_fit(string text, long? expected) => ControlGroupFiles.CpuTime(Encoding.UTF8.GetBytes(text)).ShouldBe(expected);
}
