using System.Collections.Immutable;
using CsCheck;
using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public sealed class ResourceTests
{
    static Bench WithResources(params NamedResource[] resources) => new(options => Array.ForEach(resources, options.Resources.Add));

    static TestJob Holding(string name, params (string Resource, int Amount)[] held) =>
        new(name) { Resources = held.ToImmutableSortedDictionary(item => item.Resource, item => item.Amount) };

    [Fact]
    public async Task No_more_jobs_run_than_there_is_of_what_they_hold_and_others_pass_them()
    {
        await using Bench bench = WithResources(new NamedResource("licence", 2));
        for (int i = 0; i < 100; i++) bench.Jobs.Add(Holding($"licensed {i}", ("licence", 1)));
        bench.Add("free");
        _ = bench.RunAsync();
        await bench.SettleAsync();
        bench.Executor.Started.ShouldBe(["licensed 0", "licensed 1", "free"], ignoreOrder: true);
        await bench.EndAsync("licensed 0");
        bench.Executor.Started[^1].ShouldBe("licensed 2");
    }

    [Fact]
    public async Task What_holds_a_job_back_is_named()
    {
        await using Bench bench = WithResources(new NamedResource("gpu", 3));
        bench.Jobs.Add(Holding("a", ("gpu", 2)));
        JobHandle held = bench.Jobs.Add(Holding("b", ("gpu", 2)));
        _ = bench.RunAsync();
        await bench.SettleAsync();
        (await bench.BecauseAsync(held)).ShouldBe(new(Gate.Resource, 2, 2, 3) { Resource = "gpu" });
        await bench.DisposeAsync();
        (await bench.Events.AllAsync()).OfType<JobHeld>().First().Because.Resource.ShouldBe("gpu");
    }

    [Fact]
    public async Task Units_are_handed_out_by_their_indices_and_come_back()
    {
        await using Bench bench = WithResources(new NamedResource("gpu", 3));
        TestJob Telling(string name, int amount) => Holding(name, ("gpu", amount)) with { AtStart = grant => new TestJob(name) { Name = $"{name} on {string.Join('+', grant.Indices["gpu"])}" } };
        JobHandle first = bench.Jobs.Add(Telling("a", 2));
        bench.Jobs.Add(Telling("b", 1));
        bench.Jobs.Add(Telling("c", 2));
        _ = bench.RunAsync();
        await bench.SettleAsync();
        await bench.EndAsync(first);
        bench.Executor.Started.ShouldBe(["a on 0+1", "b on 2", "c on 0+1"]);
    }

    [Fact]
    public async Task The_steps_of_a_sequence_hold_what_it_holds()
    {
        await using Bench bench = WithResources(new NamedResource("group", 1));
        JobHandle[] sequences = [.. Enumerable.Range(0, 2).Select(i =>
            bench.Jobs.Add(Job.Sequence(new TestJob($"{i}a"), new TestJob($"{i}b")) with { Resources = Holding("", ("group", 1)).Resources }))];
        _ = bench.RunAsync();
        await bench.SettleAsync();
        foreach (string step in (string[])["0a", "0b", "1a", "1b"])
        {
            bench.Executor.Running.ShouldBe(1);
            await bench.EndAsync(step);
        }

        foreach (JobHandle sequence in sequences) (await sequence.Completion.Soon()).Status.ShouldBe(JobStatus.Succeeded);
    }

    [Theory]
    [InlineData("gpu", 4, "there are 3")]
    [InlineData("gpu", 0, "at least 1")]
    [InlineData("gqu", 1, "There is no resource 'gqu'")]
    public async Task What_can_never_be_had_is_refused_at_once(string resource, int amount, string reason)
    {
        await using Bench bench = WithResources(new NamedResource("gpu", 3));
        Should.Throw<ArgumentException>(() => bench.Jobs.Add(Holding("a", (resource, amount)))).Message.ShouldContain(reason);
        Should.Throw<ArgumentException>(() => bench.Jobs.Add(Job.Sequence(new TestJob("a"), Holding("b", (resource, amount))))).Message.ShouldContain(reason);
    }

    [Fact]
    public void Nothing_is_held_beyond_its_amount_and_all_jobs_run() =>
        Gen.Select(Gen.Int[1, 4].Array[3], Gen.Select(Gen.Int[0, 4].Array[3], Gen.Int[0, 3]).Array[1, 40]).Sample((amounts, jobs) => RunAll(amounts, jobs).GetAwaiter().GetResult(), iter: 60);

    static async Task RunAll(int[] amounts, (int[] Holds, int Priority)[] jobs)
    {
        await using Bench bench = WithResources([.. amounts.Select((amount, index) => new NamedResource($"{index}", amount))]);
        var used = new int[amounts.Length];
        Dictionary<JobId, int[]> running = [];
        Random random = new(jobs.Length);
        bench.Executor.OnStart = execution =>
        {
            int[] holds = [.. Enumerable.Range(0, amounts.Length).Select(index => execution.Job.Resources.GetValueOrDefault($"{index}"))];
            for (int i = 0; i < used.Length; i++) (used[i] += holds[i]).ShouldBeLessThanOrEqualTo(amounts[i]);
            running[execution.Id] = holds;
        };
        JobHandle[] handles = [.. jobs.Select(job => bench.Jobs.Add(
            Holding("job", [.. job.Holds.Select((hold, index) => ($"{index}", Math.Min(hold, amounts[index]))).Where(item => item.Item2 > 0)]) with { Priority = job.Priority }))];
        Task<RunSummary> run = bench.RunAsync();
        while (true)
        {
            await bench.SettleAsync();
            if (running.Count == 0) break;
            JobId ending = running.Keys.ElementAt(random.Next(running.Count));
            for (int i = 0; i < used.Length; i++) used[i] -= running[ending][i];
            running.Remove(ending);
            bench.Executor.End(ending);
        }

        (await run.Soon()).Succeeded.ShouldBe(handles.Length);
    }
}
