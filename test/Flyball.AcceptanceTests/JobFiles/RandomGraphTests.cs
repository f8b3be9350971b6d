using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.JobFiles;

/// <summary>Large job files whose jobs wait for one another.</summary>
[Collection(nameof(LoadsTheMachine))]
public sealed class RandomGraphTests : IDisposable
{
    const int Jobs = 10_000, Seed = 20221122;

    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Ten_thousand_jobs_run_once_each_after_what_they_wait_for_or_are_skipped_as_the_rules_say()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}");
        RandomGraph graph = new(new(Seed), Jobs);
        foreach (GraphEnd end in Enum.GetValues<GraphEnd>()) graph.Count(end).ShouldBeGreaterThan(Jobs / 50, $"the graph is worth nothing without jobs that are {end}");
        _folder.File("jobs.jsonl", graph.ToLines((_, fails) => fails ? "[\"false\"]" : "[\"true\"]"));
        FlyballTool tool = new() { Folder = _folder.Path };
        long begun = TimeProvider.System.GetTimestamp();
        ToolResult result = await tool.RunAsync("run", "--file", "jobs.jsonl", "--events", "events", "--joblog", "log", "-j", "16", "--aggressiveness", "eager", "--cores", "0", "--memory", "1M");
        TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromSeconds(30));

        result.ShouldExitWith(101).Error.ShouldEndWith(Summary(graph, result.Error));
        ShouldBeAsPlanned(graph, RunEvents.Read(_folder.File("events")));
        JobLogFile.Read(_folder.File("log")).Select(line => graph.Order[line.Seq - 1]).Order().ShouldBe(Enumerable.Range(0, Jobs).Where(job => graph.Ends[job] != GraphEnd.Skipped));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Failures_are_counted_and_skips_are_not(int seed)
    {
        RandomGraph graph = new(new(seed), 60);
        string file = _folder.File("jobs.jsonl", graph.ToLines((_, fails) => fails ? "\"exit 7\"" : "\":\""));
        ToolResult result = await FlyballTool.Run("run", "--file", file, "--events", _folder.File("events"), "--cores", "0", "--memory", "1M");
        result.ShouldExitWith(graph.Count(GraphEnd.Failed)).Error.ShouldEndWith(Summary(graph, result.Error));
        ShouldBeAsPlanned(graph, RunEvents.Read(_folder.File("events")));
    }

    static string Summary(RandomGraph graph, string error) =>
        $"\nflyball: {graph.Count(GraphEnd.Succeeded)} succeeded, {graph.Count(GraphEnd.Failed)} failed, {graph.Count(GraphEnd.Skipped)} skipped in {error.Split(" in ")[^1]}";

    static void ShouldBeAsPlanned(RandomGraph graph, RunEvent[] events)
    {
        HashSet<int> started = [];
        var ends = new Dictionary<int, GraphEnd>();
        foreach (RunEvent happened in events)
        {
            if (happened.Kind is not ("started" or "ended")) continue;
            int job = int.Parse(happened.Name, System.Globalization.CultureInfo.InvariantCulture);
            if (happened.Kind == "ended")
            {
                ends.TryAdd(job, Enum.Parse<GraphEnd>(happened.Status!, ignoreCase: true)).ShouldBeTrue($"{job} ended twice");
                continue;
            }

            started.Add(job).ShouldBeTrue($"{job} ran twice");
            graph.Before(job).Where(other => !ends.ContainsKey(other)).ShouldBeEmpty($"{job} was started too early");
        }

        Enumerable.Range(0, graph.Ends.Length).Where(job => !ends.TryGetValue(job, out GraphEnd end) || end != graph.Ends[job]).ShouldBeEmpty();
        started.Order().ShouldBe(ends.Where(end => end.Value != GraphEnd.Skipped).Select(end => end.Key).Order());
    }

    public void Dispose() => _folder.Dispose();
}
