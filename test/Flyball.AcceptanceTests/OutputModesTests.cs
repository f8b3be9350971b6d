using System.Text;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>When and in what order the output of jobs appears.</summary>
[Collection(nameof(LoadsTheMachine))]
public sealed class OutputModesTests
{
    [Fact]
    public async Task A_dry_run_shows_tags_as_a_run_does()
    {
        string[] words = ["--plus", "-k", "--tagstring", "{##} {0#}", "echo", ":::", .. Enumerable.Range(1, 10).Select(number => $"{number}")];
        string[] tags = (await FlyballTool.Run(["run", .. words])).ShouldExitWith(0).Lines;
        tags[0].ShouldBe("10 01\t1");
        (await FlyballTool.Run(["run", "--dry-run", .. words])).ShouldExitWith(0).Lines.Select(line => line.Replace("echo ", "")).ShouldBe(tags);
    }

    [Fact]
    public async Task Two_thousand_jobs_behind_a_slow_one_need_neither_its_end_nor_many_descriptors()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path, Through = [Requirement.Program("bash"), "-c", "ulimit -n 256; exec \"$@\"", "bash"] };

        // Each of the others writes more than is kept in memory; the first one waits for the last.
        const string command = "[ {} = 1 ] && while [ ! -e last ]; do sleep 0.02; done; [ {} = 2001 ] && touch last; echo {}; seq 8000";
        ToolResult result = await tool.RunAsync(["run", "-j", "8", "-k", command, ":::", .. Enumerable.Range(1, 2001).Select(number => $"{number}")]);
        string[] lines = result.ShouldExitWith(0).Lines;
        lines.Length.ShouldBe(2001 * 8001);
        lines.Where((_, index) => index % 8001 == 0).ShouldBe(Enumerable.Range(1, 2001).Select(number => $"{number}"));
    }

    [Fact]
    public async Task Both_streams_keep_the_order_of_the_input()
    {
        ToolResult result = await FlyballTool.Run("run", "-j", "3", "-k", "sleep 0.{}; echo out {}; echo err {} >&2", ":::", "4", "2", "0");
        result.ShouldExitWith(0).Lines.ShouldBe(["out 4", "out 2", "out 0"]);
        result.Error.Split('\n')[..3].ShouldBe(["err 4", "err 2", "err 0"]);
    }

    [Fact]
    public async Task Jobs_that_cannot_be_started_or_are_killed_hold_up_nobody_and_lose_no_output()
    {
        ToolResult result = await FlyballTool.Run("run", "-j", "4", "-k", ":::", "echo one; sleep 0.3; kill -9 $$", "/no/such/program", "echo three; exit 3", "echo four");
        result.ShouldExitWith(3).Lines.ShouldBe(["one", "three", "four"]);
    }

    [Fact]
    public async Task Output_of_jobs_that_are_ended_is_printed_in_order()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        using RunningTool running = tool.Start("run", "-j", "3", "--cores", "0", "--memory", "1M", "-k", "echo {}; touch began-{}; [ {} = 2 ] || sleep 60", ":::", "1", "2", "3", "4");
        await Waiting.Until(() => Directory.GetFiles(folder.Path, "began-*").Length == 4, "all four have begun, the fourth in the place of the second");
        running.Signal(RunningTool.Quit);
        ToolResult result = await running.Result();
        result.ShouldExitWith(131).Lines.ShouldBe(["1", "2", "3", "4"]);
    }

    [Fact]
    public async Task Lines_of_several_jobs_mix_but_are_whole()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };

        // Each writes a half when the other has written one.
        const string command = "printf 'first half, '; touch half-{}; while [ ! -e half-1 ] || [ ! -e half-2 ]; do sleep 0.02; done; sleep 0.1; echo second half of {}; while [ ! -e go ]; do sleep 0.02; done; printf 'unfinished {}'";
        using RunningTool running = tool.Start("run", "-j", "2", "--cores", "0", "--memory", "1M", "--line-buffer", command, ":::", "1", "2");
        await Waiting.Until(() => running.Output.Count(character => character == '\n') == 2, "both lines are there while the jobs run");
        running.Output.Split('\n')[..^1].ShouldBe(["first half, second half of 1", "first half, second half of 2"], ignoreOrder: true);
        running.Output.ShouldEndWith("\n");
        folder.File("go", "");
        (await running.Result()).ShouldExitWith(0).Output.Split('\n')[^1].ShouldBeOneOf("unfinished 1unfinished 2", "unfinished 2unfinished 1");
    }

    [Fact]
    public async Task Of_lines_in_order_those_of_the_foremost_job_are_live_and_later_ones_wait()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        const string command = "echo {} one; touch began-{}; while [ ! -e go-{} ]; do sleep 0.02; done; echo {} two";
        using RunningTool running = tool.Start("run", "-j", "3", "--cores", "0", "--memory", "1M", "-k", "--lb", command, ":::", "a", "b", "c");
        await Waiting.Until(() => running.Output == "a one\n" && File.Exists(folder.File("began-c")), "the first line of the first job");
        folder.File("go-c", "");
        folder.File("go-a", "");
        await Waiting.Until(() => running.Output == "a one\na two\nb one\n", "the next one is live when the first has ended");
        folder.File("go-b", "");
        (await running.Result()).ShouldExitWith(0).Output.ShouldBe("a one\na two\nb one\nb two\nc one\nc two\n");
    }

    [Fact]
    public async Task A_hundred_thousand_lines_keep_their_order()
    {
        string[] lines = [.. Enumerable.Range(1, 100_000).Select(number => $"{number}")];
        FlyballTool tool = new() { Input = Encoding.ASCII.GetBytes(string.Join('\n', lines)) };
        ToolResult result = await tool.RunAsync("run", "-j", "8", "-k", "-n", "100", "case {#} in *7) sleep 0.05;; esac; printf '%s\\n' {}");
        result.ShouldExitWith(0).Lines.SequenceEqual(lines).ShouldBeTrue("all lines are there, in order");
    }

    [Fact]
    public async Task A_full_disk_loses_nothing_in_silence()
    {
        FlyballTool tool = new() { Through = ["sh", "-c", "\"$@\" >/dev/full", "sh"] };
        ToolResult result = await tool.RunAsync("run", "-k", "echo", ":::", "a", "b");
        result.ShouldExitWith(255).Error.ShouldContain("error: the output of jobs could not be printed: No space left on device\nhint: ");
    }

    [Fact]
    public async Task Outputs_that_wait_are_printed_also_when_the_input_fails_in_the_middle()
    {
        FlyballTool tool = new() { Input = "0.3\n0\n\0\n"u8.ToArray() };
        ToolResult result = await tool.RunAsync("run", "-j", "2", "-k", "sleep {}; echo {}");
        result.ShouldExitWith(255).Lines.ShouldBe(["0.3", "0"]);
        result.Error.ShouldStartWith("error: ");
    }

    [Theory]
    [InlineData("--group")]
    [InlineData("--line-buffer")]
    [InlineData("--keep-order")]
    public async Task Tags_stand_before_each_line_of_both_streams(string mode)
    {
        ToolResult result = await FlyballTool.Run("run", "-j", "1", mode, "--tag", "echo {1}; echo; printf end; echo e{2} >&2", ":::", "a b", ":::", "c", "");
        result.ShouldExitWith(0).Output.ShouldBe("a b c\ta b\na b c\t\na b c\tenda b \ta b\na b \t\na b \tend");
        result.Error.ShouldStartWith("a b c\tec\na b \te\n");
    }

    [Fact]
    public async Task A_tag_of_ones_own_may_hold_values_and_tabs() =>
        (await FlyballTool.Run("run", "-k", "--tag", "--tagstring", @"{#}\t[{2}]", "echo", ":::", "a", "b", ":::", "c")).ShouldExitWith(0).Output.ShouldBe("1\t[c]\ta c\n2\t[c]\tb c\n");

    [Theory]
    [InlineData("--ungroup", "--group", "err a", "out a")]
    [InlineData("--group", "--ungroup", "out a", "err a")]
    public async Task The_last_of_the_modes_counts(string first, string last, params string[] lines)
    {
        // On one pipe a group has standard output first.
        FlyballTool tool = new() { Through = ["sh", "-c", "\"$@\" 2>&1 | head -n 2", "sh"] };
        string command = lines[0] == "err a" ? "echo err {} ; echo out {} >&2" : "echo out {}; echo err {} >&2";
        (await tool.RunAsync("run", first, last, command, ":::", "a")).Lines.ShouldBe(lines);
    }

    [Fact]
    public async Task Commands_are_shown_before_their_output_and_with_their_tag()
    {
        (await FlyballTool.Run("run", "-k", "-v", "--tag", "echo", "{}", ":::", "a b", "c")).ShouldExitWith(0).Output.ShouldBe("a b\techo 'a b'\na b\ta b\nc\techo c\nc\tc\n");
        (await FlyballTool.Run("run", "-k", "-v", ":::", "true", "exit 1")).ShouldExitWith(1).Output.ShouldBe("true\nexit 1\n");
        (await FlyballTool.Run("run", "-j", "1", "-u", "-v", "echo", ":::", "a")).ShouldExitWith(0).Output.ShouldBe("echo a\na\n");
    }

    [Fact]
    public async Task A_command_of_several_lines_is_shown_without_an_empty_one()
    {
        FlyballTool tool = new() { Input = """{"command": "echo a\necho b\n"}"""u8.ToArray() };
        (await tool.RunAsync("run", "-v", "--file", "-")).ShouldExitWith(0).Output.ShouldBe("echo a\necho b\na\nb\n");
        (await tool.RunAsync("run", "--dry-run", "--file", "-")).ShouldExitWith(0).Output.ShouldBe("echo a\necho b\n");
        (await tool.RunAsync("run", "-t", "--quiet", "--file", "-")).ShouldExitWith(0).Error.ShouldBe("echo a\\necho b\n");
    }

    [Fact]
    public async Task Control_characters_of_commands_do_not_reach_standard_error() =>
        (await FlyballTool.Run("run", "-t", "--quiet", "echo", ":::", "\u001b[31m")).ShouldExitWith(0).Error.ShouldBe("echo '\\x1b[31m'\n");

    [Fact]
    public async Task Commands_are_told_on_standard_error_when_they_start() =>
        (await FlyballTool.Run("run", "-j", "1", "-t", "--quiet", "echo", ":::", "a b", "c")).ShouldExitWith(0).Error.ShouldBe("echo 'a b'\necho c\n");

    [Fact]
    public async Task A_dry_run_prints_the_commands_as_they_would_be_run_and_runs_nothing()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        ToolResult result = await tool.RunAsync("run", "--dry-run", "--tag", "--joblog", "log", "--results", "out", "touch {}; exit 1", ":::", "a b", "it's");
        result.ShouldExitWith(0).Error.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
        result.Output.ShouldBe("a b\ttouch 'a b'; exit 1\nit's\ttouch 'it'\"'\"'s'; exit 1\n");
    }

    [Fact]
    public async Task A_dry_run_tells_what_was_asked_for_as_the_run_does()
    {
        string[] words = ["--cores", "2", "--memory", "300M", "echo {cores} {memory}", ":::", "a"];
        (await FlyballTool.Run(["run", "--dry-run", .. words])).ShouldExitWith(0).Output.ShouldBe("echo 2 300\n");
        (await FlyballTool.Run(["run", .. words])).ShouldExitWith(0).Output.ShouldBe("2 300\n");
    }

    [Theory]
    [InlineData("--line-buffer")]
    [InlineData("--group")]
    public async Task Of_a_job_that_is_tried_again_the_last_attempt_is_shown_whole(string mode)
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };

        // What the first attempt wrote is longer than all that the second one writes, and is read before that begins.
        const string command = "[ -e again ] && { echo RESULT; exit 0; }; echo a first attempt; sleep 0.3; touch again; exit 1";
        ToolResult result = await tool.RunAsync("run", "--retries", "2", mode, command, ":::", "a");
        string[] lines = result.ShouldExitWith(0).Lines;
        lines[^1].ShouldBe("RESULT");
        lines[..^1].ShouldAllBe(line => line == "a first attempt");
        if (mode == "--group") lines.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Attempts_that_are_not_shown_leave_no_file_open()
    {
        FlyballTool tool = new() { Through = [Requirement.Program("bash"), "-c", "ulimit -n 256; exec \"$@\"", "bash"] };
        ToolResult result = await tool.RunAsync("run", "--retries", "400", "head -c 200000 /dev/zero; exit 1", ":::", "a");
        result.ShouldExitWith(1).OutputBytes.Length.ShouldBe(200_000);
        result.Error.ShouldMatch("^flyball: 0 succeeded, 1 failed in ");
    }

    [Fact]
    public async Task What_failed_and_is_not_tried_again_as_the_run_was_stopped_is_shown()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        using RunningTool running = tool.Start("run", "-j", "1", "--retries", "2", "--events", "events", ":::", "echo why; touch begun; while [ ! -e go ]; do sleep 0.02; done; exit 3", "echo other");
        await Waiting.Until(() => File.Exists(folder.File("begun")) && folder.Count("events", "\"queued\"") == 2, "the job has begun and the other waits");
        running.Signal(RunningTool.HangUp);
        await Waiting.Until(() => folder.Count("events", "\"cancelled\"") == 1, "the other is dropped");
        folder.File("go", "");
        (await running.Result()).ShouldExitWith(129).Output.ShouldBe("why\n");
    }
}
