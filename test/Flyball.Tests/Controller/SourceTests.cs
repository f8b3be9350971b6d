using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public class SourceTests
{
    [Fact]
    public async Task A_source_is_drawn_as_the_queue_has_room()
    {
        await using var bench = new Bench(options => (options.MaxRunning, options.SourceWindow) = (1, 3));
        int count = 0;
        IEnumerable<Job> Source()
        {
            for (int i = 0; i < 10; i++)
            {
                count++;
                yield return new TestJob($"{i}");
            }
        }

        Task<RunSummary> run = bench.RunAsync(Source());
        for (int i = 0; i < 10; i++)
        {
            while (bench.Executor.Started.Length <= i) await bench.SettleAsync();
            // One runs, three wait, and one is in the hand of the source, for which there is no room.
            count.ShouldBeLessThanOrEqualTo(i + 5);
            await bench.EndAsync($"{i}");
        }

        (await run.Soon()).Succeeded.ShouldBe(10);
    }

    [Fact]
    public async Task Sequences_from_a_source_take_their_room_until_they_end()
    {
        await using var bench = new Bench(options => options.SourceWindow = 1);
        bench.Executor.OnStart = execution => ThreadPool.QueueUserWorkItem(_ => bench.Executor.End(execution.Id));
        Job[] source = [.. Enumerable.Range(0, 20).Select(i => Job.Sequence(new TestJob("a"), new TestJob("b")))];
        (await bench.RunAsync(source).Soon()).Succeeded.ShouldBe(20);
        bench.Executor.MostRunning.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_source_throws_is_thrown_once_its_jobs_have_ended()
    {
        await using var bench = new Bench();
        static IEnumerable<Job> Source()
        {
            yield return new TestJob("a");
            throw new InvalidDataException("bad line");
        }

        Task<RunSummary> run = bench.RunAsync(Source());
        while (bench.Executor.Started.Length == 0) await bench.SettleAsync();
        run.IsCompleted.ShouldBeFalse();
        await bench.EndAsync("a");
        (await Should.ThrowAsync<InvalidDataException>(run.Soon())).Message.ShouldBe("bad line");
    }

    [Fact]
    public async Task Jobs_run_while_their_source_blocks()
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
        await bench.EndAsync("a");
        run.IsCompleted.ShouldBeFalse("nothing waits and nothing runs, but the source may have more");
        more.Release();
        while (bench.Executor.Started.Length == 1) await bench.SettleAsync();
        await bench.EndAsync("b");
        (await run.Soon()).Succeeded.ShouldBe(2);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_while_its_source_waits_for_room_asks_it_no_more()
    {
        await using var bench = new Bench(options => (options.MaxRunning, options.SourceWindow) = (1, 2));
        int drawn = 0;
        using var full = new SemaphoreSlim(0);
        IEnumerable<Job> Source()
        {
            while (true)
            {
                if (++drawn == 4) full.Release();
                yield return new TestJob("a");
            }
        }

        using var cancel = new CancellationTokenSource();
        Task<RunSummary> run = bench.RunUntilAsync(Source(), cancel.Token);
        await full.WaitAsync(TestContext.Current.CancellationToken).Soon();
        await bench.SettleAsync();
        await cancel.CancelAsync();
        RunSummary summary = await run.Soon();
        (summary.Cancelled, summary.NotRun, drawn).ShouldBe((1, 2, 4));
    }

    [Fact]
    public async Task A_job_that_nothing_runs_ends_the_source_with_that_error()
    {
        await using var bench = new Bench();
        (await Should.ThrowAsync<ArgumentException>(bench.RunAsync([new UnknownJob()]).Soon())).Message.ShouldContain("UnknownJob");
    }

    [Fact]
    public async Task A_source_that_failed_leaves_its_room_to_the_next()
    {
        await using var bench = new Bench(options => options.SourceWindow = 1);
        await Should.ThrowAsync<ArgumentException>(bench.RunAsync([new UnknownJob()]).Soon());
        Task<RunSummary> run = bench.RunAsync([new TestJob("a")]);
        while (bench.Executor.Started.Length == 0) await bench.SettleAsync();
        await bench.EndAsync("a");
        (await run.Soon()).Succeeded.ShouldBe(1);
    }

    sealed record UnknownJob : Job;
}
