using System.Text.Json;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>What is told of a run: displays, answers to signals, events.</summary>
public sealed class DisplayTests
{
    [Theory]
    [InlineData("--bar", "100% ██████████████████████████████ 3 of 3, 1 failed")]
    [InlineData("--eta", "0 left, 0 of them running, 1 failed")]
    [InlineData("--progress", "2 done  1 failed  0 running  0 waiting")]
    public async Task A_display_that_was_asked_for_ends_with_the_last_state_also_without_a_terminal(string option, string last)
    {
        ToolResult result = await FlyballTool.Run("run", option, "exit", ":::", "0", "1", "0");
        result.ShouldExitWith(1).Error.Split('\n')[^3].ShouldStartWith(last);
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Jobs_that_were_left_out_are_none_of_all()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        (await tool.RunAsync("run", "--joblog", "log", ":", ":::", "1", "2", "3")).ShouldExitWith(0);
        (await tool.RunAsync("run", "--joblog", "log", "--resume", "--bar", ":", ":::", "1", "2", "3", "4")).ShouldExitWith(0).Error.Split('\n')[^3].ShouldEndWith(" 1 of 1");
    }

    [Theory]
    [InlineData("--bar", "100% ██████████████████████████████ 2 of 2")]
    [InlineData("--eta", "0 left, 0 of them running")]
    public async Task A_job_of_several_steps_is_one_of_all(string option, string last)
    {
        FlyballTool tool = new() { Input = "jobs:\n  - { name: a, steps: [{ command: ':' }, { command: ':' }, { command: ':' }] }\n  - { name: b, steps: [{ command: ':' }, { command: ':' }, { command: ':' }] }\n"u8.ToArray() };
        (await tool.RunAsync("run", option, "--file", "-")).ShouldExitWith(0).Error.Split('\n')[^3].ShouldStartWith(last);
    }

    [Fact]
    public async Task Quiet_is_silent_but_for_what_went_wrong()
    {
        (await FlyballTool.Run("run", "--quiet", "--bar", "true", ":::", "a")).ShouldExitWith(0).Error.ShouldBeEmpty();
        (await FlyballTool.Run("run", "--quiet", ":::", "/no/such/program")).ShouldExitWith(1).Error.ShouldStartWith("flyball: job 1: ");
    }

    [Fact]
    public async Task Without_a_display_the_first_job_starts_while_the_input_goes_on()
    {
        FlyballTool tool = new() { Input = "a\n"u8.ToArray(), InputStaysOpen = true };
        using RunningTool running = tool.Start("run", "--progress", "echo", "{}; sleep 0.1");
        await Waiting.Until(() => running.Output == "a\n", "the first job has run");
        running.Signal(RunningTool.Terminate);
        (await running.Result()).Exit.ShouldBe(143);
    }

