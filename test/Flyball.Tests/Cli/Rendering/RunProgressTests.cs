using Flyball.Cli.Rendering;
using Flyball.Jobs;
using Flyball.Tests.Controller;

namespace Flyball.Tests.Cli.Rendering;

/// <summary>What the display counts, of real runs of a controller.</summary>
public sealed class RunProgressTests
{
    static async Task<RunProgress> Fold(Bench bench)
    {
        await bench.DisposeAsync();
        RunProgress progress = new();
        foreach (JobEvent happened in await bench.Events.AllAsync())
        {
            progress.Add(happened, TimeSpan.Zero);
            progress.Running.ShouldBeGreaterThanOrEqualTo(0);
            progress.Waiting.ShouldBeGreaterThanOrEqualTo(0);
        }

        return progress;
    }

    [Fact]
    public async Task A_job_that_waits_to_be_tried_again_waits_and_does_not_run()
    {
        var bench = new Bench();
        bench.Jobs.Add(new TestJob("a") { Retry = new(3, TimeSpan.FromHours(1)) });
        _ = bench.RunAsync();
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        bench.Jobs.Drain();
        await bench.SettleAsync();
        RunProgress progress = await Fold(bench);
        (progress.Running, progress.Waiting, progress.Failed, progress.Succeeded).ShouldBe((0, 0, 1, 0));
    }

    [Fact]
    public void A_clock_that_is_set_changes_neither_the_rate_nor_the_time_left()
    {
        RunProgress progress = new();
        DateTimeOffset begun = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
        foreach (int id in (int[])[1, 2, 3]) progress.Add(new JobQueued(new(id), new TestJob($"{id}"), begun, null), TimeSpan.Zero);
        foreach (int id in (int[])[1, 2]) progress.Add(new JobStarted(new(id), new TestJob($"{id}"), begun, default, default), TimeSpan.FromSeconds(1));
        progress.RunningJobs.Select(job => job.At).ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)]);
        progress.Add(new JobEnded(new(1), new TestJob("1"), begun.AddYears(-30), new(JobStatus.Succeeded), begun), TimeSpan.FromSeconds(2));
        progress.Add(new JobEnded(new(2), new TestJob("2"), begun.AddYears(1), new(JobStatus.Succeeded), begun), TimeSpan.FromSeconds(4));
        progress.Rate(TimeSpan.FromSeconds(4)).ShouldBe(0.5);
        progress.TimeLeft(TimeSpan.FromSeconds(4)).ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_steps_of_a_sequence_count_and_what_was_skipped_waits_no_more()
    {
        var bench = new Bench();
        JobHandle sequence = bench.Jobs.Add(Job.Sequence(new TestJob("a"), new TestJob("b"), new TestJob("c")));
        bench.Jobs.Add(new TestJob("d"), new JobDependency(sequence));
        _ = bench.RunAsync();
        await bench.SettleAsync();
        await bench.EndAsync("a");
        await bench.EndAsync("b", JobStatus.Failed);
        RunProgress progress = await Fold(bench);
        (progress.Running, progress.Waiting, progress.Failed, progress.Succeeded).ShouldBe((0, 0, 1, 1));
        progress.WholeEnded.ShouldBe(2);
    }

    [Fact]
    public void Of_a_sequence_the_rate_of_whole_jobs_counts_one()
    {
        RunProgress progress = new();
        TestJob step = new("a");
        Job sequence = Job.Sequence(step, step);
        progress.Add(new JobQueued(new(1), sequence, default, null), TimeSpan.Zero);
        foreach (int id in (int[])[2, 3])
        {
            progress.Add(new JobQueued(new(id), step, default, new(1)), TimeSpan.Zero);
            progress.Add(new JobStarted(new(id), step, default, default, default), TimeSpan.Zero);
            progress.Add(new JobEnded(new(id), step, default, new(JobStatus.Succeeded), default(DateTimeOffset)), TimeSpan.FromSeconds(1));
        }

        progress.Add(new JobEnded(new(1), sequence, default, new(JobStatus.Succeeded), default(DateTimeOffset)), TimeSpan.FromSeconds(2));
        (progress.Rate(TimeSpan.FromSeconds(2)), progress.WholeRate(TimeSpan.FromSeconds(2))).ShouldBe((1, 0.5));
        progress.TimeLeft(TimeSpan.FromSeconds(2), 3).ShouldBe(TimeSpan.FromSeconds(4));
    }
}
