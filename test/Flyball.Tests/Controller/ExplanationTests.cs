using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public class ExplanationTests
{
    [Fact]
    public async Task A_waiting_job_is_explained_by_its_gate_its_place_and_what_would_help()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 1);
        JobHandle[] jobs = bench.Add("a", "b", "c");
        await bench.SettleAsync();
        DateTimeOffset start = bench.Clock.GetUtcNow();
        await bench.Clock.AdvanceAsync(0.3);
        JobExplanation found = (await bench.ExplainAsync(jobs[2].Id))!;
        (found.Id, found.Stage, found.Place, found.Since).ShouldBe((jobs[2].Id, JobStage.Waiting, 2, start));
        found.Because.ShouldBe(new Reason(Gate.Cap, 1, 1, 1));
        found.Remedies.ShouldBe([new(RemedyKind.MaxRunning, 3)]);
        (await bench.ExplainAsync(jobs[1].Id))!.Remedies.ShouldBe([new(RemedyKind.JobsEnd, 1), new(RemedyKind.MaxRunning, 2)]);
    }

    [Fact]
    public async Task A_running_job_is_explained_by_the_rule_that_let_it_through_and_by_what_it_was_granted()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Add("a");
        await bench.SettleAsync();
        DateTimeOffset start = bench.Clock.GetUtcNow();
        await bench.Clock.AdvanceAsync(0.3);
        JobExplanation found = (await bench.ExplainAsync(job.Id))!;
        (found.Stage, found.Since, found.Place).ShouldBe((JobStage.Running, start, null));
        found.Because!.Value.Gate.ShouldBe(Gate.Fits);
        found.Estimate!.Value.Memory.ShouldBe(ByteSize.MiB(1));
    }

    [Fact]
    public async Task A_sibling_that_has_ended_is_not_counted_as_running_too()
    {
        await using var bench = new Bench(options => (options.MaxRunning, options.DefaultRequest) = (1, ResourceRequest.Unknown));
        await bench.Jobs.StartAsync(TestContext.Current.CancellationToken);
        bench.Executor.OnMeasure = _ => new(TimeSpan.FromSeconds(0.5), ByteSize.MiB(5));
        JobHandle first = bench.Add("a");
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(1);
        bench.Add("b");
        JobHandle sibling = bench.Add("a");
        bench.Executor.End(first.Id, usage: new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.5), TimeSpan.Zero, ByteSize.MiB(5)));
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(2);
        (await bench.ExplainAsync(sibling.Id))!.Estimate!.Value.Siblings.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_waits_for_others_names_them()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle[] first = bench.Add("a", "b");
        JobHandle last = bench.Jobs.Add(new TestJob("c"), [new(first[0]), new(first[1])]);
        await bench.SettleAsync();
        await bench.EndAsync("a");
        JobExplanation found = (await bench.ExplainAsync(last.Id))!;
        found.Stage.ShouldBe(JobStage.Parked);
        found.WaitsFor.Select(other => other.Name).ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_job_that_is_tried_again_says_when()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Jobs.Add(new TestJob("a") { Retry = new(2, TimeSpan.FromSeconds(10)) });
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        JobExplanation found = (await bench.ExplainAsync(job.Id))!;
        (found.Stage, found.Due).ShouldBe((JobStage.Parked, bench.Clock.GetUtcNow() + TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Of_a_sequence_the_step_at_hand_is_explained()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle sequence = bench.Jobs.Add(Job.Sequence(new TestJob("a"), new TestJob("b")));
        await bench.SettleAsync();
        JobExplanation found = (await bench.ExplainAsync(sequence.Id))!;
        (found.Job.Name, found.Stage).ShouldBe(("a", JobStage.Running));
        bench.Jobs.Find(_ => true).ShouldBe([found.Id]);
    }

    [Fact]
    public async Task All_is_explained_at_once()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 2);
        JobHandle[] jobs = bench.Add("a", "b", "c", "d");
        bench.Jobs.Add(new TestJob("e"), [new(jobs[3])]);
        await bench.SettleAsync();
        RunExplanation found = await bench.ExplainAsync();
        found.Running.Select(job => job.Job.Name).ShouldBe(["a", "b"]);
        (found.Queued, found.Parked).ShouldBe((2, 1));
        (found.FirstHeld!.Id, found.FirstHeld.Place).ShouldBe((jobs[2].Id, 1));
    }

    [Theory]
    [InlineData(1, 8, 0.9, true)] // It would run, and others run instead.
    [InlineData(0, 8, 0.9, false)] // It waits for a disk.
    [InlineData(1, 1, 0.9, false)] // Others have next to nothing.
    [InlineData(1, 8, 0, false)] // Nobody waits for a CPU.
    public async Task Others_are_named_who_have_the_cores_that_running_jobs_want(int runnable, double busy, double pressure, bool named)
    {
        await using Bench bench = new(options => options.DefaultRequest = new(1, ByteSize.MiB(1)));
        bench.Sampler.Says = sample => sample with { BusyCores = busy, CpuPressure = new(pressure, 0) };
        bench.Executor.OnMeasure = _ => new(TimeSpan.Zero, ByteSize.MiB(1), runnable);
        bench.Add("a");
        _ = bench.RunAsync();
        await bench.SettleAsync();
        for (int i = 0; i < 4; i++) await bench.Clock.AdvanceAsync(0.5);
        ForeignUse? others = (await bench.ExplainAsync()).Others;
        (others is not null).ShouldBe(named);
        if (others is not null) others.ShouldSatisfyAllConditions(() => others.Usable.ShouldBe(8), () => others.Cores.ShouldBeInRange(4, 8, "all but what this process uses itself"));
    }

    [Fact]
    public async Task A_controller_that_starts_no_more_says_so()
    {
        await using Bench bench = await Bench.StartedAsync();
        bench.Add("a");
        await bench.SettleAsync();
        (await bench.ExplainAsync()).IsDraining.ShouldBeFalse();
        bench.Jobs.Drain();
        (await bench.ExplainAsync()).IsDraining.ShouldBeTrue();
    }

    [Fact]
    public async Task An_ended_job_has_no_explanation()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Add("a");
        await bench.SettleAsync();
        await bench.EndAsync(job);
        (await bench.ExplainAsync(job.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_told_of_a_hold_is_what_is_explained()
    {
        Bench bench = await Bench.StartedAsync(maxRunning: 1);
        JobHandle[] jobs = bench.Add("a", "b");
        await bench.SettleAsync();
        JobExplanation found = (await bench.ExplainAsync(jobs[1].Id))!;
        await bench.DisposeAsync();
        JobHeld held = (await bench.Events.AllAsync()).OfType<JobHeld>().ShouldHaveSingleItem();
        (held.Because, held.Since).ShouldBe((found.Because!.Value, found.Since));
        held.Remedies.ShouldBe(found.Remedies);
    }

    [Fact]
    public async Task The_time_at_a_gate_begins_anew_at_the_next_one()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 1);
        JobHandle[] jobs = bench.Add("a", "b");
        await bench.SettleAsync();
        await bench.Clock.AdvanceAsync(5);
        bench.Jobs.SetStartInterval(TimeSpan.FromMinutes(1));
        await bench.SettleAsync();
        JobExplanation found = (await bench.ExplainAsync(jobs[1].Id))!;
        (found.Because!.Value.Gate, found.Since).ShouldBe((Gate.Pace, bench.Clock.GetUtcNow()));
        found.Remedies.ShouldBeEmpty("at that pace the cap holds it next");
    }

    [Fact]
    public async Task Asking_changes_nothing()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 1);
        JobHandle[] jobs = bench.Add("a", "b", "c");
        await bench.SettleAsync();
        for (int i = 0; i < 3; i++) await Task.WhenAll(bench.ExplainAsync(), bench.ExplainAsync(jobs[1].Id));
        bench.Executor.Started.ShouldBe(["a"]);
        await bench.EndAsync("a");
        await bench.EndAsync("b");
        bench.Executor.Started.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task Persons_are_looked_for_by_the_level_that_gives_way_to_them_alone()
    {
        int looks = 0;
        foreach (Aggressiveness level in Aggressiveness.Levels)
        {
            await using var bench = new Bench(options => (options.Aggressiveness, options.PersonIdle) = (level, () =>
            {
                looks++;
                return TimeSpan.FromSeconds(3);
            }));
            await bench.Jobs.StartAsync(TestContext.Current.CancellationToken);
            JobHandle job = bench.Add("a");
            await bench.SettleAsync();
            bool gaveWay = bench.Executor.Started.Length == 0;
            gaveWay.ShouldBe(level == Aggressiveness.Background);
            if (!gaveWay) continue;
            (await bench.BecauseAsync(job)).Gate.ShouldBe(Gate.PersonActive);
            bench.Jobs.Remove(job.Id);
        }

        looks.ShouldBe(1);
    }
}
