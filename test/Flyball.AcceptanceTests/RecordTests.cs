using System.Text.RegularExpressions;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>A run is recorded, and the record replayed.</summary>
public sealed class RecordTests
{
    [Fact]
    public async Task Each_recorded_decision_of_a_real_run_comes_out_as_it_did()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        string[] commands = [.. Enumerable.Range(0, 12).Select(number => number % 3 == 0 ? "sleep 0.3" : "timeout 0.3 sh -c 'while :; do :; done' || :")];
        (await tool.RunAsync(["run", "-j", "2", "--record", "record", "--cpu-target", "0.6", ":::", .. commands])).ShouldExitWith(0);

        ToolResult replayed = (await tool.RunAsync("replay", "record")).ShouldExitWith(0);
        Match decisions = Regex.Match(replayed.Lines[1], @"^(\d+) of (\d+) decisions come out as they did$", RegexOptions.None, TimeSpan.FromSeconds(5));
        decisions.Success.ShouldBeTrue(replayed.Output);
        decisions.Groups[1].Value.ShouldBe(decisions.Groups[2].Value);

        // Twelve jobs, of which one decision starts two at most.
        int.Parse(decisions.Groups[2].Value).ShouldBeGreaterThanOrEqualTo(6);
        replayed.Output.ShouldContain("\nwhat happened ");
        replayed.Output.ShouldContain("\nsimulated ");
    }

    [Fact]
    public async Task Values_stay_out_of_the_record_unless_they_are_wanted()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        await tool.RunAsync("run", "--record", "record", "echo", ":::", "sesame");
        (await File.ReadAllTextAsync(folder.File("record"), TestContext.Current.CancellationToken)).ShouldNotContain("sesame");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(folder.File("record")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await tool.RunAsync("run", "--record", "record", "--record-commands", "echo", ":::", "sesame");
        (await File.ReadAllTextAsync(folder.File("record"), TestContext.Current.CancellationToken)).ShouldContain("\"command\":\"echo sesame\"");
    }

    [Fact]
    public async Task The_record_of_a_killed_run_is_read_as_far_as_it_goes()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        using RunningTool running = tool.Start("run", "-j2", "--record", "record", "sleep", ":::", "0.1", "0.1", "60", "60", "60");

        // Two that ended and one that runs: that one starts whatever the machine is busy with, a second beside it need not.
        await Waiting.Until(() => File.Exists(folder.File("record")) && File.ReadAllText(folder.File("record")).Split("{\"start\"").Length > 3, "three starts in the record");
        RunningTool.Signal(running.Engine.ShouldNotBeNull(), RunningTool.Kill);
        await running.Result();

        ToolResult replayed = (await tool.RunAsync("replay", "record")).ShouldExitWith(0);
        replayed.Lines[0].ShouldEndWith(", 5 jobs");
    }

    [Fact]
    public async Task A_pipe_is_not_closed_to_others()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path, Through = ["sh", "-c", "mkfifo -m 666 pipe && { cat pipe >got & } && \"$@\"; wait", "sh"] };
        (await tool.RunAsync("run", "--record", "pipe", "true", ":::", "a")).ShouldExitWith(0);
        File.ReadAllText(folder.File("got")).ShouldStartWith("{\"flyballRecord\":");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(folder.File("pipe")).HasFlag(UnixFileMode.OtherRead).ShouldBeTrue();
    }

    [Fact]
    public async Task A_full_disk_is_told_once_and_stops_nothing()
    {
        ToolResult result = await FlyballTool.Run("run", "--record", "/dev/full", "sleep 0.3; echo", ":::", "a", "b");
        result.ShouldExitWith(0).Lines.Order().ShouldBe(["a", "b"]);
        result.Error.Split('\n').Count(line => line.StartsWith("warning: option '--record': cannot be written: No space left on device;", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_no_record_is_refused_in_two_lines()
    {
        using TemporaryFolder folder = new();
        folder.File("list", "one\ntwo\n");
        FlyballTool tool = new() { Folder = folder.Path };
        (await tool.RunAsync("replay", "list")).ShouldExitWith(255).Error.ShouldBe("error: list:1: it is no JSON\nhint: 'flyball run --record FILE' writes a record\n");
        (await tool.RunAsync("replay", "none")).ShouldExitWith(255).Error.ShouldBe("error: cannot read 'none': there is no such file\nhint: flyball replay takes the name of a record, or '-' for standard input\n");
        (await tool.RunAsync("replay")).ShouldExitWith(255).Error.ShouldStartWith("error: 'flyball replay' needs the name of a record\nhint: ");
    }
}
