using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public class JournalTests
{
    sealed class Journal(Action<JobEvent> append) : IJobJournal
    {
        public void Append(ReadOnlySpan<JobEvent> events)
        {
            foreach (JobEvent happened in events) append(happened);
        }
    }

    [Fact]
    public async Task The_journal_knows_of_a_start_before_it_happens_and_of_an_end_before_anybody_else()
    {
        List<string> order = [];
        await using var bench = new Bench(options => options.Journal = new Journal(happened => order.Add($"{happened.GetType().Name} {happened.Job.Name}")));
        bench.Executor.OnStart = execution => order.Add($"executor {execution.Job.Name}");
        await bench.Jobs.StartAsync(TestContext.Current.CancellationToken);
        JobHandle job = bench.Add("a");
        Task told = job.Completion.ContinueWith(_ => order.Add("handle a"), TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        await bench.SettleAsync();
        await bench.EndAsync(job);
        await told.Soon();
        order.ShouldBe(["JobQueued a", "JobStarted a", "executor a", "JobEnded a", "handle a"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_stops_the_run_upon_an_end_sees_nothing_more_started(bool cancels)
    {
        using var stop = new CancellationTokenSource();
        Bench? made = null;
        await using var bench = made = new Bench(options =>
        {
            options.MaxRunning = 1;
            options.Journal = new Journal(happened =>
            {
                if (happened is not JobEnded { StartedAt: not null }) return;
                if (cancels) stop.Cancel();
                else made!.Jobs.Drain();
            });
        });
        JobHandle[] jobs = bench.Add("a", "b");
        Task<RunSummary> run = bench.RunUntilAsync(stop.Token);
        await bench.SettleAsync();
        await bench.EndAsync(jobs[0]);
        RunSummary summary = await run.Soon();
        (summary.Succeeded, summary.NotRun).ShouldBe((1, 1));
        bench.Executor.Started.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_journal_that_throws_stops_the_controller_with_its_fault()
    {
        await using var bench = new Bench(options => options.Journal = new Journal(happened =>
        {
            if (happened is JobEnded) throw new IOException("disk full");
        }));
        JobHandle job = bench.Add("a");
        JobHandle other = bench.Add("b");
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        bench.Executor.End(job.Id);
        (await Should.ThrowAsync<IOException>(run.Soon())).Message.ShouldBe("disk full");
        (await other.Completion.Soon()).Detail.ShouldBe("the controller has stopped: disk full");
    }

    [Fact]
    public async Task What_ended_while_the_journal_failed_is_still_told_to_who_waits_for_it()
    {
        await using var bench = new Bench(options => options.Journal = new Journal(happened =>
        {
            if (happened is JobEnded) throw new IOException("disk full");
        }));
        await bench.Jobs.StartAsync(TestContext.Current.CancellationToken);
        JobHandle job = bench.Jobs.Add(new TestJob("a") { Retry = new(2, TimeSpan.FromHours(1)) });
        await bench.SettleAsync();
        await bench.EndAsync(job, JobStatus.Failed);
        bench.Jobs.Remove(job.Id).ShouldBeTrue();
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.Failed);
    }

    [Fact]
    public async Task A_journal_that_cannot_note_a_start_stops_the_controller_before_that_job_runs()
    {
        await using var bench = new Bench(options => options.Journal = new Journal(happened =>
        {
            if (happened is JobStarted) throw new IOException("disk full");
        }));
        JobHandle job = bench.Add("a");
        (await Should.ThrowAsync<IOException>(bench.RunAsync().Soon())).Message.ShouldBe("disk full");
        (await job.Completion.Soon()).Detail.ShouldBe("the controller has stopped: disk full");
        bench.Executor.Started.ShouldBeEmpty();
    }
}
