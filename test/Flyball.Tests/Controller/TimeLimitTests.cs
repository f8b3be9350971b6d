using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public class TimeLimitTests
{
    static TestJob Limited(string name, TimeLimit limit) => new(name) { TimeLimit = limit };

    static readonly TimeLimit s_second = TimeLimit.After(TimeSpan.FromSeconds(1));

    [Fact]
    public async Task A_job_is_told_to_end_when_its_time_is_over_and_not_before()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Jobs.Add(Limited("a", s_second));
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(0.99);
        job.Completion.IsCompleted.ShouldBeFalse();
        await bench.Clock.AdvanceAsync(0.02);
        JobOutcome outcome = await job.Completion.Soon();
        outcome.Status.ShouldBe(JobStatus.TimedOut);
        outcome.Detail.ShouldNotBeNull().ShouldStartWith("ended by its time limit");
    }

    [Fact]
    public async Task A_job_that_succeeds_though_it_was_told_to_end_has_succeeded()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Jobs.Add(Limited("a", s_second) with { Stubborn = true });
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(2);
        await bench.EndAsync(job);
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.Succeeded);
    }

    [Fact]
    public async Task What_ran_out_of_time_counts_as_failed_and_ends_its_sequence()
    {
        await using var bench = new Bench();
        JobHandle sequence = bench.Jobs.Add(Job.Sequence(Limited("a", s_second), new TestJob("b")));
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(1.1);
        (await sequence.Completion.Soon()).Status.ShouldBe(JobStatus.TimedOut);
        RunSummary summary = await run.Soon();
        (summary.Succeeded, summary.Failed, summary.Cancelled).ShouldBe((0, 1, 0));
        bench.Executor.Started.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_limit_by_the_median_holds_once_three_siblings_have_succeeded_also_for_those_that_run()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle slow = bench.Jobs.Add(Limited("a", TimeLimit.OfMedian(3)));
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(100);
        for (int i = 0; i < 3; i++)
        {
            slow.Completion.IsCompleted.ShouldBeFalse();
            JobHandle sibling = bench.Jobs.Add(Limited("a", TimeLimit.OfMedian(3)));
            await bench.SettleAsync();
            bench.Executor.End(sibling.Id, usage: new(TimeSpan.FromSeconds(10 + i)));
            await bench.SettleAsync();
        }

        (await slow.Completion.Soon()).Status.ShouldBe(JobStatus.TimedOut);
        JobHandle next = bench.Jobs.Add(Limited("a", TimeLimit.OfMedian(3)));
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(32);
        next.Completion.IsCompleted.ShouldBeFalse("three times the median of 10, 11 and 12 seconds, right to 1 %, is not over");
        await bench.Clock.AdvanceAsync(1.5);
        (await next.Completion.Soon()).Status.ShouldBe(JobStatus.TimedOut);
    }

    [Fact]
    public async Task A_limit_of_years_or_for_ever_harms_nobody()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle years = bench.Jobs.Add(Limited("a", TimeLimit.After(TimeSpan.FromDays(10_000))));
        JobHandle ever = bench.Jobs.Add(Limited("b", TimeLimit.After(TimeSpan.MaxValue)));
        await bench.SettleAsync();
        await bench.EndAsync(years);
        await bench.EndAsync(ever);
        (await years.Completion.Soon()).Succeeded.ShouldBeTrue();
        (await ever.Completion.Soon()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_job_that_was_removed_is_not_reported_as_out_of_time()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Jobs.Add(Limited("a", s_second) with { Stubborn = true });
        await bench.SettleAsync();
        bench.Jobs.Remove(job.Id);
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(2);
        await bench.EndAsync(job, JobStatus.Cancelled);
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.Cancelled);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_must_be_above_zero(double value)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => TimeLimit.After(TimeSpan.FromSeconds(value)));
        Should.Throw<ArgumentOutOfRangeException>(() => TimeLimit.OfMedian(value));
        Should.Throw<ArgumentOutOfRangeException>(() => TimeLimit.OfMedian(double.PositiveInfinity));
    }

    [Fact]
    public async Task A_job_that_goes_on_though_it_was_removed_keeps_nobody_busy_when_its_time_is_over()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Jobs.Add(Limited("a", s_second) with { Stubborn = true });
        await bench.SettleAsync();
        bench.Jobs.Remove(job.Id);
        await bench.Clock.AdvanceAsync(2);
        bench.Clock.Due.ShouldNotBe(TimeSpan.Zero);
        await bench.EndAsync(job);
    }
}
