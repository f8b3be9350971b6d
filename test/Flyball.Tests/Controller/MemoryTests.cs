using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Controller;

/// <summary>What the controller does with running jobs when memory is short. Of 64 GiB 3.84 are kept free and 1.92 are critical.</summary>
public sealed class MemoryTests
{
    [Fact]
    public async Task The_youngest_growing_job_is_suspended_and_goes_on_when_there_is_room()
    {
        await using Crowd crowd = await Crowd.OfTwoAsync();
        await crowd.RunShortAsync();
        crowd.Steps.ShouldBe(["suspend young"]);
        crowd.Bench.Add("next");
        await crowd.AdvanceAsync(0.9, availableGib: 2.5);
        crowd.Steps.ShouldBe(["suspend young"]);
        await crowd.AdvanceAsync(0.2, availableGib: 30);
        crowd.Steps.ShouldBe(["suspend young", "resume young"]);
        crowd.Started.ShouldBe(["old", "young"], "memory was short a moment ago");
        await crowd.AdvanceAsync(0.9, availableGib: 30);
        await crowd.AdvanceAsync(0.2, availableGib: 30);
        crowd.Started.ShouldBe(["old", "young", "next"]);
        (await crowd.WordsAsync()).ShouldBe(["suspended young", "held next", "resumed young"], "");
    }

    [Fact]
    public async Task A_suspended_job_goes_on_at_once_when_nothing_else_runs()
    {
        await using Crowd crowd = await Crowd.OfTwoAsync();
        await crowd.RunShortAsync();
        await crowd.Bench.EndAsync("old");
        await crowd.AdvanceAsync(0.1, availableGib: 2.5);
        crowd.Steps.ShouldBe(["suspend young", "resume young"]);
    }

    [Fact]
    public async Task When_memory_is_nearly_gone_a_job_is_ended_and_run_again_as_a_larger_one()
    {
        await using Crowd crowd = await Crowd.OfTwoAsync();
        await crowd.RunShortAsync();
        await crowd.AdvanceAsync(0.1, availableGib: 1);
        await crowd.Bench.Executor.ToldToEndAsync("young").Soon();
        crowd.Steps.ShouldBe(["suspend young", "resume young", "end young"]);
        crowd.Young.Completion.IsCompleted.ShouldBeFalse();
        await crowd.AdvanceAsync(0.1, availableGib: 30);
        await crowd.AdvanceAsync(1.1, availableGib: 30);
        crowd.Started.ShouldBe(["old", "young", "young"]);
        await crowd.Bench.EndAsync("young");
        (await crowd.Young.Completion.Soon()).Succeeded.ShouldBeTrue();
        IReadOnlyList<JobEvent> events = await crowd.EventsAsync();
        JobRetrying retrying = events.OfType<JobRetrying>().ShouldHaveSingleItem();
        (retrying.Attempt, retrying.Because?.Gate).ShouldBe((1, Gate.MemoryShort));
        events.OfType<JobStarted>().Last().Granted.Memory.ShouldBe(ByteSize.GiB(7.5), "half as much again as the 5 GiB that it held");
    }

    [Fact]
    public async Task A_job_that_must_not_be_repeated_is_only_suspended()
    {
        await using Crowd crowd = await Crowd.OfTwoAsync(job => job with { IsRepeatable = false });
        await crowd.RunShortAsync();
        await crowd.AdvanceAsync(1, availableGib: 0.5);
        await crowd.AdvanceAsync(1, availableGib: 0.5);
        crowd.Steps.ShouldBe(["suspend young"]);
    }

    [Fact]
    public async Task Nor_is_a_step_of_a_sequence_that_must_not_be_repeated()
    {
        await using Crowd crowd = await Crowd.OfTwoAsync(job => Job.Sequence(job) with { IsRepeatable = false });
        await crowd.RunShortAsync();
        await crowd.AdvanceAsync(1, availableGib: 0.5);
        crowd.Steps.ShouldBe(["suspend young"]);
    }

