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
            progress.Add(happened);
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
    }
}
