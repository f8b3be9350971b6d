using CsCheck;
using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public sealed class DependencyTests
{
    [Fact]
    public async Task A_job_waits_for_those_that_it_depends_on()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle[] first = bench.Add("a", "b");
        JobHandle last = bench.Jobs.Add(new TestJob("c"), [new(first[0]), new(first[1])]);
        await bench.SettleAsync();
        await bench.EndAsync("a");
        bench.Executor.Started.ShouldBe(["a", "b"]);
        await bench.EndAsync("b");
        bench.Executor.Started.ShouldBe(["a", "b", "c"]);
        await bench.EndAsync("c");
        (await last.Completion.Soon()).Status.ShouldBe(JobStatus.Succeeded);
    }

    [Theory]
    [InlineData(JobStatus.Succeeded, DependencyCondition.Success, true)]
    [InlineData(JobStatus.Succeeded, DependencyCondition.Failure, false)]
    [InlineData(JobStatus.Succeeded, DependencyCondition.AnyEnd, true)]
    [InlineData(JobStatus.Failed, DependencyCondition.Success, false)]
    [InlineData(JobStatus.Failed, DependencyCondition.Failure, true)]
    [InlineData(JobStatus.TimedOut, DependencyCondition.Failure, true)]
    [InlineData(JobStatus.TimedOut, DependencyCondition.AnyEnd, true)]
    [InlineData(JobStatus.Cancelled, DependencyCondition.Success, false)]
    [InlineData(JobStatus.Cancelled, DependencyCondition.Failure, false)]
    [InlineData(JobStatus.Cancelled, DependencyCondition.AnyEnd, true)]
    public async Task The_end_of_the_other_decides_whether_it_starts_or_is_skipped(JobStatus end, DependencyCondition condition, bool starts)
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle other = bench.Add("a");
        JobHandle before = bench.Jobs.Add(new TestJob("b"), new JobDependency(other, condition));
        await bench.SettleAsync();
        await bench.EndAsync("a", end);
        JobHandle afterwards = bench.Jobs.Add(new TestJob("c"), new JobDependency(other, condition));
        await bench.SettleAsync();
        bench.Executor.Started.ShouldBe(starts ? ["a", "b", "c"] : ["a"]);
        foreach (JobHandle job in (JobHandle[])[before, afterwards])
            if (!starts) (await job.Completion.Soon()).Status.ShouldBe(JobStatus.Skipped);
    }

    [Fact]
    public async Task Of_several_failures_that_are_waited_for_one_is_enough_once_all_have_ended()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle[] parts = bench.Add("a", "b", "c");
        bench.Jobs.Add(new TestJob("mail"), [.. parts.Select(part => new JobDependency(part, DependencyCondition.Failure))]);
        await bench.SettleAsync();
        await bench.EndAsync("a");
        await bench.EndAsync("b", JobStatus.Failed);
        bench.Executor.Started.ShouldNotContain("mail");
        await bench.EndAsync("c");
        bench.Executor.Started.ShouldContain("mail");
    }

    [Fact]
    public async Task A_job_that_waited_for_a_failure_in_vain_names_the_one_that_did_not_fail()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle[] others = bench.Add("a", "b");
        JobHandle mail = bench.Jobs.Add(new TestJob("mail"), new JobDependency(others[0], DependencyCondition.Failure), new JobDependency(others[1], DependencyCondition.Success));
        await bench.SettleAsync();
        await bench.EndAsync("a");
        await bench.EndAsync("b");
        (await mail.Completion.Soon()).ShouldBe(new(JobStatus.Skipped, Detail: "job 1 (a) succeeded") { SkippedBecauseOf = others[0].Id });
        JobHandle late = bench.Jobs.Add(new TestJob("late"), new JobDependency(others[0], DependencyCondition.Failure), new JobDependency(others[1], DependencyCondition.Success));
        await bench.SettleAsync();
        (await late.Completion.Soon()).SkippedBecauseOf.ShouldBe(others[0].Id);
    }

    [Fact]
    public async Task What_is_skipped_says_why_and_has_what_waits_for_it_skipped_too()
    {
        await using var bench = new Bench();
        JobHandle a = bench.Add("a");
        JobHandle b = bench.Jobs.Add(new TestJob("b"), new JobDependency(a));
        JobHandle c = bench.Jobs.Add(new TestJob("c"), new JobDependency(b));
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        (await b.Completion.Soon()).ShouldBe(new(JobStatus.Skipped, Detail: "job 1 (a) failed") { SkippedBecauseOf = a.Id });
        (await c.Completion.Soon()).ShouldBe(new(JobStatus.Skipped, Detail: "job 2 (b) was skipped") { SkippedBecauseOf = b.Id });
        (await run.Soon()).ShouldBe(new(0, 1, 0, 0, Skipped: 2, TimeSpan.Zero));
        await bench.DisposeAsync();
        (await bench.Events.WordsAsync()).ShouldBe(["queued a", "queued b", "queued c", "started a", "failed a", "skipped b", "skipped c"]);
    }

    [Fact]
    public async Task What_is_skipped_because_of_an_earlier_run_counts_in_the_run_that_begins()
    {
        await using var bench = new Bench();
        JobHandle skipped = bench.Jobs.Add(new TestJob("a"), new JobDependency(new(new(-1), Task.FromResult(new JobOutcome(JobStatus.Failed)))));
        bench.Jobs.Add(new TestJob("b"), new JobDependency(skipped));
        (await bench.RunAsync().Soon()).ShouldBe(new(0, 0, 0, 0, Skipped: 2, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_job_that_is_to_be_tried_again_has_not_ended()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle a = bench.Jobs.Add(new TestJob("a") { Retry = new(2) });
        bench.Jobs.Add(new TestJob("b"), new JobDependency(a, DependencyCondition.Failure));
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.Failed);
        bench.Executor.Started.ShouldBe(["a", "a"]);
        await bench.EndAsync("a", JobStatus.Failed);
        bench.Executor.Started.ShouldBe(["a", "a", "b"]);
    }

    [Fact]
    public async Task What_waits_for_others_can_be_removed_and_is_dropped_by_a_drain()
    {
        await using var bench = new Bench();
        JobHandle a = bench.Add("a");
        JobHandle removed = bench.Jobs.Add(new TestJob("b"), new JobDependency(a));
        bench.Jobs.Add(new TestJob("c"), new JobDependency(a));
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        bench.Jobs.Remove(removed.Id).ShouldBeTrue();
        (await removed.Completion.Soon()).Status.ShouldBe(JobStatus.Cancelled);
        bench.Jobs.Drain();
        await bench.EndAsync("a");
        (await run.Soon()).ShouldBe(new(Succeeded: 1, 0, 0, NotRun: 2, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Jobs_of_another_controller_cannot_be_waited_for()
    {
        await using var bench = new Bench();
        await using var other = new Bench();
        JobHandle foreign = other.Add("a");
        Should.Throw<ArgumentException>(() => bench.Jobs.Add(new TestJob("b"), new JobDependency(foreign)));
    }

    [Theory]
    [InlineData(JobStatus.Succeeded, true)]
    [InlineData(JobStatus.Failed, false)]
    public async Task A_job_that_ended_elsewhere_can_be_waited_for(JobStatus end, bool starts)
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle earlier = new(new(7), Task.FromResult(new JobOutcome(end)));
        bench.Jobs.Add(new TestJob("a"), new JobDependency(earlier));
        await bench.SettleAsync();
        bench.Executor.Started.Length.ShouldBe(starts ? 1 : 0);
        Should.Throw<ArgumentException>(() => bench.Jobs.Add(new TestJob("b"), new JobDependency(new(new(8), new TaskCompletionSource<JobOutcome>().Task))));
    }

    [Fact]
    public async Task A_chain_of_a_hundred_thousand_jobs_is_skipped_without_ado()
    {
        await using var bench = new Bench();
        JobHandle last = bench.Add("first");
        for (int i = 0; i < 100_000; i++) last = bench.Jobs.Add(new TestJob("next"), new JobDependency(last));
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        await bench.EndAsync("first", JobStatus.Failed);
        (await run.Soon()).Skipped.ShouldBe(100_000);
    }

    /// <summary>Nodes that wait for nodes before them; each fails or not.</summary>
    static readonly Gen<(int[] After, DependencyCondition Condition, bool Fails)[]> s_graphs =
        Gen.Select(Gen.Int[0, 1_000_000].Array[0, 3], Gen.Int[0, 9], Gen.Int[0, 4]).Select((after, condition, fails) =>
            (after, condition switch { 0 => DependencyCondition.Failure, 1 => DependencyCondition.AnyEnd, _ => DependencyCondition.Success }, fails == 0)).Array[1, 60];

    [Fact]
    public void In_any_graph_a_job_runs_once_and_after_what_it_waits_for_or_is_skipped_because_of_it() => s_graphs.Sample(graph => RunGraph(graph).GetAwaiter().GetResult(), iter: 60);

    [Fact]
    public async Task Ten_thousand_jobs_in_a_random_graph_run_as_they_must()
    {
        var random = new Random(20261124);
        await RunGraph([.. Enumerable.Range(0, 10_000).Select(_ => (
            Enumerable.Range(0, random.Next(4)).Select(_ => random.Next()).ToArray(),
            random.Next(10) switch { 0 => DependencyCondition.Failure, 1 => DependencyCondition.AnyEnd, _ => DependencyCondition.Success },
            random.Next(20) == 0))]);
    }

    static async Task RunGraph((int[] After, DependencyCondition Condition, bool Fails)[] graph)
    {
        int[][] after = [.. graph.Select((node, index) => index == 0 ? [] : node.After.Select(other => other % index).Distinct().ToArray())];
        JobStatus[] expected = new JobStatus[graph.Length];
        for (int i = 0; i < graph.Length; i++)
        {
            bool runs = after[i].Length == 0 || graph[i].Condition switch
            {
                DependencyCondition.Success => after[i].All(other => expected[other] == JobStatus.Succeeded),
                DependencyCondition.Failure => after[i].Any(other => expected[other] == JobStatus.Failed),
                _ => true,
            };
            expected[i] = !runs ? JobStatus.Skipped : graph[i].Fails ? JobStatus.Failed : JobStatus.Succeeded;
        }

        await using var bench = new Bench();
        var ended = new bool[graph.Length];
        int starts = 0;
        bench.Executor.OnStart = execution =>
        {
            int node = (int)execution.Id.Value - 1;
            ended[node].ShouldBeFalse();
            after[node].ShouldAllBe(other => ended[other] || expected[other] == JobStatus.Skipped);
            starts++;
            ended[node] = true;
            bench.Executor.End(execution.Id, graph[node].Fails ? JobStatus.Failed : JobStatus.Succeeded);
        };
        List<JobHandle> handles = [];
        for (int i = 0; i < graph.Length; i++)
            handles.Add(bench.Jobs.Add(new TestJob($"{i}"), [.. after[i].Select(other => new JobDependency(handles[other], graph[i].Condition))]));
        await bench.RunAsync().Soon();
        starts.ShouldBe(expected.Count(status => status != JobStatus.Skipped));
        for (int i = 0; i < graph.Length; i++) (await handles[i].Completion.Soon()).Status.ShouldBe(expected[i], $"job {i}");
    }

    [Fact]
    public async Task What_a_job_waits_for_is_what_the_collection_held_when_it_was_added()
    {
        await using var bench = new Bench();
        List<JobDependency> after = [];
        foreach (string name in (string[])["a", "b", "c"])
        {
            JobHandle job = bench.Jobs.Add(new TestJob(name), after);
            after.Clear();
            after.Add(new(job));
        }

        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        foreach (string name in (string[])["a", "b", "c"]) await bench.EndAsync(name);
        (await run.Soon()).Succeeded.ShouldBe(3);
        bench.Executor.Started.ShouldBe(["a", "b", "c"]);
    }
}