    [Fact]
    public async Task A_job_that_cannot_be_suspended_is_ended_when_memory_is_nearly_gone()
    {
        await using Crowd crowd = await Crowd.OfTwoAsync();
        crowd.Bench.Executor.Suspends = false;
        await crowd.RunShortAsync();
        crowd.Steps.ShouldBeEmpty();
        await crowd.AdvanceAsync(0.1, availableGib: 1);
        await crowd.Bench.Executor.ToldToEndAsync("young").Soon();
        crowd.Steps.ShouldBe(["end young"]);
        (await crowd.WordsAsync()).ShouldNotContain("suspended young");
    }

    [Fact]
    public async Task What_is_removed_goes_on_first_so_that_it_can_end()
    {
        await using Crowd crowd = await Crowd.OfTwoAsync();
        await crowd.RunShortAsync();
        crowd.Bench.Jobs.Remove(crowd.Young.Id);
        await crowd.Bench.SettleAsync();
        await crowd.Bench.Executor.ToldToEndAsync("young").Soon();
        crowd.Steps.ShouldBe(["suspend young", "resume young", "end young"]);
        (await crowd.Young.Completion.Soon()).Status.ShouldBe(JobStatus.Cancelled);
    }

    [Fact]
    public async Task Nothing_is_left_suspended_when_the_controller_is_disposed_of()
    {
        await using Crowd crowd = await Crowd.OfTwoAsync(job => job with { Stubborn = true });
        await crowd.RunShortAsync();
        ValueTask disposed = crowd.Bench.Jobs.DisposeAsync();
        await crowd.Bench.Executor.ToldToEndAsync("young").Soon();
        crowd.Steps.Where(step => step.EndsWith("young", StringComparison.Ordinal)).ShouldBe(["suspend young", "resume young", "end young"]);
        crowd.Bench.Executor.EndAll();
        await disposed.AsTask().Soon();
    }

    [Fact]
    public async Task The_time_of_a_job_stands_still_while_it_is_suspended()
    {
        await using Crowd crowd = await Crowd.OfTwoAsync(job => job with { TimeLimit = TimeLimit.After(TimeSpan.FromSeconds(2)) });
        await crowd.RunShortAsync();
        await crowd.AdvanceAsync(8, availableGib: 2.5);
        crowd.Young.Completion.IsCompleted.ShouldBeFalse();
        await crowd.AdvanceAsync(0.1, availableGib: 30);
        crowd.Steps.ShouldBe(["suspend young", "resume young"]);
        await crowd.AdvanceAsync(1.5, availableGib: 30);
        crowd.Young.Completion.IsCompleted.ShouldBeFalse();
        await crowd.AdvanceAsync(0.5, availableGib: 30);
        (await crowd.Young.Completion.Soon()).Status.ShouldBe(JobStatus.TimedOut);
    }

    [Fact]
    public async Task A_suspended_job_beside_which_nothing_can_be_started_is_ended_in_the_end()
    {
        await using Crowd crowd = await Crowd.OfTwoAsync();
        await crowd.RunShortAsync();
        await crowd.AdvanceAsync(9, availableGib: 2.5);
        crowd.Steps.ShouldBe(["suspend young"]);
        await crowd.AdvanceAsync(2, availableGib: 2.5);
        await crowd.Bench.Executor.ToldToEndAsync("young").Soon();
        crowd.Steps.ShouldBe(["suspend young", "resume young", "end young"]);
    }

    [Fact]
    public async Task After_a_drain_jobs_are_suspended_and_resumed_but_none_is_ended()
    {
        await using Crowd crowd = await Crowd.OfTwoAsync();
        crowd.Bench.Jobs.Drain();
        await crowd.RunShortAsync();
        await crowd.AdvanceAsync(1, availableGib: 0.5);
        crowd.Steps.ShouldBe(["suspend young"]);
        await crowd.AdvanceAsync(0.1, availableGib: 30);
        crowd.Steps.ShouldBe(["suspend young", "resume young"]);
    }

