using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>Going on from GNU parallel's log.</summary>
public sealed class ResumeTests : IDisposable
{
    const string Command = "echo {}; exit {}";

    readonly TemporaryFolder _folder = new();

    FlyballTool Tool => new() { Folder = _folder.Path };

    /// <summary>GNU parallel in the same folder, with its own files there too.</summary>
    FlyballTool Parallel => new() { Folder = _folder.Path, Through = ["sh", "-c", "shift 2; SHELL=/bin/sh PARALLEL_HOME=. exec parallel --will-cite \"$@\"", "sh"] };

    (long, int)[] Logged => [.. JobLogFile.Read(_folder.File("log")).Select(line => (line.Seq, line.Exit))];

    Task<ToolResult> Run(params string[] words) => Tool.RunAsync(["run", "-j", "1", "--joblog", "log", .. words]);

    [Theory]
    [InlineData("--joblog")]
    [InlineData("--checkpoint")]
    [InlineData("--results")]
    public async Task A_job_that_had_attempts_left_when_the_run_was_stopped_is_run_again(string record)
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        string[] words = ["run", "--retries", "2", record, "record"];
        using (RunningTool stopped = tool.Start([.. words, "--retry-delay", "1h", "--events", "events", "test -e mended #", ":::", "a"]))
        {
            await Waiting.Until(() => File.Exists(folder.File("events")) && File.ReadAllText(folder.File("events")).Contains("\"event\":\"retrying\""), "the job waits for its second attempt");
            stopped.Signal(RunningTool.Interrupt);
            (await stopped.Result()).ShouldExitWith(130);
        }

