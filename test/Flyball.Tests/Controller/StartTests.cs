using Flyball.Jobs;

namespace Flyball.Tests.Controller;

/// <summary>What a job is told when it starts.</summary>
public sealed class StartTests
{
    static TestJob Named(string name) => new(name) { AtStart = grant => new TestJob(name) { Name = $"{name} in slot {grant.Slot} with {grant.Cores} cores" }, Request = new(Cores: 0.5) };

    [Fact]
    public async Task A_job_is_completed_with_what_it_was_granted_and_known_by_that_from_its_start()
    {
        await using Bench bench = await Bench.StartedAsync(maxRunning: 2);
        JobHandle first = bench.Jobs.Add(Named("a"));
        bench.Jobs.Add(Named("b"));
        bench.Jobs.Add(Named("c"));
        await bench.SettleAsync();
        await bench.EndAsync(first);
        bench.Executor.Started.ShouldBe(["a in slot 1 with 0.5 cores", "b in slot 2 with 0.5 cores", "c in slot 1 with 0.5 cores"]);
        await bench.DisposeAsync();
        (await bench.Events.WordsAsync()).Take(8).ShouldBe(
        [
            "queued a", "queued b", "queued c", "started a in slot 1 with 0.5 cores", "started b in slot 2 with 0.5 cores", "held c", "succeeded a in slot 1 with 0.5 cores",
            "started c in slot 1 with 0.5 cores",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task A_job_that_cannot_be_completed_fails_and_gives_its_slot_back()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle failing = bench.Jobs.Add(new TestJob("a") { AtStart = _ => throw new InvalidOperationException("no such value") });
        JobOutcome outcome = await failing.Completion.Soon();
        (outcome.Status, outcome.Detail).ShouldBe((JobStatus.Failed, "AtStart: no such value"));
        bench.Jobs.Add(Named("b"));
        await bench.SettleAsync();
        bench.Executor.Started.ShouldBe(["b in slot 1 with 0.5 cores"]);
    }
}
