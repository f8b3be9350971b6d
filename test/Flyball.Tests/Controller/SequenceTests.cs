using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public class SequenceTests
{
    [Fact]
    public async Task Steps_run_one_after_another_and_their_use_is_added_up()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle sequence = bench.Jobs.Add(Steps("a", "b", "c"));
        await bench.SettleAsync();
        foreach (string step in (string[])["a", "b", "c"])
        {
            bench.Executor.Running.ShouldBe(1);
            bench.Executor.Started[^1].ShouldBe(step);
            await bench.EndAsync(step);
        }

        JobOutcome outcome = await sequence.Completion.Soon();
        (outcome.Status, outcome.Usage?.WallTime).ShouldBe((JobStatus.Succeeded, TimeSpan.FromSeconds(3)));
        await bench.DisposeAsync();
        (await bench.Events.WordsAsync()).ShouldBe([
            "queued s", "queued a", "started a", "succeeded a", "queued b", "started b", "succeeded b", "queued c", "started c", "succeeded c", "succeeded s"]);
    }

    [Fact]
    public async Task The_first_failure_ends_a_sequence()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle sequence = bench.Jobs.Add(Steps("a", "b"));
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        (await sequence.Completion.Soon()).Status.ShouldBe(JobStatus.Failed);
        bench.Executor.Started.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Sequences_may_be_steps()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle outer = bench.Jobs.Add(Job.Sequence(Steps("a", "b"), Steps("c"), new TestJob("d")));
        await bench.SettleAsync();
        foreach (string step in (string[])["a", "b", "c", "d"]) await bench.EndAsync(step);
        (await outer.Completion.Soon()).Usage!.WallTime.ShouldBe(TimeSpan.FromSeconds(4));
        bench.Executor.Started.ShouldBe(["a", "b", "c", "d"]);
    }

    [Fact]
    public async Task A_failure_deep_inside_ends_all_that_is_around_it()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle outer = bench.Jobs.Add(Job.Sequence(Job.Sequence(Steps("a", "b"), new TestJob("c")), new TestJob("d")));
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        (await outer.Completion.Soon()).Status.ShouldBe(JobStatus.Failed);
        bench.Executor.Started.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Steps_of_begun_sequences_go_before_other_jobs()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 1);
        bench.Jobs.Add(Steps("a", "b"));
        await bench.SettleAsync();
        bench.Add("other");
        await bench.SettleAsync();
        await bench.EndAsync("a");
        await bench.EndAsync("b");
        bench.Executor.Started.ShouldBe(["a", "b", "other"]);
    }

    [Fact]
    public async Task Steps_of_a_sequence_in_a_begun_one_go_before_other_jobs_too()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 1);
        bench.Jobs.Add(Job.Sequence(new TestJob("a"), Steps("b", "c")));
        await bench.SettleAsync();
        bench.Add("other");
        await bench.SettleAsync();
        foreach (string step in (string[])["a", "b", "c"]) await bench.EndAsync(step);
        bench.Executor.Started.ShouldBe(["a", "b", "c", "other"]);
    }

    [Fact]
    public async Task A_step_that_is_removed_when_it_has_just_ended_does_not_stop_the_sequence()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobId step = default;
        bench.Executor.OnStart = execution =>
        {
            if (execution.Job.Name == "a") step = execution.Id;
            if (execution.Job.Name != "other") return;
            // The loop, which is at this start, hears of the end first and then of the order.
            bench.Executor.End("a");
            bench.Jobs.Remove(step).ShouldBeTrue();
        };
        JobHandle sequence = bench.Jobs.Add(Steps("a", "b", "c"));
        bench.Add("other");
        await bench.SettleAsync();
        await bench.EndAsync("b");
        await bench.EndAsync("c");
        (await sequence.Completion.Soon()).Status.ShouldBe(JobStatus.Succeeded);
    }

    [Fact]
    public async Task Priorities_of_sequence_and_step_are_added_up()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 1);
        JobHandle first = bench.Add("first");
        await bench.SettleAsync();
        bench.Add("three", 3);
        bench.Jobs.Add(Job.Sequence(new TestJob("two and two") { Priority = 2 }) with { Priority = 2 });
        bench.Jobs.Add(Job.Sequence(new TestJob("most and more") { Priority = 5 }) with { Priority = int.MaxValue });
        await bench.EndAsync(first);
        await bench.EndAsync("most and more");
        await bench.EndAsync("two and two");
        bench.Executor.Started.ShouldBe(["first", "most and more", "two and two", "three"]);
    }

    [Fact]
    public async Task Removing_a_sequence_ends_the_step_at_hand_and_the_rest_with_it()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle sequence = bench.Jobs.Add(Job.Sequence(Steps("a", "b"), new TestJob("c")));
        await bench.SettleAsync();
        bench.Jobs.Remove(sequence.Id).ShouldBeTrue();
        (await sequence.Completion.Soon()).Status.ShouldBe(JobStatus.Cancelled);
        bench.Executor.Started.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_step_that_succeeds_although_its_sequence_was_removed_is_the_last()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle sequence = bench.Jobs.Add(Job.Sequence(Job.Sequence(new TestJob("a") { Stubborn = true }, new TestJob("b")), new TestJob("c")));
        await bench.SettleAsync();
        bench.Jobs.Remove(sequence.Id).ShouldBeTrue();
        await bench.EndAsync("a");
        (await sequence.Completion.Soon()).Status.ShouldBe(JobStatus.Cancelled);
        bench.Executor.Started.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_step_that_succeeds_although_the_run_was_cancelled_is_the_last()
    {
        await using var bench = new Bench();
        JobHandle sequence = bench.Jobs.Add(Job.Sequence(new TestJob("a") { Stubborn = true }, new TestJob("b")));
        using var cancel = new CancellationTokenSource();
        Task<RunSummary> run = bench.RunUntilAsync(cancel.Token);
        await bench.SettleAsync();
        await cancel.CancelAsync();
        await bench.SettleAsync();
        await bench.EndAsync("a");
        (await run.Soon()).Cancelled.ShouldBe(1);
        (await sequence.Completion.Soon()).Status.ShouldBe(JobStatus.Cancelled);
        bench.Executor.Started.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_sequence_that_was_removed_before_its_first_step_started_was_not_run()
    {
        await using var bench = new Bench(options => options.MaxRunning = 1);
        JobHandle job = bench.Add("first"), sequence = bench.Jobs.Add(Steps("a", "b"));
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        bench.Jobs.Remove(sequence.Id);
        (await sequence.Completion.Soon()).Usage.ShouldBeNull();
        await bench.EndAsync(job);
        RunSummary summary = await run.Soon();
        (summary.Succeeded, summary.NotRun, summary.Cancelled).ShouldBe((1, 1, 0));
    }

    static SequenceJob Steps(params string[] names) => Job.Sequence([.. names.Select(name => new TestJob(name))]) with { Name = "s" };
}
