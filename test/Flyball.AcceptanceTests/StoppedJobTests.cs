using System.Globalization;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>However a run is ended, nothing of a stopped job is left, stopped or not.</summary>
public sealed class StoppedJobTests
{
    [Theory]
    [InlineData(RunningTool.Interrupt)]
    [InlineData(RunningTool.Quit)]
    public async Task Signals_end_stopped_jobs(int signal)
    {
        StubbornJob job = new();
        using RunningTool tool = await Stopped(job);
        tool.Signal(signal);
        if (signal != RunningTool.Quit) tool.Signal(RunningTool.Terminate);
        await tool.Result();
        job.Left.ShouldBe(0);
    }

    [Fact]
    public async Task Killing_the_tool_ends_stopped_jobs()
    {
        StubbornJob job = new();
        using RunningTool tool = await Stopped(job);
        int engine = tool.Engine!.Value;
        tool.Signal(RunningTool.Kill);
        await tool.Result();
        await Waiting.Until(() => !Directory.Exists($"/proc/{engine}"), "the engine has ended");
        job.Left.ShouldBe(0);
    }

    [Fact]
    public async Task Killing_the_engine_ends_stopped_jobs()
    {
        StubbornJob job = new();
        using RunningTool tool = await Stopped(job);
        RunningTool.Signal(tool.Engine!.Value, RunningTool.Kill);
        (await tool.Result()).ShouldExitWith(137);
        job.Left.ShouldBe(0);
    }

    [Fact]
    public async Task Killing_the_engine_lets_stopped_jobs_end_gently()
    {
        using TemporaryFolder folder = new();
        using RunningTool tool = await Stopped(folder, "trap 'echo ended >end; exit' TERM; trap '' HUP");
        RunningTool.Signal(tool.Engine!.Value, RunningTool.Kill);
        (await tool.Result()).ShouldExitWith(137);
        File.ReadAllText(folder.File("end")).ShouldBe("ended\n");
    }

    [Fact]
    public async Task When_the_front_can_do_nothing_the_kernel_lets_stopped_jobs_go_on()
    {
        using TemporaryFolder folder = new();
        using RunningTool tool = await Stopped(folder, "trap 'echo on >on; exit' HUP");
        int engine = tool.Engine!.Value;
        tool.Signal(RunningTool.Stop);
        RunningTool.Signal(engine, RunningTool.Kill);
        await Waiting.Until(() => File.Exists(folder.File("on")), "the job went on");
        tool.Signal(RunningTool.Kill);
        await tool.Result();
    }

    /// <summary>A run whose job has set its traps and is stopped. It says nothing, since nobody may be left to read it, and does not give way to others: what is looked at is who lets it go on, not when it is given a CPU.</summary>
    static async Task<RunningTool> Stopped(TemporaryFolder folder, string traps)
    {
        RunningTool tool = new FlyballTool { Folder = folder.Path }.Start("run", "--aggressiveness", "eager", ":::", $"exec >/dev/null 2>&1; {traps}; echo $$ >pid; while :; do sleep 0.02; done");
        await Waiting.Until(() => File.Exists(folder.File("pid")) && File.ReadAllText(folder.File("pid")).EndsWith('\n'), "the job runs");
        int pid = int.Parse(File.ReadAllText(folder.File("pid")), CultureInfo.InvariantCulture);
        RunningTool.Signal(pid, RunningTool.Stop);
        await Waiting.Until(() => Machine.State(pid) == 'T', "the job is stopped");
        return tool;
    }

    /// <summary>A run whose job is stopped from outside, as whoever stops it does.</summary>
    static async Task<RunningTool> Stopped(StubbornJob job)
    {
        RunningTool tool = new FlyballTool().Start("run", ":::", job.Command);
        await job.UntilAllRun();
        foreach (int pid in job.Pids) RunningTool.Signal(pid, RunningTool.Stop);
        await Waiting.Until(() => job.Pids.All(pid => Machine.State(pid) == 'T'), "the job is stopped");
        return tool;
    }
}
