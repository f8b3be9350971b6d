using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>kill -9 gives no chance to clean up to who gets it: the other one of the two processes does.</summary>
public sealed class KilledToolTests
{
    [Theory]
    [InlineData("--dry-run")]
    [InlineData("--shuf")]
    [InlineData("--bar")]
    [InlineData("--file", "-")]
    public async Task An_engine_that_still_reads_ends_with_its_front(params string[] options)
    {
        string[] words = options is ["--file", ..] ? ["run", .. options] : ["run", .. options, "echo"];
        using RunningTool tool = new FlyballTool { InputStaysOpen = true }.Start(words);
        await Waiting.Until(() => tool.Engine is not null, "there is an engine");
        int engine = tool.Engine!.Value;

        // Of what there is it has read all, or it waits for the front to speak.
        await Waiting.Until(() => Machine.State(engine) == 'S', "it reads");
        tool.Signal(RunningTool.Kill);
        (await tool.Result()).ShouldExitWith(137);
        await Waiting.Until(() => !Directory.Exists($"/proc/{engine}"), "the engine has ended");
    }

    [Fact]
    public async Task Nothing_is_left_of_eight_jobs_when_the_tool_is_killed()
    {
        StubbornJob[] jobs = [.. Enumerable.Range(0, 8).Select(_ => new StubbornJob())];
        using RunningTool tool = await Started(jobs);
        int engine = tool.Engine!.Value;
        tool.Signal(RunningTool.Kill);
        (await tool.Result()).ShouldExitWith(137);
        await Waiting.Until(() => !Directory.Exists($"/proc/{engine}"), "the engine has ended");
        jobs.Sum(job => job.Left).ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_left_of_eight_jobs_when_the_engine_is_killed()
    {
        StubbornJob[] jobs = [.. Enumerable.Range(0, 8).Select(_ => new StubbornJob())];
        using RunningTool tool = await Started(jobs);
        RunningTool.Signal(tool.Engine!.Value, RunningTool.Kill);
        ToolResult result = await tool.Result();
        result.ShouldExitWith(137).Error.ShouldMatch(@"^flyball: the engine was killed by signal 9; what was left of its jobs was ended: \d+ process(es)?\n$");
        jobs.Sum(job => job.Left).ShouldBe(0);
    }

    [Fact]
    public async Task An_engine_whose_front_was_killed_before_it_spoke_ends_without_a_word()
    {
        FlyballTool tool = new() { Through = [Requirement.Program("bash"), "-c", "exec -a governor \"$@\" 3</dev/null", "bash"] };
        ToolResult result = await tool.RunAsync("--engine");
        (result.Exit, result.Output, result.Error).ShouldBe((137, "", ""));
    }

    [Fact]
    public async Task Nothing_is_left_when_the_tool_is_killed_while_its_engine_is_stopped()
    {
        StubbornJob job = new();
        using RunningTool tool = await Started([job]);
        RunningTool.Signal(tool.Engine!.Value, RunningTool.Stop);
        tool.Signal(RunningTool.Kill);
        (await tool.Result()).ShouldExitWith(137);
        await Waiting.Until(() => job.Left == 0, "the engine went on and has ended its job");
    }

    [Theory]
    [InlineData("")]
    [InlineData("abcdef")]
    public async Task An_engine_whose_front_was_killed_before_it_said_anything_ends_in_silence(string sent)
    {
        Requirement.Need("bash");
        FlyballTool tool = new() { Through = ["bash", "-c", $"exec -a governor \"$@\" 3< <(printf '{sent}')", "bash"] };
        (await tool.RunAsync("--engine")).ShouldExitWith(137).Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_kill_by_name_hits_the_front_alone()
    {
        StubbornJob job = new();
        using RunningTool tool = await Started([job]);
        string name = await File.ReadAllTextAsync($"/proc/{tool.Engine}/comm", TestContext.Current.CancellationToken);
        string line = await File.ReadAllTextAsync($"/proc/{tool.Engine}/cmdline", TestContext.Current.CancellationToken);
        (name + line.Split('\0')[0] + line.Split('\0')[^2]).ShouldNotContain("flyball");
    }

    static async Task<RunningTool> Started(StubbornJob[] jobs)
    {
        // Sizes that are named, so that all of them start whatever else the machine does.
        RunningTool tool = new FlyballTool().Start(["run", "-j", $"{jobs.Length}", "--cores", "0", "--memory", "1M", ":::", .. jobs.Select(job => job.Command)]);
        foreach (StubbornJob job in jobs) await job.UntilAllRun();
        return tool;
    }
}
