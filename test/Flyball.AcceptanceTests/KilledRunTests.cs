using System.Globalization;
using System.Text.Json;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>Whenever the tool is killed: what it had recorded as done is not done again, and in the end everything is done.</summary>
public sealed class KilledRunTests : IDisposable
{
    const int Jobs = 500, Kills = 25;

    /// <summary>Marks that it began and, once more, that it ends; both are appended in one piece.</summary>
    const string Command = "echo b{} >>marks; echo e{} >>marks";

    readonly TemporaryFolder _folder = new();

    string Marks => _folder.File("marks");

    [Theory]
    [InlineData("--joblog")]
    [InlineData("--checkpoint")]
    public async Task No_recorded_job_runs_again_and_none_is_lost_however_often_the_tool_is_killed(string option)
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        string input = _folder.File("input", string.Concat(Enumerable.Range(1, Jobs).Select(number => $"{number}\n")));
        string[] words = ["run", "-j", "2", "--aggressiveness", "eager", "--cores", "0", "--memory", "1M", option, "record", "--resume", "-a", input, Command];
        _folder.File("marks", "");
        FlyballTool tool = new() { Folder = _folder.Path };
        HashSet<int> recorded = [];
        for (int kill = 0; kill < Kills; kill++)
        {
            long before = new FileInfo(Marks).Length;
            using (RunningTool running = tool.Start(words)) await KillAtRandom(running, before, random, kill % 2 == 0);
            Begun(before).Intersect(recorded).ShouldBeEmpty($"seed {seed}, kill {kill}");
            recorded = Recorded(option);
            recorded.Except(Ended()).ShouldBeEmpty($"seed {seed}, kill {kill}");
        }

        recorded.Count.ShouldBeInRange(1, Jobs, $"seed {seed}");
        long last = new FileInfo(Marks).Length;
        (await tool.RunAsync(words)).ShouldExitWith(0);
        Begun(last).Intersect(recorded).ShouldBeEmpty($"seed {seed}");
        Recorded(option).Order().ShouldBe(Enumerable.Range(1, Jobs), $"seed {seed}");
        Ended().Order().ShouldBe(Enumerable.Range(1, Jobs), $"seed {seed}");
    }

    /// <summary>Kills one of the two processes after some more marks and an instant, and waits until nothing is left.</summary>
    async Task KillAtRandom(RunningTool tool, long before, Random random, bool killsFront)
    {
        int? seen = null;
        await Waiting.Until(() => tool.HasEnded || (seen = tool.Engine) is not null, "there is an engine, or there was nothing left to do");
        if (seen is not { } engine)
        {
            (await tool.Result()).ShouldExitWith(0);
            return;
        }

        long marks = before + random.Next(0, 150);
        int instant = random.Next(0, 4000);
        SpinWait.SpinUntil(() => new FileInfo(Marks).Length >= marks || !Directory.Exists($"/proc/{engine}"), TimeSpan.FromSeconds(20));
        Thread.SpinWait(instant);
        // It may have done everything before.
        if (Directory.Exists($"/proc/{engine}"))
        {
            if (killsFront) tool.Signal(RunningTool.Kill);
            else RunningTool.Signal(engine, RunningTool.Kill);
        }

        (await tool.Result()).Exit.ShouldBeOneOf(0, 137);
        await Waiting.Until(() => !Directory.Exists($"/proc/{engine}"), "the engine has ended");
    }

    HashSet<int> Begun(long from) => Read('b', from);

    HashSet<int> Ended() => Read('e', 0);

    HashSet<int> Read(char mark, long from) => [.. File.ReadAllText(Marks)[(int)from..].Split('\n').Where(line => line.StartsWith(mark)).Select(line => int.Parse(line[1..], CultureInfo.InvariantCulture))];

    HashSet<int> Recorded(string option)
    {
        if (!File.Exists(_folder.File("record"))) return [];
        string[] lines = File.ReadAllText(_folder.File("record")).Split('\n')[..^1];
        return [.. lines.Skip(1).Select(line => option == "--joblog" ? (int)JobLogLine.Parse(line).Seq : JsonDocument.Parse(line).RootElement.GetProperty("number").GetInt32())];
    }

    public void Dispose() => _folder.Dispose();
}
