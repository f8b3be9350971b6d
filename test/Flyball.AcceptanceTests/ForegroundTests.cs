using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>In a control group of the CPU autogroups do not count: a group of the run's own gives way there.</summary>
public sealed class ForegroundTests
{
    const string Show = "grep -E ':cpu:' /proc/self/cgroup; cat /sys/fs/cgroup/cpu$(sed -n 's/.*:cpu://p' /proc/self/cgroup)/cpu.shares; :";

    [Fact]
    public async Task Within_a_control_group_each_run_has_one_of_its_own_with_the_weight_of_its_level()
    {
        using var group = ControlGroup.OfCpu();
        ToolResult result = await In(group).RunAsync("run", "--aggressiveness", "polite", ":::", Show);
        result.ShouldExitWith(0).Lines[0].ShouldMatch($":cpu:{group.Name}/flyball-[0-9]+$");
        result.Lines[1].ShouldBe("36");
        Directory.EnumerateDirectories(ControlGroup.CpuRoot + group.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_level_that_takes_what_it_gets_stays_where_it_is()
    {
        using var group = ControlGroup.OfCpu();
        (await In(group).RunAsync("run", "--aggressiveness", "eager", ":::", Show)).ShouldExitWith(0).Lines[0].ShouldEndWith($":cpu:{group.Name}");
    }

    [Fact]
    public async Task A_killed_engine_leaves_no_group()
    {
        using var group = ControlGroup.OfCpu();
        using RunningTool tool = In(group).Start("run", ":::", "sleep 30");
        await Waiting.Until(() => Directory.EnumerateDirectories(ControlGroup.CpuRoot + group.Name).Any() && Machine.Processes("sleep", "30") > 0, "the job runs in its group");
        RunningTool.Signal(tool.Engine!.Value, RunningTool.Kill);
        (await tool.Result()).ShouldExitWith(137);
        Directory.EnumerateDirectories(ControlGroup.CpuRoot + group.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_named()
    {
        using var group = ControlGroup.OfCpu();
        (await In(group).RunAsync("load")).ShouldExitWith(0).Lines.ShouldContain("foreground is protected by a control group of each run");
    }

    static FlyballTool In(ControlGroup group) => new() { Through = ["sh", "-c", $"echo $$ >{group.Members} && exec \"$@\"", "sh"] };
}
