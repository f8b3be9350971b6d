using System.Text;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

public sealed class ExitStatusTests
{
    [Fact]
    public async Task Lines_that_are_commands_are_run_and_failures_are_counted()
    {
        ToolResult result = await new FlyballTool { Input = "true\nfalse\nexit 3\n"u8.ToArray() }.RunAsync("run");
        result.ShouldExitWith(2).Error.ShouldContain("1 succeeded, 2 failed");
    }

    [Fact]
    public async Task More_than_a_hundred_failures_are_101()
    {
        string input = string.Concat(Enumerable.Repeat("exit 7\n", 120));
        ToolResult result = await new FlyballTool { Input = Encoding.UTF8.GetBytes(input) }.RunAsync("run");
        result.ShouldExitWith(101).Error.ShouldContain("0 succeeded, 120 failed");
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_named_and_is_a_failure()
    {
        ToolResult result = await FlyballTool.Run("run", "no-such-program-anywhere {}", ":::", "a");
        result.ShouldExitWith(1).Error.ShouldContain("flyball: job 1: cannot start 'no-such-program-anywhere': not found\n");
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_not_found_though_a_folder_of_the_path_is_closed()
    {
        using TemporaryFolder folder = new();
        Requirement.Need("setpriv");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.Path, UnixFileMode.None);
        // To root nothing is closed unless it gives up its capabilities.
        string[] unprivileged = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] : [];
        FlyballTool tool = new() { Through = [.. unprivileged, "env", $"PATH={folder.Path}:/usr/bin:/bin"] };
        (await tool.RunAsync("run", "no-such-program-anywhere", ":::", "a")).ShouldExitWith(1).Error.ShouldContain("not found");
    }

    [Fact]
    public async Task A_script_without_its_interpreter_is_told_by_that()
    {
        using TemporaryFolder folder = new();
        string script = folder.File("script", "#! /nonexistent/shell -e\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        FlyballTool tool = new() { Folder = folder.Path };
        (await tool.RunAsync("run", "--joblog", "log", "./script", ":::", "a")).ShouldExitWith(1).Error.ShouldContain("cannot start './script': its interpreter '/nonexistent/shell' was not found\n");
        JobLogFile.Read(folder.File("log")).Single().Exit.ShouldBe(127);
    }

    [Fact]
    public async Task A_job_that_a_signal_kills_is_a_failure_that_is_named()
    {
        ToolResult result = await FlyballTool.Run("run", "kill -{} $$", ":::", "9");
        result.ShouldExitWith(1).Error.ShouldContain("flyball: job 1: killed by signal 9\n");
    }
}
