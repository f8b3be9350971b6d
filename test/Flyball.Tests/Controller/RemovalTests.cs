using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public class RemovalTests
{
    [Fact]
    public async Task A_waiting_job_that_is_removed_never_runs()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 1);
        JobHandle[] jobs = bench.Add("a", "b", "c");
        await bench.SettleAsync();
        bench.Jobs.Remove(jobs[1].Id).ShouldBeTrue();
        (await jobs[1].Completion.Soon()).ShouldBe(new(JobStatus.Cancelled));
        await bench.EndAsync(jobs[0]);
        bench.Executor.Started.ShouldBe(["a", "c"]);
        bench.Jobs.Remove(jobs[1].Id).ShouldBeFalse();
    }

    [Fact]
    public async Task A_running_job_that_is_removed_is_ended_and_its_place_is_free()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 1);
        JobHandle[] jobs = bench.Add("a", "b");
        await bench.SettleAsync();
        bench.Jobs.Remove(jobs[0].Id).ShouldBeTrue();
        (await jobs[0].Completion.Soon()).Status.ShouldBe(JobStatus.Cancelled);
        await bench.SettleAsync();
        bench.Executor.Started.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task What_is_not_known_cannot_be_removed_nor_explained()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Add("a");
        await bench.SettleAsync();
        await bench.EndAsync(job);
        foreach (JobId id in (JobId[])[job.Id, new(0), new(-1), new(99)])
        {
            bench.Jobs.Remove(id).ShouldBeFalse();
            (await bench.ExplainAsync(id)).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Every_job_that_was_looked_at_can_be_explained()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 1);
        JobHandle[] jobs = bench.Add("a", "b");
        await bench.SettleAsync();
        (await bench.BecauseAsync(jobs[0])).ShouldBe(new(Gate.Fits, 0, 0.75 * 0.1, 8));
        (await bench.BecauseAsync(jobs[1])).ShouldBe(new(Gate.Cap, 1, 1, 1));
    }

    [Fact]
    public async Task When_a_run_is_cancelled_nothing_more_starts_and_everybody_hears_of_it()
    {
        await using var bench = new Bench(options => options.MaxRunning = 1);
        JobHandle[] jobs = bench.Add("a", "b", "c");
        using var cancel = new CancellationTokenSource();
        Task<RunSummary> run = bench.RunUntilAsync(cancel.Token);
        await bench.SettleAsync();
        await cancel.CancelAsync();
        RunSummary summary = await run.Soon();
        (summary.Cancelled, summary.NotRun, summary.Succeeded, summary.Failed).ShouldBe((1, 2, 0, 0));
        bench.Executor.Started.ShouldBe(["a"]);
        foreach (JobHandle job in jobs) (await job.Completion.Soon()).Status.ShouldBe(JobStatus.Cancelled);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_waits_for_jobs_that_take_their_time()
    {
        await using var bench = new Bench();
        JobHandle job = bench.Jobs.Add(new TestJob("a") { Stubborn = true });
        using var cancel = new CancellationTokenSource();
        Task<RunSummary> run = bench.RunUntilAsync(cancel.Token);
        await bench.SettleAsync();
        await cancel.CancelAsync();
        await bench.SettleAsync();
        run.IsCompleted.ShouldBeFalse();
        await bench.EndAsync(job);
        (await run.Soon()).Succeeded.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_was_cancelled_beforehand_runs_nothing()
    {
        await using var bench = new Bench();
        bench.Add("a");
        RunSummary summary = await bench.RunUntilAsync(new CancellationToken(canceled: true)).Soon();
        (summary.NotRun, bench.Executor.Started.Length).ShouldBe((1, 0));
    }

    [Fact]
    public async Task After_a_cancelled_run_there_may_be_another()
    {
        await using var bench = new Bench();
        await bench.RunUntilAsync(new CancellationToken(canceled: true)).Soon();
        JobHandle job = bench.Add("a");
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        await bench.EndAsync(job);
        (await run.Soon()).Succeeded.ShouldBe(1);
    }
}