        folder.File("mended", "");
        (await tool.RunAsync([.. words, "--resume", "test -e mended #", ":::", "a"])).ShouldExitWith(0).Error.ShouldContain("1 succeeded");
    }

    [Fact]
    public async Task Resume_leaves_out_what_ended_however_it_did()
    {
        (await Run(Command, ":::", "0", "3")).ShouldExitWith(1);
        ToolResult result = await Run("--resume", Command, ":::", "0", "3", "4", "0");
        result.ShouldExitWith(1).Output.ShouldBe("4\n0\n");
        result.Error.ShouldStartWith("flyball: 1 succeeded, 1 failed, 2 run before in ");
        Logged.ShouldBe([(1, 0), (2, 3), (3, 4), (4, 0)]);
        (await Run("--resume", Command, ":::", "0", "3", "4", "0")).ShouldExitWith(0).Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Resume_failed_runs_failures_again_with_the_command_of_now()
    {
        await Run(Command, ":::", "0", "3", "4");
        (await Run("--resume-failed", "echo again {}", ":::", "0", "3", "4", "5")).ShouldExitWith(0).Output.ShouldBe("again 3\nagain 4\nagain 5\n");
        Logged.ShouldBe([(1, 0), (2, 3), (3, 4), (2, 0), (3, 0), (4, 0)]);
    }

    [Fact]
    public async Task Retry_failed_takes_the_commands_from_the_log_and_keeps_their_numbers()
    {
        string fails = "echo 'a  b'\necho $HOME; test -e go";
        (await Run(":::", "true", fails, "exit 3")).ShouldExitWith(2);
        _folder.File("go", "");
        ToolResult result = await Run("--retry-failed", "this is ignored", ":::", "and", "this");
        result.ShouldExitWith(1).Output.ShouldBe($"a  b\n{Environment.GetEnvironmentVariable("HOME")}\n");
        Logged.ShouldBe([(1, 0), (2, 1), (3, 3), (2, 0), (3, 3)]);
        (await Run("--retry-failed")).ShouldExitWith(1).Error.ShouldContain("0 succeeded, 1 failed");
    }

    [Fact]
    public async Task A_log_that_is_not_there_is_begun() => (await Run("--resume", "echo", ":::", "a")).ShouldExitWith(0).Output.ShouldBe("a\n");

    [Theory]
    [InlineData("mkfifo log", "cannot go on from 'log': it is no regular file")]
    [InlineData("ln -s /dev/zero log", "cannot go on from 'log': it is no regular file")]
    [InlineData("truncate -s 3G log", "cannot read 'log': line 1 is longer than 64 MiB")]
    public async Task What_is_no_log_is_not_read_for_ever(string made, string problem)
    {
        FlyballTool tool = Tool with { Through = ["sh", "-c", $"{made}; exec \"$@\"", "sh"] };
        (await tool.RunAsync("run", "--joblog", "log", "--resume", "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldStartWith($"error: option '--joblog': {problem}\nhint: ");
        (await Run("--retry-failed")).ShouldExitWith(255).Error.ShouldStartWith($"error: option '--joblog': {problem}\nhint: ");
    }

    [Fact]
    public async Task There_is_nothing_to_retry_without_a_log()
    {
        (await Run("--retry-failed", "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldStartWith("error: option '--joblog': cannot read 'log': there is no such file\nhint: ");
        File.Exists(_folder.File("log")).ShouldBeFalse();
        Directory.CreateDirectory(_folder.File("log"));
        (await Run("--retry-failed")).ShouldExitWith(255).Error.ShouldStartWith("error: option '--joblog': cannot read 'log': it is a directory\n");
    }

    [Theory]
    [InlineData("--resume", "echo 4; exit 4\n")]
    [InlineData("--resume-failed", "echo 3; exit 3\necho 4; exit 4\n")]
    [InlineData("--retry-failed", "echo 3; exit 3\n")]
    public async Task A_dry_run_prints_what_would_be_run_and_leaves_the_log_as_it_is(string option, string commands)
    {
        await Run(Command, ":::", "0", "3");
        await File.AppendAllTextAsync(_folder.File("log"), "cut", TestContext.Current.CancellationToken);
        string log = await File.ReadAllTextAsync(_folder.File("log"), TestContext.Current.CancellationToken);
        (await Run("--dry-run", option, Command, ":::", "0", "3", "4")).ShouldExitWith(0).Output.ShouldBe(commands);
        (await File.ReadAllTextAsync(_folder.File("log"), TestContext.Current.CancellationToken)).ShouldBe(log);
    }

    [Fact]
    public async Task One_run_at_a_time_goes_on_from_a_log_and_others_may_only_append_to_it()
    {
        using RunningTool other = Tool.Start("run", "--joblog", "log", "touch begun; while [ ! -e go ]; do sleep 0.02; done; echo", ":::", "a");
        await Waiting.Until(() => File.Exists(_folder.File("begun")), "the other run has begun");
        foreach (string[] words in (string[][])[["--resume"], ["--joblog", "log"]])
            (await Run([.. words, "touch", ":::", "started"])).ShouldExitWith(255).Error.ShouldBe("error: option '--joblog': 'log' is in use by another flyball\nhint: wait for the other run to end, or give each run a file of its own\n");
        (await Tool.RunAsync("run", "--joblog", "+log", "echo", ":::", "b")).ShouldExitWith(0);
        _folder.File("go", "");
        (await other.Result()).ShouldExitWith(0);
        File.Exists(_folder.File("started")).ShouldBeFalse();
        Logged.ShouldBe([(1, 0), (1, 0)]);
    }

    [Theory]
    [InlineData("--events", "file", "{\"event\":")]
    [InlineData("--record", "file", "{")]
    [InlineData("--results", "file.csv", "Seq,")]
    public async Task One_run_at_a_time_writes_a_file_and_the_next_one_begins_it_anew(string option, string file, string begin)
    {
        string[] words = ["run", option, file];
        using RunningTool other = Tool.Start([.. words, "touch begun; while [ ! -e go ]; do sleep 0.02; done; echo", ":::", "a"]);
        await Waiting.Until(() => File.Exists(_folder.File("begun")), "the other run has begun");
        (await Tool.RunAsync([.. words, "touch", ":::", "started"])).ShouldExitWith(255).Error.ShouldBe($"error: option '{option}': '{file}' is in use by another flyball\nhint: wait for the other run to end, or give each run a file of its own\n");
        _folder.File("go", "");
        (await other.Result()).ShouldExitWith(0);
        File.Exists(_folder.File("started")).ShouldBeFalse();
        string first = await File.ReadAllTextAsync(_folder.File(file), TestContext.Current.CancellationToken);
        first.ShouldStartWith(begin);
        (await Tool.RunAsync([.. words, "true", ":::", "a"])).ShouldExitWith(0);
        string second = await File.ReadAllTextAsync(_folder.File(file), TestContext.Current.CancellationToken);
        second.ShouldStartWith(begin);
        second.ShouldNotContain("touch begun");
    }

    [Fact]
    public async Task A_file_without_a_whole_line_is_no_log_unless_it_begins_like_one()
    {
        _folder.File("log", "my shopping list");
        (await Run("--resume", "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldStartWith("error: option '--joblog': line 1 of 'log' is not the header of such a log\n");
        _folder.File("log", JobLogFile.Header[..5]);
        (await Run("--resume", "echo", ":::", "a")).ShouldExitWith(0);
        Logged.ShouldBe([(1, 0)]);
    }

    [Fact]
    public async Task A_command_that_differs_from_the_logged_one_is_told_once()
    {
        await Run("echo", ":::", "a", "b", "c");
        ToolResult result = await Run("--resume", "echo", ":::", "a", "new", "b", "c");
        result.ShouldExitWith(0).Output.ShouldBe("c\n");
        result.Error.ShouldMatch("^warning: job 2 had another command in the log than now, which is: echo new; [^\n]*\nflyball: ");
    }

    [Fact]
    public async Task A_last_line_that_was_cut_off_is_removed_and_its_job_runs_again()
    {
        await Run("echo", ":::", "a", "b");
        string log = await File.ReadAllTextAsync(_folder.File("log"), TestContext.Current.CancellationToken);
        _folder.File("log", log[..^3]);
        ToolResult result = await Run("--resume", "echo", ":::", "a", "b");
        result.ShouldExitWith(0).Output.ShouldBe("b\n");
        result.Error.ShouldStartWith("flyball: the last line of 'log' was cut off; it is removed, and its job runs again\n");
        Logged.ShouldBe([(1, 0), (2, 0)]);
    }

    [Theory]
    [InlineData("nonsense\n", 1)]
    [InlineData(JobLogFile.Header + "\nnonsense\n", 2)]
    [InlineData(JobLogFile.Header + "\n1\t:\t0\t0\t0\t0\t0\t0\techo\n\n", 3)]
    public async Task A_damaged_line_is_named_and_nothing_is_started(string log, int line)
    {
        _folder.File("log", log);
        (await Run("--resume", "touch", ":::", "started")).ShouldExitWith(255).Error.ShouldMatch($"^error: option '--joblog': line {line} of 'log' is not [^\n]*\nhint: [^\n]*\n$");
        (File.Exists(_folder.File("started")), await File.ReadAllTextAsync(_folder.File("log"), TestContext.Current.CancellationToken)).ShouldBe((false, log));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Parallel_and_we_go_on_from_each_others_logs(bool oursIsFirst)
    {
        Requirement.Need("parallel");
        string[] words = ["-j", "1", "--joblog", "log"], input = [Command, ":::", "0", "3", "0", "5"];
        (FlyballTool first, FlyballTool second) = oursIsFirst ? (Tool, Parallel) : (Parallel, Tool);
        (await first.RunAsync(["run", .. words, .. input[..^2]])).ShouldExitWith(1);
        (await second.RunAsync(["run", .. words, "--resume", .. input])).ShouldExitWith(1).Output.ShouldBe("0\n5\n");
        (await first.RunAsync(["run", .. words, "--resume-failed", .. input])).ShouldExitWith(2).Output.ShouldBe("3\n5\n");
        (await second.RunAsync(["run", .. words, "--retry-failed"])).ShouldExitWith(2).Output.ShouldBe("3\n5\n");
        Logged.ShouldBe([(1, 0), (2, 3), (3, 0), (4, 5), (2, 3), (4, 5), (2, 3), (4, 5)]);
    }

    public void Dispose() => _folder.Dispose();
}
