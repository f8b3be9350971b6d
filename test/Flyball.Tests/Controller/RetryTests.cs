using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public sealed class RetryTests
{
    static TestJob Job(string name, RetryRule rule) => new(name) { Retry = rule };

    [Fact]
    public async Task A_job_that_fails_is_run_again_until_it_succeeds()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Jobs.Add(Job("a", new(5)));
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        await bench.EndAsync("a", JobStatus.TimedOut);
        job.Completion.IsCompleted.ShouldBeFalse();
        await bench.EndAsync("a");
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.Succeeded);
        await bench.DisposeAsync();
        (await bench.Events.WordsAsync()).ShouldBe(["queued a", "started a", "retrying a", "started a", "retrying a", "started a", "succeeded a"]);
    }

    [Fact]
    public async Task The_last_attempt_is_the_one_that_counts()
    {
        await using var bench = new Bench();
        JobHandle job = bench.Jobs.Add(Job("a", new(2)));
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        await bench.EndAsync("a", JobStatus.Failed);
        (await run.Soon()).ShouldBe(new(0, Failed: 1, 0, 0, 0, TimeSpan.Zero));
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.Failed);
    }

    [Fact]
    public async Task A_pause_is_kept_and_others_run_meanwhile()
    {
        await using var bench = new Bench(options => options.MaxRunning = 1);
        bench.Jobs.Add(Job("a", new(3, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60))));
        bench.Add("b");
        await bench.Jobs.StartAsync(TestContext.Current.CancellationToken);
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        await bench.EndAsync("b");
        await bench.Clock.AdvanceAsync(9.9);
        bench.Executor.Started.ShouldBe(["a", "b"]);
        await bench.Clock.AdvanceAsync(0.2);
        bench.Executor.Started.ShouldBe(["a", "b", "a"]);
        await bench.EndAsync("a", JobStatus.Failed);
        await bench.Clock.AdvanceAsync(19.9);
        bench.Executor.Running.ShouldBe(0);
        await bench.Clock.AdvanceAsync(0.2);
        bench.Executor.Running.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_waits_for_the_pause_to_end()
    {
        await using var bench = new Bench();
        bench.Jobs.Add(Job("a", new(2, TimeSpan.FromHours(1))));
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        await bench.Clock.AdvanceAsync(3000);
        run.IsCompleted.ShouldBeFalse();
        await bench.Clock.AdvanceAsync(601);
        await bench.EndAsync("a");
        (await run.Soon()).Succeeded.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_pauses_can_be_removed()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Jobs.Add(Job("a", new(9, TimeSpan.FromSeconds(1))));
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        bench.Jobs.Remove(job.Id).ShouldBeTrue();
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.Failed);
        await bench.Clock.AdvanceAsync(5);
        bench.Executor.Started.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_job_that_was_told_to_end_is_not_run_again_though_it_fails()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Jobs.Add(Job("a", new(9)) with { Stubborn = true });
        await bench.SettleAsync();
        bench.Jobs.Remove(job.Id);
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.Failed);
        bench.Executor.Started.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Nothing_is_tried_again_once_the_controller_drains()
    {
        await using var bench = new Bench();
        bench.Jobs.Add(Job("a", new(9)));
        bench.Jobs.Add(Job("b", new(9, TimeSpan.FromHours(1))));
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        await bench.EndAsync("b", JobStatus.Failed);
        bench.Jobs.Drain();
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        RunSummary summary = await run.Soon();
        summary.Failed.ShouldBe(2, "the one that paused has failed too");
        bench.Executor.Started.ShouldBe(["a", "b"]);
        await bench.DisposeAsync();
        (await bench.Events.AllAsync()).OfType<JobEnded>().Select(ended => ended.HadMoreAttempts).ShouldBe([true, true]);
    }

    [Fact]
    public async Task A_job_that_had_all_its_attempts_has_no_more()
    {
        await using Bench bench = await Bench.StartedAsync();
        bench.Jobs.Add(Job("a", new(2)));
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        await bench.EndAsync("a", JobStatus.Failed);
        await bench.DisposeAsync();
        (await bench.Events.AllAsync()).OfType<JobEnded>().ShouldHaveSingleItem().HadMoreAttempts.ShouldBeFalse();
    }

    [Fact]
    public async Task A_step_of_a_sequence_is_tried_again_before_the_sequence_fails()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle sequence = bench.Jobs.Add(Flyball.Jobs.Job.Sequence(Job("a", new(2)), new TestJob("b")));
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        await bench.EndAsync("a");
        await bench.EndAsync("b");
        (await sequence.Completion.Soon()).Status.ShouldBe(JobStatus.Succeeded);
    }

    [Fact]
    public async Task A_job_that_is_removed_while_it_is_ended_for_its_time_is_not_run_again()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Jobs.Add(Job("a", new(3)) with { TimeLimit = TimeLimit.After(TimeSpan.FromSeconds(1)), Stubborn = true });
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(1.1);
        await bench.Executor.ToldToEndAsync("a").Soon();
        bench.Jobs.Remove(job.Id);
        await bench.SettleAsync();
        await bench.EndAsync(job, JobStatus.Cancelled);
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.TimedOut);
        bench.Executor.Started.ShouldBe(["a"]);
    }

    [Fact]
    public async Task An_executor_knows_that_no_attempt_follows_once_nothing_is_started_any_more()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobExecution? running = null;
        bench.Executor.OnStart = execution => running = execution;
        JobHandle job = bench.Jobs.Add(Job("a", new(3)));
        await bench.SettleAsync();
        running!.IsRepeatedAfter(new(JobStatus.Failed)).ShouldBeTrue();
        bench.Jobs.Drain();
        await bench.SettleAsync();
        running.IsRepeatedAfter(new(JobStatus.Failed)).ShouldBeFalse();
        await bench.EndAsync(job, JobStatus.Failed);
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.Failed);
    }

    [Fact]
    public async Task A_pause_without_end_harms_nobody()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle patient = bench.Jobs.Add(Job("a", new(2, TimeSpan.MaxValue)));
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(1);
        await bench.EndAsync(patient, JobStatus.Failed);
        (await bench.ExplainAsync(patient.Id))!.Due.ShouldBe(DateTimeOffset.MaxValue);
        JobHandle next = bench.Add("b");
        await bench.SettleAsync();
        await bench.EndAsync(next);
        (await next.Completion.Soon()).Succeeded.ShouldBeTrue();
        patient.Completion.IsCompleted.ShouldBeFalse();
    }
}
