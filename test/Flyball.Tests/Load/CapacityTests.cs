using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Tests.Load;

public class CapacityTests
{
    static readonly Capacity s_whole = new() { MachineCpus = 8, UsableCpus = 4, MachineMemory = ByteSize.GiB(8) };

    [Theory]
    [InlineData(null, 4)]
    [InlineData(1.5, 1.5)]
    [InlineData(6.0, 4)]
    public void The_usable_cpus_may_be_kept_busy_or_the_quota_where_it_is_tighter(double? quota, double cores) =>
        (s_whole with { CpuQuota = quota is { } limit ? CoreAmount.FromCores(limit) : null }).Cores.ShouldBe(CoreAmount.FromCores(cores));

    [Fact]
    public void The_limit_is_the_memory_that_may_be_filled_where_there_is_one()
    {
        s_whole.Memory.ShouldBe(ByteSize.GiB(8));
        (s_whole with { MemoryLimit = ByteSize.GiB(2) }).Memory.ShouldBe(ByteSize.GiB(2));
    }

    [Theory]
    [InlineData(4.0, 2048)]
    [InlineData(2.0, 4096)]
    [InlineData(0.5, 8192)]
    public void Each_core_has_an_equal_share_of_the_memory_and_less_than_a_core_has_all_of_it(double quota, int mebibytes) =>
        (s_whole with { CpuQuota = CoreAmount.FromCores(quota) }).MemoryPerCore.ShouldBe(ByteSize.MiB(mebibytes));

    [Fact]
    public void Memory_that_could_not_be_read_has_no_share()
    {
        Capacity unknown = s_whole with { MachineMemory = null };
        (unknown.Memory, unknown.MemoryPerCore).ShouldBe((null, null));
    }
}
