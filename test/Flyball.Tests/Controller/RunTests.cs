using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public class RunTests
{
    [Fact]
    public async Task Nothing_runs_before_it_is_told_to()
    {
        await using var bench = new Bench();
        bench.Add("a");
        bench.Executor.Started.ShouldBeEmpty();
        _ = bench.RunAsync();
        await bench.SettleAsync();
        bench.Executor.Started.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_job_runs_and_completes_with_its_outcome()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Add("a");
        await bench.SettleAsync();
        job.Completion.IsCompleted.ShouldBeFalse();
        var usage = new ResourceUsage(TimeSpan.FromSeconds(3), PeakMemory: ByteSize.MiB(7));
        bench.Executor.End(job.Id, JobStatus.Failed, usage);
        (await job.Completion.Soon()).ShouldBe(new(JobStatus.Failed, Usage: usage));
        await bench.DisposeAsync();
        (await bench.Events.WordsAsync()).ShouldBe(["queued a", "started a", "failed a"]);
    }

    [Fact]
    public async Task A_run_ends_when_nothing_waits_and_nothing_runs_and_counts_what_became_of_all()
    {
        await using var bench = new Bench(options => options.MaxRunning = 3);
        JobHandle[] jobs = bench.Add("a", "b", "c", "d");
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        bench.Jobs.Remove(jobs[3].Id).ShouldBeTrue();
        bench.Jobs.Remove(jobs[2].Id).ShouldBeTrue();
        await bench.Clock.AdvanceAsync(5);
        await bench.EndAsync(jobs[0]);
        run.IsCompleted.ShouldBeFalse();
        await bench.EndAsync(jobs[1], JobStatus.Failed);
        (await run.Soon()).ShouldBe(new(Succeeded: 1, Failed: 1, Cancelled: 1, NotRun: 1, Skipped: 0, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_run_of_nothing_ends_at_once()
    {
        await using var bench = new Bench();
        (await bench.RunAsync().Soon()).ShouldBe(new(0, 0, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_second_run_counts_its_own_jobs_only()
    {
        await using var bench = new Bench();
        foreach (string name in new[] { "a", "b" })
        {
            bench.Add(name);
            Task<RunSummary> run = bench.RunAsync();
            await bench.SettleAsync();
            await bench.EndAsync(name);
            (await run.Soon()).Succeeded.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Jobs_may_add_jobs()
    {
        await using var bench = new Bench();
        JobHandle? added = null;
        bench.Executor.OnStart = execution => added = execution.Job.Name == "parent" ? bench.Add("child") : added;
        JobHandle parent = bench.Add("parent");
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        await bench.EndAsync(parent);
        run.IsCompleted.ShouldBeFalse();
        await bench.EndAsync(added!);
        (await run.Soon()).Succeeded.ShouldBe(2);
    }

    [Fact]
    public async Task The_cap_holds()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 2);
        JobHandle[] jobs = bench.Add("a", "b", "c", "d", "e");
        await bench.SettleAsync();
        foreach (JobHandle job in jobs)
        {
            bench.Executor.Running.ShouldBeLessThanOrEqualTo(2);
            await bench.EndAsync(job);
        }

        bench.Executor.Started.ShouldBe(["a", "b", "c", "d", "e"]);
        bench.Executor.MostRunning.ShouldBe(2);
    }

    [Fact]
    public async Task More_jobs_than_one_decision_looks_at_start_at_once()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 1000);
        for (int i = 0; i < 150; i++) bench.Jobs.Add(new TestJob("a") { Request = new(0, ByteSize.Zero) });
        await bench.SettleAsync();
        bench.Executor.Running.ShouldBe(150);
    }

    [Fact]
    public async Task Higher_priority_goes_first()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 1);
        JobHandle first = bench.Add("first");
        await bench.SettleAsync();
        JobHandle[] jobs = [first, bench.Add("high", 1), bench.Add("highest", 2), bench.Add("low", -1), bench.Add("usual")];
        foreach (JobHandle job in (JobHandle[])[jobs[0], jobs[2], jobs[1], jobs[4]]) await bench.EndAsync(job);
        bench.Executor.Started.ShouldBe(["first", "highest", "high", "usual", "low"]);
    }

    [Fact]
    public async Task A_held_job_starts_when_the_load_has_fallen_though_nothing_is_heard()
    {
        await using Bench bench = await Bench.StartedAsync();
        bench.Sampler.Says = sample => sample with { BusyCores = 8 };
        JobHandle[] jobs = bench.Add("a", "b", "c");
        await bench.SettleAsync();
        bench.Executor.Started.ShouldBe(["a"]);
        (await bench.BecauseAsync(jobs[1])).Gate.ShouldBe(Gate.Cpu);
        bench.Sampler.Says = sample => sample;
        bench.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await bench.SettleAsync();
        bench.Executor.Started.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task On_a_full_machine_one_job_runs_at_a_time()
    {
        await using Bench bench = await Bench.StartedAsync();
        bench.Sampler.Says = sample => sample with { BusyCores = 8, MemoryAvailable = ByteSize.Zero };
        JobHandle[] jobs = bench.Add("a", "b");
        await bench.SettleAsync();
        bench.Executor.Started.ShouldBe(["a"]);
        (await bench.BecauseAsync(jobs[0])).Gate.ShouldBe(Gate.Progress);
        await bench.EndAsync(jobs[0]);
        bench.Executor.Started.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_polite_level_lets_even_the_first_job_wait()
    {
        await using var bench = new Bench(options => options.Aggressiveness = Aggressiveness.Background);
        await bench.Jobs.StartAsync(TestContext.Current.CancellationToken);
        bench.Sampler.Says = sample => sample with { BusyCores = 8 };
        bench.Add("a");
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(Aggressiveness.Background.ProgressAfter.TotalSeconds - 0.1);
        bench.Executor.Started.ShouldBeEmpty();
        await bench.Clock.AdvanceAsync(0.2);
        bench.Executor.Started.ShouldBe(["a"]);
    }
}