    [Fact]
    public async Task Signals_ask_which_jobs_run_and_for_the_display()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        using RunningTool running = tool.Start("run", "-j", "1", "touch began; while [ ! -e go ]; do sleep 0.02; done; echo {}", ":::", "a b", "c");
        await Waiting.Until(() => File.Exists(folder.File("began")), "the first job has begun");
        running.Signal(RunningTool.User1);
        await Waiting.Until(() => running.Error.EndsWith('\n'), "an answer");
        running.Error.ShouldMatch(@"^flyball: job 1 runs for [0-9.]+ s: touch began; .* echo 'a b'\n$");
        running.Signal(RunningTool.User2);
        await Waiting.Until(() => running.Error.Contains("0 done  0 failed  1 running  1 waiting\n", StringComparison.Ordinal), "the display");
        running.Signal(RunningTool.User2);
        folder.File("go", "");
        (await running.Result()).ShouldExitWith(0).Lines.ShouldBe(["a b", "c"]);
    }

    [Fact]
    public async Task A_job_that_runs_is_told_by_its_number_in_the_input_also_behind_those_that_were_left_out()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        (await tool.RunAsync("run", "--joblog", "log", ":", ":::", "1", "2", "3")).ShouldExitWith(0);
        using RunningTool running = tool.Start("run", "--joblog", "log", "--resume", "touch began; while [ ! -e go ]; do sleep 0.02; done; :", ":::", "1", "2", "3", "4");
        await Waiting.Until(() => File.Exists(folder.File("began")), "the last job has begun");
        running.Signal(RunningTool.User1);
        await Waiting.Until(() => running.Error.Contains(" runs for ", StringComparison.Ordinal), "an answer");
        folder.File("go", "");
        (await running.Result()).ShouldExitWith(0).Error.ShouldMatch(@"flyball: job 4 runs for [0-9.]+ s: ");
    }

    [Fact]
    public async Task A_question_that_comes_too_early_is_answered_later_and_ends_nothing()
    {
        using RunningTool running = new FlyballTool().Start("run", "sleep", ":::", "1");
        await Waiting.Until(() => running.Engine is not null, "the engine was started");
        RunningTool.Signal(running.Engine!.Value, RunningTool.User1);
        (await running.Result()).ShouldExitWith(0).Error.ShouldMatch(@"^flyball: (no job runs|job 1 runs for [0-9.]+ s: sleep 1)\nflyball: 1 succeeded in ");
    }

    [Fact]
    public async Task Control_characters_of_values_do_not_reach_the_terminal_in_messages()
    {
        using RunningTool running = new FlyballTool().Start("run", "-u", ": {}; echo; exec sleep 60", ":::", "\u001b[31m\n");
        await Waiting.Until(() => running.Output.Length > 0, "the job runs");
        running.Signal(RunningTool.User1);
        await Waiting.Until(() => running.Error.Contains("job 1 runs for ", StringComparison.Ordinal), "it was told");
        running.Signal(RunningTool.Quit);
        ToolResult result = await running.Result();
        result.Error.ShouldMatch(@"flyball: job 1 runs for [0-9.]+ s: : '\\x1b\[31m\\n'; echo; exec sleep 60\n");
        result.Error.ShouldNotContain('\u001b');
        FlyballTool unknown = new() { Input = """{"command": ["\u001b[31m", "a"]}"""u8.ToArray() };
        (await unknown.RunAsync("run", "--file", "-")).ShouldExitWith(1).Error.ShouldStartWith("flyball: job 'job-1': cannot start '\\x1b[31m': not found\n");
    }

    [Fact]
    public async Task Events_are_lines_of_json_also_in_a_fifo()
    {
        Requirement.Need("mkfifo");
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path, Through = ["sh", "-c", "mkfifo fifo; cat fifo >got & \"$@\"; status=$?; wait; exit $status", "sh"] };
        (await tool.RunAsync("run", "-j", "1", "--events", "fifo", "printf abc; exit", ":::", "0", "3")).ShouldExitWith(1).Output.ShouldBe("abcabc");
        JsonElement[] events = [.. (await File.ReadAllLinesAsync(folder.File("got"), TestContext.Current.CancellationToken)).Select(line => JsonDocument.Parse(line).RootElement)];
        events.Where(line => line.GetProperty("seq").GetInt32() == 2 && Is(line, "held") == false).Select(line => line.GetProperty("event").GetString()).ShouldBe(["queued", "started", "ended"]);
        JsonElement ended = events.Single(line => Is(line, "ended") && line.GetProperty("id").GetInt32() == 2);
        (ended.GetProperty("status").GetString(), ended.GetProperty("exitCode").GetInt32(), ended.GetProperty("outputBytes").GetInt32(), ended.GetProperty("command").GetString())
            .ShouldBe(("failed", 3, 3, "printf abc; exit 3"));
        static bool Is(JsonElement line, string name) => line.GetProperty("event").GetString() == name;
    }

    [Theory]
    [InlineData("/no/such/folder/file", "cannot write")]
    [InlineData("-", "is not the name of a file")]
    public async Task Events_that_cannot_be_written_are_known_before_anything_starts(string file, string reason)
    {
        ToolResult result = await FlyballTool.Run("run", "--events", file, "echo", ":::", "a");
        result.ShouldExitWith(255).Output.ShouldBeEmpty();
        result.Error.ShouldContain(reason);
    }

    [Fact]
    public async Task Events_that_are_cut_short_are_an_error_in_the_end()
    {
        ToolResult result = await FlyballTool.Run("run", "--events", "/dev/full", "echo", ":::", "a");
        result.ShouldExitWith(255).Output.ShouldBe("a\n");
        result.Error.ShouldContain("error: option '--events': cannot be written: No space left on device\nhint: ");
    }
}
