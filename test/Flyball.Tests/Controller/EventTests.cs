using CsCheck;
using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public class EventTests
{
    [Fact]
    public async Task Every_listener_hears_everything_from_when_it_began_to_listen()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Add("a");
        await bench.SettleAsync();
        var late = new JobEvents(bench.Jobs);
        var other = new JobEvents(bench.Jobs);
        await bench.EndAsync(job);
        await bench.DisposeAsync();
        (await bench.Events.WordsAsync()).ShouldBe(["queued a", "started a", "succeeded a"]);
        (await late.WordsAsync()).ShouldBe(["succeeded a"]);
        (await other.WordsAsync()).ShouldBe(["succeeded a"]);
    }

    [Fact]
    public async Task A_listener_may_leave()
    {
        await using Bench bench = await Bench.StartedAsync();
        using var leave = new CancellationTokenSource();
        IAsyncEnumerator<JobEvent> listening = bench.Jobs.WatchAsync(leave.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        bench.Add("a");
        (await listening.MoveNextAsync().AsTask().Soon()).ShouldBeTrue();
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            while (await listening.MoveNextAsync().AsTask().Soon()) { }
        });
    }

    [Fact]
    public async Task What_holds_the_first_job_is_told_when_it_changes_but_ten_times_a_second_at_most()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 1);
        JobHandle[] jobs = bench.Add("a", "b", "c");
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(0.2);
        bench.Jobs.Remove(jobs[1].Id);
        await bench.SettleAsync();
        bench.Jobs.Remove(jobs[2].Id);
        bench.Add("d");
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(0.2);
        await bench.DisposeAsync();
        JobHeld[] held = [.. (await bench.Events.AllAsync()).OfType<JobHeld>()];
        held.Select(happened => happened.Job.Name).ShouldBe(["b", "c", "d"]);
        (held[2].At - held[1].At).ShouldBe(TimeSpan.FromSeconds(0.2));
        held.ShouldAllBe(happened => happened.Because == new Reason(Gate.Cap, 1, 1, 1));
    }

    [Fact]
    public async Task Nothing_is_told_of_a_job_after_its_end()
    {
        Bench bench = await Bench.StartedAsync(maxRunning: 1);
        JobHandle[] jobs = bench.Add("a", "b", "c");
        await bench.SettleAsync();
        bench.Jobs.Remove(jobs[1].Id);
        await bench.SettleAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(0.2));
        await bench.DisposeAsync();
        (await bench.Events.AllAsync()).Where(happened => happened.Id == jobs[2].Id).Last().ShouldBeOfType<JobEnded>();
    }

    /// <summary>Random additions, removals and ends: whatever happens, each job is queued once, started once at most, and ended once, in that order.</summary>
    [Fact]
    public Task The_life_of_each_job_is_told_whole_and_in_order() => Gen.Select(Gen.Int[0, 5], Gen.Int[0, 30]).Array[1, 25].SampleAsync(async steps =>
    {
        var bench = new Bench(options => options.MaxRunning = 3);
        _ = bench.RunAsync();
        await bench.SettleAsync();
        List<JobHandle> jobs = [];
        foreach ((int what, int number) in steps)
        {
            switch (what)
            {
                case 0:
                    jobs.Add(bench.Jobs.Add(Job.Sequence(new TestJob("x"), new TestJob("y") { Stubborn = true }, new TestJob("z"))));
                    break;
                case 1 when jobs.Count > 0:
                    bench.Jobs.Remove(jobs[number % jobs.Count].Id);
                    break;
                case 2 or 3:
                    bench.Executor.EndAll(number % 3 == 0 ? JobStatus.Failed : JobStatus.Succeeded);
                    break;
                default:
                    jobs.Add(bench.Add("a", priority: number % 3));
                    break;
            }

            if (number % 4 == 0) await bench.Clock.AdvanceAsync(0.1);
        }

        Task disposed = bench.DisposeAsync().AsTask();
        while (!disposed.IsCompleted)
        {
            bench.Executor.EndAll();
            await Task.Yield();
        }

        await disposed;
        foreach (IGrouping<JobId, JobEvent> life in (await bench.Events.AllAsync()).GroupBy(happened => happened.Id))
        {
            string told = string.Concat(life.Select(happened => happened.GetType().Name[3]));
            told.ShouldMatch("^QH*(S?)E$");
            if (life.First().Job is TestJob) ((JobEnded)life.Last()).StartedAt.HasValue.ShouldBe(told.Contains('S'));
        }

        foreach (JobHandle job in jobs) job.Completion.IsCompleted.ShouldBeTrue();
    }, iter: 60, threads: 1);
}
