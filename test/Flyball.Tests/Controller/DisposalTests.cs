using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public class DisposalTests
{
    [Fact]
    public async Task Disposing_ends_what_runs_and_drops_what_waits()
    {
        Bench bench = await Bench.StartedAsync(maxRunning: 1);
        JobHandle[] jobs = bench.Add("a", "b");
        await bench.SettleAsync();
        await bench.Jobs.DisposeAsync().AsTask().Soon();
        foreach (JobHandle job in jobs) (await job.Completion.Soon()).Status.ShouldBe(JobStatus.Cancelled);
        bench.Executor.Started.ShouldBe(["a"]);
        (await bench.Events.AllAsync()).OfType<JobEnded>().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Disposing_waits_until_nothing_of_the_jobs_is_left()
    {
        Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Jobs.Add(new TestJob("a") { Stubborn = true });
        await bench.SettleAsync();
        Task disposed = bench.Jobs.DisposeAsync().AsTask();
        await bench.SettleAsync();
        disposed.IsCompleted.ShouldBeFalse();
        bench.Executor.End(job.Id);
        await disposed.Soon();
    }

    [Fact]
    public async Task A_step_that_succeeds_while_the_controller_is_disposed_of_is_the_last()
    {
        Bench bench = await Bench.StartedAsync();
        JobHandle sequence = bench.Jobs.Add(Job.Sequence(new TestJob("a") { Stubborn = true }, new TestJob("b")));
        await bench.SettleAsync();
        Task disposed = bench.Jobs.DisposeAsync().AsTask();
        await bench.SettleAsync();
        bench.Executor.End("a");
        await disposed.Soon();
        (await sequence.Completion.Soon()).Status.ShouldBe(JobStatus.Cancelled);
        bench.Executor.Started.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Jobs_of_a_controller_that_never_ran_are_cancelled()
    {
        var bench = new Bench();
        JobHandle job = bench.Add("a");
        await bench.DisposeAsync();
        (await job.Completion.Soon()).ShouldBe(new(JobStatus.Cancelled));
    }

    [Fact]
    public async Task A_run_ends_when_its_controller_is_disposed_of()
    {
        var bench = new Bench();
        bench.Add("a");
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        await bench.Jobs.DisposeAsync().AsTask().Soon();
        (await run.Soon()).Cancelled.ShouldBe(1);
    }

    [Fact]
    public async Task After_its_disposal_a_controller_takes_nothing_more()
    {
        var bench = new Bench();
        await bench.DisposeAsync();
        await bench.DisposeAsync();
        Should.Throw<ObjectDisposedException>(() => bench.Add("a"));
        await Should.ThrowAsync<ObjectDisposedException>(bench.RunAsync());
        await Should.ThrowAsync<ObjectDisposedException>(bench.RunAsync([new TestJob("a")]));
        bench.Jobs.Remove(new(1)).ShouldBeFalse();
        (await bench.ExplainAsync(new JobId(1))).ShouldBeNull();
        (await new JobEvents(bench.Jobs).AllAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_adds_while_the_controller_is_disposed_of_hears_of_the_end_or_is_refused()
    {
        for (int round = 0; round < 30; round++)
        {
            Bench bench = await Bench.StartedAsync();
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task<List<JobHandle>> adding = Task.Run(() =>
            {
                List<JobHandle> added = [];
                try
                {
                    while (true)
                    {
                        added.Add(bench.Add("a"));
                        begun.TrySetResult();
                    }
                }
                catch (ObjectDisposedException)
                {
                    return added;
                }
            });
            await begun.Task.Soon();
            await bench.Jobs.DisposeAsync().AsTask().Soon();
            foreach (JobHandle job in await adding.Soon()) await job.Completion.Soon();
        }
    }
}
