using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public class DrainTests
{
    [Fact]
    public async Task What_waits_is_dropped_what_runs_goes_on_and_the_run_ends_with_it()
    {
        await using var bench = new Bench(options => options.MaxRunning = 1);
        JobHandle[] jobs = bench.Add("a", "b");
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        bench.Jobs.Drain();
        (await jobs[1].Completion.Soon()).ShouldBe(new JobOutcome(JobStatus.Cancelled));
        run.IsCompleted.ShouldBeFalse();
        await bench.EndAsync(jobs[0]);
        RunSummary summary = await run.Soon();
        (summary.Succeeded, summary.NotRun).ShouldBe((1, 1));
    }

    [Fact]
    public async Task What_is_added_afterwards_is_dropped_too()
    {
        await using Bench bench = await Bench.StartedAsync();
        bench.Jobs.Drain();
        bench.Jobs.Drain();
        JobHandle late = bench.Add("late");
        (await late.Completion.Soon()).ShouldBe(new JobOutcome(JobStatus.Cancelled));
        bench.Executor.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_step_at_hand_of_a_sequence_is_the_last()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle sequence = bench.Jobs.Add(Job.Sequence(new TestJob("a"), new TestJob("b")));
        await bench.SettleAsync();
        bench.Jobs.Drain();
        await bench.EndAsync("a");
        (await sequence.Completion.Soon()).Status.ShouldBe(JobStatus.Cancelled);
        bench.Executor.Started.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_source_that_blocks_does_not_hold_up_the_end()
    {
        await using var bench = new Bench();
        using var more = new SemaphoreSlim(0);
        IEnumerable<Job> Source()
        {
            yield return new TestJob("a");
            more.Wait();
            yield return new TestJob("b");
        }

        Task<RunSummary> run = bench.RunAsync(Source());
        while (bench.Executor.Started.Length == 0) await bench.SettleAsync();
        bench.Jobs.Drain();
        await bench.EndAsync("a");
        (await run.Soon()).Succeeded.ShouldBe(1);
        more.Release();
    }
}