    [Fact]
    public async Task A_job_that_was_ended_three_times_runs_alone()
    {
        await using Crowd crowd = await Crowd.OfTwoAsync();
        for (int i = 1; i <= 3; i++)
        {
            await crowd.AdvanceAsync(0.1, availableGib: 1, youngGib: 5);
            await crowd.Bench.Executor.ToldToEndAsync("young", i).Soon();
            await crowd.AdvanceAsync(0.6, availableGib: 30, youngGib: 1);
            await crowd.AdvanceAsync(1.1, availableGib: 30, youngGib: 1);
            crowd.Started.Count(name => name == "young").ShouldBe(i < 3 ? i + 1 : 3);
        }

        await crowd.Bench.EndAsync("old");
        crowd.Started.Count(name => name == "young").ShouldBe(4);
        crowd.Bench.Add("other");
        await crowd.AdvanceAsync(0.5, availableGib: 30);
        crowd.Started.ShouldNotContain("other");
    }

    [Fact]
    public async Task What_a_job_gives_back_is_for_the_first_that_waits_for_it_though_the_load_does_not_show_it_yet()
    {
        await using Crowd crowd = await Crowd.OfTwoAsync();
        await crowd.AdvanceAsync(1, availableGib: 30, youngGib: 20);
        crowd.Bench.Jobs.Add(new TestJob("large") { Request = new(Memory: ByteSize.GiB(40)) });
        await crowd.AdvanceAsync(0.2, availableGib: 30);
        await crowd.Bench.EndAsync("young");
        crowd.Bench.Jobs.Add(new TestJob("small") { Request = new(Memory: ByteSize.GiB(20)) });
        await crowd.Bench.SettleAsync();
        crowd.Started.ShouldBe(["old", "young"]);
        await crowd.AdvanceAsync(0.2, availableGib: 50);
        crowd.Started.ShouldBe(["old", "young", "large"]);
    }

    /// <summary>A bench with two jobs whose memory the test says.</summary>
    sealed class Crowd : IAsyncDisposable
    {
        double _availableGib = 40, _youngGib = 1, _youngCpu;

        Crowd() => Bench = new();

        public Bench Bench { get; }

        public JobHandle Young { get; private set; } = null!;

        public string[] Steps => Bench.Executor.Steps;

        public string[] Started => Bench.Executor.Started;

        public static async Task<Crowd> OfTwoAsync(Func<TestJob, Job>? made = null)
        {
            var crowd = new Crowd();
            Bench bench = crowd.Bench;
            bench.Sampler.Says = sample => sample with { MemoryAvailable = ByteSize.GiB(crowd._availableGib) };
            bench.Executor.OnMeasure = id => bench.Executor.NameOf(id) == "young"
                ? new(TimeSpan.FromSeconds(crowd._youngCpu), ByteSize.GiB(crowd._youngGib))
                : new(TimeSpan.FromSeconds(2 * crowd._youngCpu), ByteSize.GiB(1));
            bench.Jobs.Add(made is null ? new TestJob("old") : new TestJob("old") { IsRepeatable = false });
            _ = bench.RunAsync();
            await bench.SettleAsync();
            await crowd.AdvanceAsync(2, 40);
            crowd.Young = bench.Jobs.Add(made?.Invoke(new TestJob("young")) ?? new TestJob("young"));
            await bench.SettleAsync();
            await crowd.AdvanceAsync(0.1, 40);
            crowd.Started.ShouldBe(["old", "young"]);
            return crowd;
        }

        /// <summary>Lets the young one grow until little memory is left.</summary>
        public Task RunShortAsync() => AdvanceAsync(0.1, availableGib: 2.5, youngGib: 5);

        public Task AdvanceAsync(double seconds, double availableGib, double? youngGib = null)
        {
            (_availableGib, _youngGib) = (availableGib, youngGib ?? _youngGib);
            _youngCpu += 0.01;
            return Bench.Clock.AdvanceAsync(seconds);
        }

        /// <summary>The events from the first step on. Ends the run.</summary>
        public async Task<IReadOnlyList<JobEvent>> EventsAsync()
        {
            await Bench.DisposeAsync();
            return await Bench.Events.AllAsync();
        }

        /// <summary>What was told of the ladder, in words.</summary>
        public async Task<string[]> WordsAsync()
        {
            await Bench.DisposeAsync();
            return [.. (await Bench.Events.WordsAsync()).Where(word => word.Split(' ')[0] is "suspended" or "resumed" or "held")];
        }

        public ValueTask DisposeAsync() => Bench.DisposeAsync();
    }
}
