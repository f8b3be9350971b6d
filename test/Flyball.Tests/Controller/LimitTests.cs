using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public sealed class LimitTests
{
    [Fact]
    public async Task Starts_come_as_close_to_one_another_as_the_interval_says_however_seldom_the_load_is_looked_at()
    {
        await using var bench = new Bench(options => options.StartInterval = TimeSpan.FromMilliseconds(10));
        await bench.Jobs.StartAsync(TestContext.Current.CancellationToken);
        bench.Add("a", "b", "c");
        await bench.SettleAsync();
        for (int started = 1; started < 3; started++)
        {
            bench.Executor.Started.Length.ShouldBe(started);
            bench.Clock.Due.ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(10));
            await bench.Clock.AdvanceAsync(0.01);
        }

        bench.Executor.Started.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task The_cap_can_be_changed_while_jobs_run()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 1);
        bench.Add("a", "b", "c", "d");
        await bench.SettleAsync();
        bench.Jobs.SetMaxRunning(3);
        await bench.SettleAsync();
        bench.Executor.Started.ShouldBe(["a", "b", "c"]);
        bench.Jobs.SetMaxRunning(1);
        await bench.EndAsync("a");
        await bench.EndAsync("b");
        bench.Executor.Started.ShouldBe(["a", "b", "c"]);
        bench.Jobs.SetMaxRunning(null);
        await bench.SettleAsync();
        bench.Executor.Started.ShouldBe(["a", "b", "c", "d"]);
        Should.Throw<ArgumentOutOfRangeException>(() => bench.Jobs.SetMaxRunning(0));
    }

    [Fact]
    public async Task Starts_keep_their_interval_which_can_be_changed()
    {
        await using var bench = new Bench(options => options.StartInterval = TimeSpan.FromSeconds(10));
        bench.Add("a", "b", "c");
        _ = bench.RunAsync();
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(9.9);
        bench.Executor.Started.ShouldBe(["a"]);
        await bench.Clock.AdvanceAsync(0.1);
        bench.Executor.Started.ShouldBe(["a", "b"]);
        bench.Jobs.SetStartInterval(TimeSpan.FromSeconds(1));
        await bench.Clock.AdvanceAsync(1);
        bench.Executor.Started.ShouldBe(["a", "b", "c"]);
        Should.Throw<ArgumentOutOfRangeException>(() => bench.Jobs.SetStartInterval(TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public async Task When_memory_runs_short_the_youngest_is_ended_and_run_again_when_there_is_room()
    {
        await using var bench = new Bench(options => options.MinAvailableMemory = ByteSize.GiB(8));
        bench.Add("old");
        _ = bench.RunAsync();
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(1);
        JobHandle young = bench.Add("young");
        await bench.SettleAsync();
        bench.Sampler.Says = sample => sample with { MemoryAvailable = ByteSize.GiB(3) };
        await bench.Clock.AdvanceAsync(1);
        await bench.Executor.ToldToEndAsync("young").Soon();
        bench.Executor.Running.ShouldBe(1);
        young.Completion.IsCompleted.ShouldBeFalse();
        await bench.Clock.AdvanceAsync(5);
        bench.Executor.Running.ShouldBe(1, "the last one is left alone, and nothing starts while memory is short");
        bench.Sampler.Says = sample => sample;
        await bench.Clock.AdvanceAsync(1);
        await bench.Clock.AdvanceAsync(1);
        bench.Executor.Started.ShouldBe(["old", "young", "young"]);
        await bench.DisposeAsync();
        (await bench.Events.WordsAsync()).Where(word => !word.StartsWith("held", StringComparison.Ordinal)).Take(6)
            .ShouldBe(["queued old", "started old", "queued young", "started young", "retrying young", "started young"]);
    }

    [Fact]
    public async Task A_hold_is_told_again_when_nothing_runs_any_more()
    {
        await using var bench = new Bench(options => options.MaxLoad = 5);
        bench.Add("a", "b");
        bench.Sampler.Says = sample => sample with { Runnable = 4 };
        _ = bench.RunAsync();
        await bench.SettleAsync();
        bench.Sampler.Says = sample => sample with { Runnable = 5 };
        await bench.Clock.AdvanceAsync(1);
        await bench.EndAsync("a");
        await bench.Clock.AdvanceAsync(1);
        await bench.DisposeAsync();
        (await bench.Events.WordsAsync()).Take(7).ShouldBe(["queued a", "queued b", "started a", "held b", "succeeded a", "held b", "cancelled b"]);
    }

    [Fact]
    public async Task A_job_that_made_room_and_is_removed_meanwhile_does_not_come_back()
    {
        await using var bench = new Bench(options => options.MinAvailableMemory = ByteSize.GiB(8));
        bench.Add("old");
        _ = bench.RunAsync();
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(1);
        JobHandle young = bench.Jobs.Add(new TestJob("young") { Stubborn = true });
        await bench.SettleAsync();
        bench.Sampler.Says = sample => sample with { MemoryAvailable = ByteSize.GiB(3) };
        await bench.Clock.AdvanceAsync(1);
        bench.Jobs.Remove(young.Id);
        await bench.SettleAsync();
        await bench.EndAsync("young", JobStatus.Cancelled);
        (await young.Completion.Soon()).Status.ShouldBe(JobStatus.Cancelled);
    }
}
