using System.Globalization;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.JobFiles;

/// <summary>Groups, named resources and their indices.</summary>
[Collection(nameof(LoadsTheMachine))]
public sealed class SharedResourceTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    async Task<ToolResult> Run(string jobs, params string[] words)
    {
        _folder.File("jobs.yaml", jobs);
        FlyballTool tool = new() { Folder = _folder.Path, Environment = new Dictionary<string, string> { ["CUDA_VISIBLE_DEVICES"] = "inherited" } };
        return (await tool.RunAsync(["run", "--file", "jobs.yaml", "--events", "events", "--cores", "0", "--memory", "1M", "-j", "12", "--aggressiveness", "eager", .. words])).ShouldExitWith(0);
    }

    [Fact]
    public async Task No_more_jobs_of_a_group_run_at_once_than_it_lets_and_no_more_is_used_than_there_is()
    {
        await Run("""
            resources: { licence: 3 }
            groups: { one: 1, two: 2 }
            jobs:
              - { name: "alone-{n}", command: sleep 0.02, group: one, matrix: { n: [1, 2, 3, 4, 5, 6, 7, 8] } }
              - { name: "pair-{n}", command: sleep 0.02, group: two, matrix: { n: [1, 2, 3, 4, 5, 6, 7, 8] } }
              - { name: "both-{n}", steps: [{ command: sleep 0.01 }, { command: sleep 0.01 }], group: [one, two], matrix: { n: [1, 2, 3, 4, 5, 6] } }
              - { name: "licensed-{n}", command: sleep 0.02, request: { licence: 1 }, matrix: { n: [1, 2, 3, 4, 5, 6, 7, 8] } }
              - { name: "twice-{n}", command: sleep 0.02, request: { licence: 2 }, matrix: { n: [1, 2, 3, 4, 5, 6] } }
              - { name: "free-{n}", command: sleep 0.02, matrix: { n: [1, 2, 3, 4, 5, 6, 7, 8] } }
            """);
        RunEvent[] events = [.. RunEvents.Read(_folder.File("events")).Where(happened => !happened.Command.Contains("&&"))];
        int MostAtOnce(params string[] kinds) => RunEvents.MostAtOnce(events, happened => kinds.Contains(happened.Name.Split('-')[0]));
        MostAtOnce("alone", "both").ShouldBe(1);
        MostAtOnce("pair", "both").ShouldBe(2);
        MostAtOnce("licensed", "twice").ShouldBeInRange(2, 3);
        MostAtOnce("twice").ShouldBe(1);
        MostAtOnce("alone", "pair", "both", "licensed", "twice", "free").ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task No_two_jobs_that_run_have_the_same_unit_and_the_variable_says_the_same_as_the_command()
    {
        // Marks of one job are lines of one file, appended each in one piece.
        await Run("""
            resources: { gpu: 3, tape: { count: 2, indexed: true }, plain: 1 }
            jobs:
              - { name: "g-{n}", command: "echo b {name} {gpu} $CUDA_VISIBLE_DEVICES >>marks; sleep 0.02; echo e {name} {gpu} x >>marks", request: { gpu: 1 }, matrix: { n: [1, 2, 3, 4, 5, 6, 7, 8] } }
              - { name: "h-{n}", command: "echo b {name} {gpu} $CUDA_VISIBLE_DEVICES >>marks; sleep 0.02; echo e {name} {gpu} x >>marks", request: { gpu: 2 }, matrix: { n: [1, 2, 3, 4] } }
              - { name: "t-{n}", command: "echo {tape} $CUDA_VISIBLE_DEVICES {plain} >>tapes", request: { tape: 1, plain: 1 }, matrix: { n: [1, 2, 3] } }
            """);
        string[][] marks = [.. File.ReadAllLines(_folder.File("marks")).Select(line => line.Split(' '))];
        HashSet<int> used = [];
        foreach (string[] mark in marks)
        {
            int[] units = [.. mark[2].Split(',').Select(unit => int.Parse(unit, CultureInfo.InvariantCulture))];
            units.Length.ShouldBe(mark[1].StartsWith('g') ? 1 : 2);
            if (mark[0] == "b") mark[3].ShouldBe(mark[2]);
            foreach (int unit in units) (mark[0] == "b" ? used.Add(unit) : used.Remove(unit)).ShouldBeTrue($"{mark[1]} and unit {unit}");
            used.ShouldBeSubsetOf([0, 1, 2]);
        }

        marks.Length.ShouldBe(24);
        File.ReadAllLines(_folder.File("tapes")).Length.ShouldBe(3);
        File.ReadAllLines(_folder.File("tapes")).ShouldAllBe(line => line == "0 inherited {plain}" || line == "1 inherited {plain}");
    }

    [Fact]
    public async Task Of_jobs_that_may_start_the_one_with_the_highest_priority_is_first()
    {
        await Run("""
            jobs:
              - { name: low, command: ":", priority: -1 }
              - { name: usual, command: ":" }
              - { name: high, command: ":", priority: 5 }
              - { name: waits, command: ":", priority: 9, after: usual }
            """, "-j", "1");
        RunEvents.Started(_folder.File("events")).ShouldBe(["high", "usual", "waits", "low"]);
    }

    public void Dispose() => _folder.Dispose();
}
