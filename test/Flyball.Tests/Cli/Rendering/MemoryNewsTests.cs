using Flyball.Admission;
using Flyball.Cli.Input;
using Flyball.Cli.Rendering;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.Rendering;

public sealed class MemoryNewsTests
{
    static readonly DateTimeOffset s_now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
    static readonly Job s_job = Job.Process("gzip", "a") with { Tag = new JobArguments(12, ["a"]) };
    static readonly Reason s_short = new(Gate.MemoryShort, 0, ByteSize.MiB(256).Bytes, ByteSize.MiB(192).Bytes);

    [Fact]
    public void A_suspension_is_told_once_and_what_is_run_again_each_time()
    {
        var news = new MemoryNews();
        news.Add(new JobSuspended(new(3), s_job, s_now, s_short)).ShouldBe("flyball: job 12 (gzip a) is suspended: memory is short: 192 MiB are available, 256 MiB are needed");
        news.Add(new JobResumed(new(3), s_job, s_now, s_short)).ShouldBeNull();
        news.Add(new JobSuspended(new(3), s_job, s_now, s_short)).ShouldBeNull();
        JobRetrying again = new(new(3), s_job, s_now, new(JobStatus.Cancelled), s_now, Attempt: 1, TimeSpan.Zero) { Because = s_short };
        news.Add(again).ShouldBe("flyball: job 12 (gzip a) was ended and will be run again: memory is short: 192 MiB are available, 256 MiB are needed");
        news.Add(again with { Because = null }).ShouldBeNull();
    }

    [Fact]
    public void Suspended_jobs_are_counted_while_they_are()
    {
        var progress = new RunProgress();
        progress.Add(new JobQueued(new(3), s_job, s_now, null), default);
        progress.Add(new JobStarted(new(3), s_job, s_now, s_short, default), default);
        progress.Add(new JobSuspended(new(3), s_job, s_now, s_short), default);
        StatusView.RunCounts(progress, moreToCome: false, default).ShouldContain("1 running[/], 1 of them suspended");
        progress.Add(new JobEnded(new(3), s_job, s_now, new(JobStatus.Succeeded), s_now), default);
        progress.Suspended.ShouldBe(0);
    }
}
