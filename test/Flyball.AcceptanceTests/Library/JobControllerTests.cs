using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

public sealed class JobControllerTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public JobControllerTests() => Requirement.Need("linux");

    [Fact]
    public async Task A_removed_job_is_gone_with_all_its_processes()
    {
        StubbornJob stubborn = new();
        await using JobController controller = new();
        await controller.StartAsync(Cancellation);
        JobHandle handle = controller.Add(Job.Process("/bin/sh", "-c", stubborn.Command));
        await stubborn.UntilAllRun();
        controller.Remove(handle.Id).ShouldBeTrue();
        (await handle.Completion.WaitAsync(Cancellation)).Status.ShouldBe(JobStatus.Cancelled);
        stubborn.Left.ShouldBe(0);
        controller.Remove(handle.Id).ShouldBeFalse();
    }

    [Fact]
    public async Task A_disposed_controller_leaves_no_process()
    {
        StubbornJob stubborn = new();
        await using (JobController controller = new())
        {
            await controller.StartAsync(Cancellation);
            controller.Add(Job.Process("/bin/sh", "-c", stubborn.Command));
            await stubborn.UntilAllRun();
        }

        stubborn.Left.ShouldBe(0);
    }

    [Fact]
    public async Task Other_processes_of_the_program_are_left_alone()
    {
        StubbornJob removed = new(), kept = new();
        await using JobController controller = new();
        await controller.StartAsync(Cancellation);
        JobHandle first = controller.Add(Job.Process("/bin/sh", "-c", removed.Command));
        await removed.UntilAllRun();
        controller.Add(Job.Process("/bin/sh", "-c", kept.Command));
        await kept.UntilAllRun();
        int all = kept.Left;
        controller.Remove(first.Id);
        await first.Completion.WaitAsync(Cancellation);
        kept.Left.ShouldBe(all);
    }

    [Fact]
    public async Task Many_quick_jobs_all_succeed()
    {
        // Room for many at once whatever else the machine does.
        await using JobController controller = new(new() { CpuTarget = 10 });
        RunSummary summary = await controller.RunAsync(Enumerable.Range(0, 500).Select(_ => Job.Process("true")), Cancellation);
        (summary.Succeeded, summary.Failed, summary.Cancelled, summary.NotRun).ShouldBe((500, 0, 0, 0));
    }

    [Fact]
    public async Task A_source_that_blocks_does_not_hold_up_the_end_of_a_cancelled_run()
    {
        using ManualResetEventSlim blocked = new(), release = new();
        using CancellationTokenSource cancellation = new();
        IEnumerable<Job> Source()
        {
            yield return Job.Process("sleep", "600");
            blocked.Set();
            release.Wait(Cancellation);
            yield return Job.Process("true");
        }

        await using JobController controller = new();
        Task<RunSummary> run = controller.RunAsync(Source(), cancellation.Token);
        blocked.Wait(Cancellation);
        await cancellation.CancelAsync();
        RunSummary summary = await run.WaitAsync(Cancellation);
        release.Set();
        (summary.Succeeded, summary.Failed, summary.Cancelled + summary.NotRun).ShouldBe((0, 0, 1));
    }
}
