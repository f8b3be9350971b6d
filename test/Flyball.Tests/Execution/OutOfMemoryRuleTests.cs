using CsCheck;
using Flyball.Admission;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Tests.Execution;

/// <summary>What it means that a job has run out of memory, and what follows.</summary>
public sealed class OutOfMemoryRuleTests
{
    static readonly Job s_job = Job.Process("a");

    static readonly ByteSize s_capacity = ByteSize.GiB(3);

    [Theory]
    [InlineData(JobStatus.Failed, null, 9, true)]
    [InlineData(JobStatus.Failed, 137, null, true)]
    [InlineData(JobStatus.Failed, 1, null, false)]
    [InlineData(JobStatus.Failed, null, 15, false)]
    [InlineData(JobStatus.Cancelled, null, 9, false)]
    [InlineData(JobStatus.Succeeded, 0, null, false)]
    public void Only_what_ended_by_the_kill_signal_may_have_been_killed_for_memory(JobStatus status, int? exitCode, int? signal, bool maybe) =>
        OutOfMemoryRule.MayBeKill(new(status, exitCode, signal)).ShouldBe(maybe);

    [Theory]
    [InlineData(12, true)]
    [InlineData(13, true)]
    [InlineData(1, false)]
    public void Exit_statuses_that_the_user_names_mean_it(int exitCode, bool means) =>
        Execution(Job.Process("a") with { OutOfMemoryExitCodes = [12, 13] }).Judge(new(JobStatus.Failed, exitCode)).Status.ShouldBe(means ? JobStatus.OutOfMemory : JobStatus.Failed);

    [Fact]
    public void Success_is_success_whatever_status_is_named() => OutOfMemoryRule.IsOutOfMemory(new(JobStatus.Succeeded, 0), s_job).ShouldBeFalse();

    [Fact]
    public void It_is_reported_with_what_it_held_and_what_it_might()
    {
        JobOutcome outcome = new(JobStatus.OutOfMemory, Usage: new(TimeSpan.Zero, PeakMemory: ByteSize.GiB(3.1)));
        Execution(s_job, ByteSize.GiB(2.9)).Judge(outcome).Detail.ShouldBe("out of memory at 3.1 GiB, limit 2.9 GiB");
        Execution(s_job with { MemoryLimit = ByteSize.GiB(1) }, ByteSize.GiB(2.9)).Judge(outcome).Detail.ShouldBe("out of memory at 3.1 GiB, limit 1 GiB");
        Execution(s_job, capacity: null).Judge(new(JobStatus.OutOfMemory)).Detail.ShouldBe("out of memory");
    }

    [Fact]
    public void Judging_twice_says_the_same()
    {
        JobExecution execution = Execution(s_job, s_capacity);
        JobOutcome once = execution.Judge(new(JobStatus.OutOfMemory, Signal: 9, Detail: "killed by signal 9"));
        execution.Judge(once).ShouldBe(once);
    }

    [Fact]
    public void It_is_run_again_three_times()
    {
        Enumerable.Range(0, 5).Select(ends => OutOfMemoryRule.MayRepeat(limit: null, ends, ByteSize.MiB(500), ByteSize.GiB(1), s_capacity)).ShouldBe([true, true, true, false, false]);
    }

    [Fact]
    public void It_is_not_run_again_when_it_had_all_that_there_is()
    {
        OutOfMemoryRule.MayRepeat(limit: null, 0, s_capacity, ByteSize.GiB(1), s_capacity).ShouldBeFalse();
        OutOfMemoryRule.MayRepeat(limit: null, 0, s_capacity, ByteSize.GiB(1), capacity: null).ShouldBeTrue();
    }

    [Theory]
    [InlineData(500, 100, false)]
    [InlineData(500, 95, false)]
    [InlineData(500, 10, false)]
    [InlineData(50, 99, false)]
    [InlineData(50, 40, true)]
    [InlineData(50, null, true)]
    public void One_that_reached_its_own_limit_would_reach_it_again(int grantedMib, int? peakMib, bool repeats) =>
        OutOfMemoryRule.MayRepeat(ByteSize.MiB(100), 0, ByteSize.MiB(grantedMib), peakMib is { } mib ? ByteSize.MiB(mib) : null, s_capacity).ShouldBe(repeats);

    [Theory]
    [InlineData(0, 100, 200)]
    [InlineData(0, 1000, 1500)]
    [InlineData(3000, 1000, 3000)]
    public void Half_as_much_again_is_set_aside_or_100_MiB_more(int beforeMib, int peakMib, int nextMib) =>
        MemoryLadder.LeastAfter(ByteSize.MiB(beforeMib), ByteSize.MiB(peakMib)).ShouldBe(ByteSize.MiB(nextMib));

    [Fact]
    public void Reservations_grow_beyond_what_was_held_and_never_shrink() => Gen.Select(Gen.Long[0, long.MaxValue / 4], Gen.Long[1, long.MaxValue / 4]).Sample((before, peak) =>
    {
        ByteSize next = MemoryLadder.LeastAfter(new(before), new(peak));
        next.ShouldBeGreaterThan(new ByteSize(peak));
        next.ShouldBeGreaterThanOrEqualTo(new ByteSize(before));
    }, iter: 1000);

    static JobExecution Execution(Job job, ByteSize? capacity = null) => new(new(1), job, default(Estimate), Nice: 0) { MemoryCapacity = capacity };
}
