using Flyball.Admission;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Tests.Controller;

/// <summary>What users and executors do wrong does not stop the others.</summary>
public class RobustnessTests
{
    [Fact]
    public async Task What_an_executor_throws_is_a_failure_of_its_job()
    {
        await using Bench bench = await Bench.StartedAsync();
        bench.Executor.OnStart = execution =>
        {
            if (execution.Job.Name == "bad") throw new InvalidOperationException("no such thing");
        };
        JobHandle bad = bench.Add("bad"), good = bench.Add("good");
        JobOutcome outcome = await bad.Completion.Soon();
        (outcome.Status, outcome.Detail).ShouldBe((JobStatus.Failed, "no such thing"));
        await bench.SettleAsync();
        await bench.EndAsync(good);
        (await good.Completion.Soon()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_sampler_that_throws_ends_every_wait_with_its_fault()
    {
        await using var bench = new Bench();
        bench.Sampler.Says = _ => throw new IOException("no load");
        JobHandle job = bench.Add("a");
        (await Should.ThrowAsync<IOException>(bench.RunAsync().Soon())).Message.ShouldBe("no load");
        JobOutcome outcome = await job.Completion.Soon();
        (outcome.Status, outcome.Detail).ShouldBe((JobStatus.Failed, "the controller has stopped: no load"));
    }

    [Fact]
    public async Task What_jobs_add_while_their_run_is_being_cancelled_is_not_started()
    {
        await using var bench = new Bench();
        using var cancelled = new CancellationTokenSource();
        JobHandle running = bench.Jobs.Add(new TestJob("running") { Stubborn = true });
        Task<RunSummary> run = bench.RunUntilAsync(cancelled.Token);
        await bench.SettleAsync();
        await cancelled.CancelAsync();
        await bench.SettleAsync();
        JobHandle late = bench.Add("late");
        (await late.Completion.Soon()).ShouldBe(new JobOutcome(JobStatus.Cancelled));
        await bench.EndAsync(running);
        (await run.Soon()).NotRun.ShouldBe(1);

        JobHandle after = bench.Add("after");
        await bench.SettleAsync();
        bench.Executor.Started.ShouldBe(["running", "after"]);
        await bench.EndAsync(after);
    }

    [Fact]
    public async Task An_executor_that_cannot_measure_stops_nobody()
    {
        await using Bench bench = await Bench.StartedAsync();
        bench.Executor.OnMeasure = _ => throw new IOException("gone");
        bench.Add("a");
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(1);
        bench.Add("b");
        await bench.SettleAsync();
        bench.Executor.Started.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task What_a_job_does_when_it_is_told_to_end_cannot_harm_the_controller()
    {
        await using Bench bench = await Bench.StartedAsync();
        var running = new TaskCompletionSource();
        JobHandle rude = bench.Jobs.Add(Job.Delegate(async token =>
        {
            using CancellationTokenRegistration registration = token.Register(() => throw new InvalidOperationException("never"));
            running.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }));
        await running.Task.Soon();
        bench.Jobs.Remove(rude.Id);
        (await rude.Completion.Soon()).Status.ShouldBe(JobStatus.Cancelled);
        JobHandle next = bench.Add("next");
        await bench.SettleAsync();
        await bench.EndAsync(next);
        (await next.Completion.Soon()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_job_may_wait_for_others_when_it_is_told_to_end()
    {
        await using Bench bench = await Bench.StartedAsync();
        var running = new TaskCompletionSource();
        JobHandle other = bench.Add("other");
        JobHandle waits = bench.Jobs.Add(Job.Delegate(async token =>
        {
            running.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                bench.Jobs.Remove(other.Id);
#pragma warning disable xUnit1031 // To block is what this job does wrong.
                other.Completion.Wait(TimeSpan.FromSeconds(10), CancellationToken.None).ShouldBeTrue();
#pragma warning restore xUnit1031
            }
        }));
        await running.Task.Soon();
        bench.Jobs.Remove(waits.Id);
        (await waits.Completion.Soon()).Status.ShouldBe(JobStatus.Cancelled);
    }

    [Fact]
    public async Task What_siblings_were_seen_to_use_is_granted_to_the_next()
    {
        await using var bench = new Bench(options => options.DefaultRequest = ResourceRequest.Unknown);
        _ = bench.RunAsync();
        for (int i = 0; i < 3; i++)
        {
            JobHandle job = bench.Add("a");
            await bench.SettleAsync();
            bench.Executor.End(job.Id, usage: new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2), ByteSize.MiB(100)));
            await bench.SettleAsync();
        }

        Estimate granted = default;
        bench.Executor.OnStart = execution => granted = execution.Granted;
        bench.Add("a");
        await bench.SettleAsync();
        (granted.Cores, granted.CoresSource).ShouldBe((CoreAmount.FromCores(0.5), EstimateSource.Learned));
        granted.MemorySource.ShouldBe(EstimateSource.Learned);
        granted.Memory.Bytes.ShouldBeInRange(ByteSize.MiB(110).Bytes, ByteSize.MiB(116).Bytes);
    }

    [Fact]
    public async Task What_our_own_jobs_use_is_not_taken_for_foreign_load()
    {
        await using var bench = new Bench(options => options.DefaultRequest = new(4, ByteSize.Zero));
        _ = bench.RunAsync();
        bench.Sampler.Says = sample => sample with { BusyCores = 4 };
        bench.Executor.OnMeasure = _ => new UsageReading(4 * bench.Clock.GetElapsedTime(0), ByteSize.Zero);
        bench.Add("a");
        await bench.SettleAsync();
        JobHandle held = bench.Jobs.Add(new TestJob("b") { Request = new(8, ByteSize.Zero) });
        for (int i = 0; i < 10; i++) await bench.Clock.AdvanceAsync(0.1);
        Reason reason = await bench.BecauseAsync(held);
        reason.Gate.ShouldBe(Gate.Cpu);
        reason.Used.ShouldBe(4, 0.5);
    }

    [Fact]
    public async Task Many_threads_may_add_at_once()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 3);
        bench.Executor.OnStart = execution => ThreadPool.QueueUserWorkItem(_ => bench.Executor.End(execution.Id));
        JobHandle[][] added = await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() => Enumerable.Range(0, 100).Select(i => bench.Add($"{thread}.{i}")).ToArray())));
        JobOutcome[] outcomes = await Task.WhenAll(added.SelectMany(handles => handles).Select(handle => handle.Completion)).Soon();
        outcomes.ShouldAllBe(outcome => outcome.Succeeded);
        added.SelectMany(handles => handles).Select(handle => handle.Id.Value).Order().ShouldBe(Enumerable.Range(1, 800).Select(i => (long)i));
        bench.Executor.MostRunning.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task Jobs_that_are_added_after_a_fault_fail_with_it_and_listeners_hear_of_it()
    {
        await using var bench = new Bench();
        bench.Sampler.Says = _ => throw new IOException("no load");
        IAsyncEnumerator<JobEvent> events = bench.Jobs.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        bench.Add("a");
        await Should.ThrowAsync<IOException>(bench.RunAsync().Soon());
        JobOutcome late = await bench.Add("late").Completion.Soon();
        (late.Status, late.Detail).ShouldBe((JobStatus.Failed, "the controller has stopped: no load"));
        (await Should.ThrowAsync<IOException>(async () =>
        {
            while (await events.MoveNextAsync().AsTask().Soon()) { }
        })).Message.ShouldBe("no load");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_source_that_blocks_holds_up_neither_a_fault_nor_the_disposal(bool faults)
    {
        var bench = new Bench();
        using var never = new SemaphoreSlim(0);
        using var blocked = new SemaphoreSlim(0);
        IEnumerable<Job> Source()
        {
            yield return new TestJob("a");
            blocked.Release();
            never.Wait();
        }

        Task<RunSummary> run = bench.RunAsync(Source());
        await blocked.WaitAsync(TestContext.Current.CancellationToken).Soon();
        if (faults)
        {
            bench.Sampler.Says = _ => throw new IOException("no load");
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
            bench.Add("b");
            await Should.ThrowAsync<IOException>(run.Soon());
            await bench.DisposeAsync();
        }
        else
        {
            await bench.DisposeAsync();
            await Should.ThrowAsync<ObjectDisposedException>(run.Soon());
        }

        never.Release();
    }

    [Fact]
    public async Task A_job_that_is_completed_to_none_or_to_one_that_nothing_runs_fails_alone()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle none = bench.Jobs.Add(new TestJob("none") { AtStart = _ => null! }), other = bench.Jobs.Add(new TestJob("other") { AtStart = _ => new StrangeJob() });
        JobHandle good = bench.Add("good");
        JobOutcome nothing = await none.Completion.Soon(), strange = await other.Completion.Soon();
        (nothing.Status, nothing.Detail).ShouldBe((JobStatus.Failed, "AtStart: it gave no job"));
        strange.Status.ShouldBe(JobStatus.Failed);
        strange.Detail.ShouldNotBeNull().ShouldStartWith("AtStart: No executor is registered for jobs of type StrangeJob");
        await bench.SettleAsync();
        await bench.EndAsync(good);
        (await good.Completion.Soon()).Succeeded.ShouldBeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Times_between_starts_without_end_harm_nobody(bool plain)
    {
        await using var bench = new Bench(options =>
        {
            if (plain) options.Plain = new() { Poll = TimeSpan.MaxValue };
            else options.StartInterval = TimeSpan.MaxValue;
        });
        await bench.Jobs.StartAsync(TestContext.Current.CancellationToken);
        JobHandle first = bench.Add("a");
        await bench.Clock.AdvanceAsync(1);
        JobHandle second = bench.Add("b");
        await bench.Clock.AdvanceAsync(1);
        await bench.EndAsync(first);
        (await first.Completion.Soon()).Succeeded.ShouldBeTrue();
        second.Completion.IsCompleted.ShouldBeFalse();
    }

    sealed record StrangeJob : Job;
}
