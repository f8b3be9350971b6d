using System.Globalization;
using System.Text.Json;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.JobFiles;

/// <summary>Whenever a run of a job file is killed: going on does what is left, and no more, by the same rules.</summary>
public sealed class KilledGraphTests : IDisposable
{
    const int Jobs = 300, Kills = 6;

    readonly TemporaryFolder _folder = new();

    string Marks => _folder.File("marks");

    [Theory]
    [InlineData("--joblog")]
    [InlineData("--checkpoint")]
    public async Task Jobs_that_were_noted_do_not_run_again_and_what_waits_for_them_goes_by_how_they_ended(string option)
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        RandomGraph graph = new(random, Jobs);
        _folder.File("jobs.jsonl", graph.ToLines((job, fails) => $"\"echo b{job} >>marks; sleep 0.01; echo e{job} >>marks{(fails ? "; exit 1" : "")}\""));
        _folder.File("marks", "");
        FlyballTool tool = new() { Folder = _folder.Path };
        string[] words = ["run", "--file", "jobs.jsonl", "-j", "3", "--aggressiveness", "eager", "--cores", "0", "--memory", "1M", option, "record", "--resume"];
        HashSet<int> recorded = [];
        for (int kill = 0; kill <= Kills; kill++)
        {
            int before = File.ReadAllLines(Marks).Length;
            using (RunningTool running = tool.Start(words))
            {
                if (kill < Kills) await KillAfter(running, before + random.Next(1, 2 * Jobs / Kills));
                else (await running.Result()).Exit.ShouldBeLessThan(102, running.Error);
            }

            Read('b', before).Intersect(recorded).ShouldBeEmpty($"seed {seed}, kill {kill}");
            recorded = [.. Recorded(option).Select(number => graph.Order[number - 1])];
        }

        int[] toRun = [.. Enumerable.Range(0, Jobs).Where(job => graph.Ends[job] != GraphEnd.Skipped)];
        Read('e', 0).ShouldBe(toRun, ignoreOrder: true, $"seed {seed}");
        recorded.ShouldBe(toRun, ignoreOrder: true, $"seed {seed}");
        ToolResult again = await tool.RunAsync(words);
        again.ShouldExitWith(0).Error.ShouldContain($"flyball: 0 succeeded, {graph.Count(GraphEnd.Skipped)} skipped, {toRun.Length} run before in ");
    }

    async Task KillAfter(RunningTool tool, int marks)
    {
        int? seen = null;
        await Waiting.Until(() => tool.HasEnded || (seen = tool.Engine) is not null, "there is an engine, or there was nothing left to do");
        if (seen is not { } engine)
        {
            await tool.Result();
            return;
        }

        SpinWait.SpinUntil(() => File.ReadAllLines(Marks).Length >= marks || !Directory.Exists($"/proc/{engine}"), TimeSpan.FromSeconds(20));
        if (Directory.Exists($"/proc/{engine}")) tool.Signal(RunningTool.Kill);
        await tool.Result();
        await Waiting.Until(() => !Directory.Exists($"/proc/{engine}"), "the engine has ended");
    }

    HashSet<int> Read(char mark, int from) =>
        [.. File.ReadAllLines(Marks).Skip(from).Where(line => line.StartsWith(mark)).Select(line => int.Parse(line[1..], CultureInfo.InvariantCulture))];

    IEnumerable<int> Recorded(string option)
    {
        if (!File.Exists(_folder.File("record"))) return [];
        string[] lines = File.ReadAllText(_folder.File("record")).Split('\n')[..^1];
        return lines.Skip(1).Select(line => option == "--joblog" ? (int)JobLogLine.Parse(line).Seq : JsonDocument.Parse(line).RootElement.GetProperty("number").GetInt32());
    }

    public void Dispose() => _folder.Dispose();
}
