using Flyball.Jobs;

namespace Flyball.Tests.Jobs;

/// <summary>What is true of descriptions of jobs, and of the values in them.</summary>
public sealed class JobTests
{
    static readonly ProcessJob s_job = Job.Process("/usr/bin/sort", "-r", "names.txt");

    [Fact]
    public void A_process_is_called_by_its_command_unless_the_user_names_it()
    {
        s_job.Name.ShouldBe("/usr/bin/sort -r names.txt");
        (s_job with { Name = "names" }).Name.ShouldBe("names");
        Job.Delegate(_ => Task.CompletedTask).Name.ShouldBe("job");
    }

    [Fact]
    public void A_process_is_like_others_of_its_program_unless_the_user_says_otherwise()
    {
        s_job.TemplateInForce.ShouldBe("sort");
        (s_job with { Template = "mine" }).TemplateInForce.ShouldBe("mine");
        Job.Delegate(_ => Task.CompletedTask).TemplateInForce.ShouldBe("delegate");
    }

    [Fact]
    public void A_limit_of_memory_is_a_mebibyte_at_least()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => s_job with { MemoryLimit = ByteSize.Zero });
        Should.Throw<ArgumentOutOfRangeException>(() => s_job with { MemoryLimit = new ByteSize((1 << 20) - 1) });
        (s_job with { MemoryLimit = ByteSize.MiB(1) }).MemoryLimit.ShouldBe(ByteSize.MiB(1));
        (s_job with { MemoryLimit = null }).MemoryLimit.ShouldBeNull();
    }

    [Theory]
    [InlineData(0.009, false)]
    [InlineData(0.01, true)]
    [InlineData(1_000_000, true)]
    [InlineData(1_000_001, false)]
    [InlineData(double.NaN, false)]
    public void A_limit_of_cores_is_a_hundredth_at_least(double cores, bool isOne)
    {
        if (isOne) (s_job with { CpuLimit = cores }).CpuLimit.ShouldBe(cores);
        else Should.Throw<ArgumentOutOfRangeException>(() => s_job with { CpuLimit = cores });
    }

    [Theory]
    [InlineData(-0.1, 0, 0)]
    [InlineData(1_000_001, 0, 0)]
    [InlineData(double.NaN, 0, 0)]
    [InlineData(0, -1, 0)]
    [InlineData(0, 0, -1)]
    public void A_request_that_cannot_be_is_refused(double cores, long bytes, double seconds) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ResourceRequest(cores, new ByteSize(bytes), TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void What_a_request_leaves_open_is_taken_from_another()
    {
        var other = new ResourceRequest(2, ByteSize.MiB(5), TimeSpan.FromSeconds(7));
        new ResourceRequest().Or(other).ShouldBe(other);
        Should.Throw<ArgumentNullException>(() => other.Or(null!));
        new ResourceRequest(0, ByteSize.Zero, TimeSpan.Zero).Or(other).ShouldBe(new(0, ByteSize.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void A_resource_has_a_name_and_not_less_than_nothing_of_it()
    {
        Should.Throw<ArgumentException>(() => new NamedResource("", 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new NamedResource("gpu", -1));
        new NamedResource("gpu", 0).Amount.ShouldBe(0);
    }

    [Fact]
    public void A_sequence_has_a_step() => Should.Throw<ArgumentException>(() => Job.Sequence());

    [Fact]
    public void Lists_and_folders_that_were_named_are_kept()
    {
        ProcessJob job = s_job with { WorkingDirectory = "/tmp", Cpus = [0, 3], OutOfMemoryExitCodes = [3, 5], Limits = [new(LimitedResource.OpenFiles, 9)] };
        (job.WorkingDirectory, job.Cpus.Length, job.OutOfMemoryExitCodes.Length, job.Limits.Length).ShouldBe(("/tmp", 2, 2, 1));
        (job with { OutOfMemoryExitCodes = default }).OutOfMemoryExitCodes.IsDefault.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 4)]
    [InlineData(2, -1)]
    [InlineData(2, 8)]
    public void An_IO_priority_that_does_not_exist_is_refused(int kind, int level) => Should.Throw<ArgumentOutOfRangeException>(() => new IoPriority((IoPriorityClass)kind, level));

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void There_are_eight_levels_of_IO_priority(int level)
    {
        var priority = new IoPriority(IoPriorityClass.BestEffort, level);
        (priority.Class, priority.Level).ShouldBe((IoPriorityClass.BestEffort, level));
    }

    [Fact]
    public void Jobs_are_ordered_as_they_were_added()
    {
        JobId one = new(1), two = new(2), also = new(2);
        (one < two, two < one, two < also).ShouldBe((true, false, false));
        (two > one, one > two, two > also).ShouldBe((true, false, false));
        (one <= two, two <= one, two <= also).ShouldBe((true, false, true));
        (two >= one, one >= two, two >= also).ShouldBe((true, false, true));
    }

    [Fact]
    public void Devices_are_read_and_written_in_blocks_of_512_bytes()
    {
        var usage = new ResourceUsage(TimeSpan.Zero, BlocksRead: 3, BlocksWritten: 4);
        (usage.Read, usage.Written).ShouldBe((new ByteSize(1536), new ByteSize(2048)));
        (new ResourceUsage(TimeSpan.Zero).Read, new ResourceUsage(TimeSpan.Zero).Written).ShouldBe((null, null));
    }

    [Fact]
    public void Without_user_or_system_time_there_is_no_CPU_time()
    {
        TimeSpan one = TimeSpan.FromSeconds(1), two = TimeSpan.FromSeconds(2);
        new ResourceUsage(TimeSpan.Zero, one, two).CpuTime.ShouldBe(TimeSpan.FromSeconds(3));
        new ResourceUsage(TimeSpan.Zero, one).CpuTime.ShouldBeNull();
    }

    [Fact]
    public void A_time_limit_may_follow_the_median_once_that_is_known()
    {
        TimeLimit.After(TimeSpan.FromSeconds(3)).For(TimeSpan.FromSeconds(9)).ShouldBe(TimeSpan.FromSeconds(3));
        TimeLimit.OfMedian(3).For(TimeSpan.FromSeconds(2)).ShouldBe(TimeSpan.FromSeconds(6));
        TimeLimit.OfMedian(3).For(null).ShouldBeNull();
        TimeLimit.OfMedian(1e12).For(TimeSpan.FromSeconds(2)).ShouldBeNull("longer than any time");
        default(TimeLimit).For(null).ShouldBeNull("it was never made");
        Should.Throw<ArgumentOutOfRangeException>(() => TimeLimit.After(TimeSpan.Zero));
        Should.Throw<ArgumentOutOfRangeException>(() => TimeLimit.OfMedian(0));
        Should.Throw<ArgumentOutOfRangeException>(() => TimeLimit.OfMedian(double.PositiveInfinity));
    }

    [Theory]
    [InlineData(LimitedResource.CpuTime, "cpu")]
    [InlineData(LimitedResource.FileSize, "fsize")]
    [InlineData(LimitedResource.Data, "data")]
    [InlineData(LimitedResource.Stack, "stack")]
    [InlineData(LimitedResource.CoreDump, "core")]
    [InlineData(LimitedResource.Processes, "nproc")]
    [InlineData(LimitedResource.OpenFiles, "nofile")]
    [InlineData(LimitedResource.LockedMemory, "memlock")]
    [InlineData(LimitedResource.AddressSpace, "as")]
    public void What_is_limited_is_called_as_in_limits_conf(LimitedResource resource, string name) => resource.NameInLimits().ShouldBe(name);
}
