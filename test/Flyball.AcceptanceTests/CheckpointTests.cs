using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>Going on by what jobs are.</summary>
public sealed class CheckpointTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    FlyballTool Tool => new() { Folder = _folder.Path };

    Task<ToolResult> Run(params string[] words) => Tool.RunAsync(["run", "-j", "1", "--checkpoint", "notes", .. words]);

    [Fact]
    public async Task Lines_may_come_go_and_move()
    {
        (await Run("echo", ":::", "a", "b", "c", "b")).ShouldExitWith(0);
        ToolResult result = await Run("--resume", "echo", ":::", "c", "new", "b", "b", "b", "a");
        result.ShouldExitWith(0).Output.ShouldBe("new\nb\n");
        result.Error.ShouldStartWith("flyball: 2 succeeded, 4 run before in ");
    }

    [Fact]
    public async Task Failed_jobs_are_run_again_on_request()
    {
        await Run("echo {}; test -e {}", ":::", "a", "b");
        _folder.File("a", "");
        (await Run("--resume-failed", "echo {}; test -e {}", ":::", "x", "b", "a")).ShouldExitWith(2).Output.ShouldBe("x\nb\na\n");
        (await Run("--resume-failed", "echo {}; test -e {}", ":::", "x", "b", "a")).ShouldExitWith(2).Output.ShouldBe("x\nb\n");
        (await Run("--resume", "echo {}; test -e {}", ":::", "x", "b", "a")).ShouldExitWith(0).Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_whose_file_has_changed_runs_again()
    {
        string[] words = ["--input-file", "{}", "--input-file", "common", "wc", "-c", ":::", "a", "b"];
        File.SetLastWriteTimeUtc(_folder.File("a", "a"), DateTime.UnixEpoch.AddYears(50));
        File.SetLastWriteTimeUtc(_folder.File("b", "b"), DateTime.UnixEpoch.AddYears(50));
        (await Run(words)).ShouldExitWith(0);
        (await Run(["--resume", .. words])).Output.ShouldBeEmpty();
        // The same size at another time, then another size at the same time.
        File.SetLastWriteTimeUtc(_folder.File("b"), DateTime.UnixEpoch.AddYears(51));
        (await Run(["--resume", .. words])).Output.ShouldBe("1 b\n");
        File.SetLastWriteTimeUtc(_folder.File("a", "aa"), DateTime.UnixEpoch.AddYears(50));
        (await Run(["--resume", .. words])).Output.ShouldBe("2 a\n");
        _folder.File("common", "");
        (await Run(["--resume", .. words])).Output.ShouldBe("2 a\n1 b\n");
    }

    [Fact]
    public async Task A_changed_file_is_seen_whatever_its_name_is_made_of()
    {
        FlyballTool tool = Tool with { Input = [(byte)'x', 0xff, (byte)'\n'], Through = ["sh", "-c", "echo $MADE >\"$(printf 'x\\377')\"; exec \"$@\"", "sh"] };
        FlyballTool Made(string text) => tool with { Environment = new Dictionary<string, string> { ["MADE"] = text } };
        string[] words = ["run", "--checkpoint", "notes", "--resume", "--input-file", "{}", "cat"];
        (await Made("1").RunAsync(words)).Output.ShouldBe("1\n");
        (await Made("12").RunAsync(words)).Output.ShouldBe("12\n");

        // .NET cannot.
        await (Tool with { Through = ["sh", "-c", "rm x*"] }).RunAsync();
    }

    [Fact]
    public async Task A_link_in_a_circle_and_a_value_that_is_not_there_are_no_file()
    {
        File.CreateSymbolicLink(_folder.File("circle"), "circle");
        string[] words = ["--resume", "--input-file", "{1}", "--input-file", "x{2}", "echo", ":::", "circle"];
        (await Run(words)).ShouldExitWith(0).Output.ShouldBe("circle\n");
        (await Run(words)).ShouldExitWith(0).Output.ShouldBeEmpty();
        _folder.File("x", "");
        (await Run(words)).ShouldExitWith(0).Output.ShouldBe("circle\n");
    }

    [Fact]
    public async Task The_folder_and_the_variables_belong_to_what_a_job_is()
    {
        FlyballTool with(string value) => Tool with { Environment = new Dictionary<string, string> { ["NUMBER"] = value } };
        string[] Words(string folder, params string[] more) => ["run", "--checkpoint", "notes", "--resume", "--wd", folder, .. more, "echo", ":::", "a"];
        (await with("1").RunAsync(Words("x"))).Output.ShouldBe("a\n");
        (await with("2").RunAsync(Words("x"))).Output.ShouldBeEmpty();
        (await with("2").RunAsync(Words("y"))).Output.ShouldBe("a\n");
        (await with("1").RunAsync(Words("x", "--env", "NUMBER"))).Output.ShouldBe("a\n");
        (await with("1").RunAsync(Words("x", "--env", "NUMBER"))).Output.ShouldBeEmpty();
        (await with("2").RunAsync(Words("x", "--env", "NUMBER"))).Output.ShouldBe("a\n");
    }

    [Fact]
    public async Task A_dry_run_prints_what_would_be_run_and_leaves_the_notes_as_they_are()
    {
        await Run("echo {}; exit {}", ":::", "0", "3");
        string notes = await File.ReadAllTextAsync(_folder.File("notes"), TestContext.Current.CancellationToken);
        (await Run("--dry-run", "--resume", "echo {}; exit {}", ":::", "4", "3", "0")).ShouldExitWith(0).Output.ShouldBe("echo 4; exit 4\n");
        (await Run("--dry-run", "--resume-failed", "echo {}; exit {}", ":::", "4", "3", "0")).ShouldExitWith(0).Output.ShouldBe("echo 4; exit 4\necho 3; exit 3\n");
        (await File.ReadAllTextAsync(_folder.File("notes"), TestContext.Current.CancellationToken)).ShouldBe(notes);
    }

    [Fact]
    public async Task Only_the_owner_reads_it()
    {
        await Run("echo", ":::", "secret");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(_folder.File("notes")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task One_run_at_a_time_has_it()
    {
        using RunningTool other = Tool.Start("run", "--checkpoint", "notes", "touch begun; while [ ! -e go ]; do sleep 0.02; done; echo", ":::", "a");
        await Waiting.Until(() => File.Exists(_folder.File("begun")), "the other run has begun");
        (await Run("--resume", "echo", ":::", "b")).ShouldExitWith(255).Error.ShouldBe("error: option '--checkpoint': 'notes' is in use by another flyball\nhint: wait for the other run to end, or give each run a file of its own\n");
        _folder.File("go", "");
        (await other.Result()).ShouldExitWith(0);
        (await Run("--resume", "echo", ":::", "b")).ShouldExitWith(0);
    }

    [Theory]
    [InlineData("/dev/full", "is no regular file")]
    [InlineData("/", "is a directory")]
    public async Task What_is_no_file_keeps_no_notes(string path, string problem) =>
        (await FlyballTool.Run("run", "--checkpoint", path, "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldStartWith($"error: option '--checkpoint': '{path}' {problem}\nhint: ");

    [Theory]
    [InlineData("mkfifo notes")]
    [InlineData("ln -s /dev/zero notes")]
    public async Task A_pipe_or_a_device_by_another_name_keeps_none_either(string made)
    {
        FlyballTool tool = Tool with { Through = ["sh", "-c", $"{made}; exec \"$@\"", "sh"] };
        (await tool.RunAsync("run", "--checkpoint", "notes", "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldStartWith("error: option '--checkpoint': 'notes' is no regular file\nhint: ");
        (await Tool.RunAsync("run", "--checkpoint", "notes", "--resume", "--dry-run", "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldStartWith("error: option '--checkpoint': 'notes' is no regular file\nhint: ");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told() =>
        (await Tool.RunAsync("run", "--checkpoint", "none/notes", "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldStartWith("error: option '--checkpoint': cannot use 'none/notes': there is no such folder\nhint: ");

    [Fact]
    public async Task What_earlier_runs_noted_is_not_thrown_away()
    {
        await Run("echo", ":::", "a");
        (await Run("echo", ":::", "a")).ShouldExitWith(255).Error.ShouldStartWith("error: option '--checkpoint': 'notes' notes jobs of an earlier run\nhint: add --resume ");
    }

    [Fact]
    public async Task A_last_line_that_was_cut_off_is_removed_and_its_job_runs_again()
    {
        await Run("echo", ":::", "a", "b");
        string notes = await File.ReadAllTextAsync(_folder.File("notes"), TestContext.Current.CancellationToken);
        _folder.File("notes", notes[..^3]);
        ToolResult result = await Run("--resume", "echo", ":::", "a", "b");
        result.ShouldExitWith(0).Output.ShouldBe("b\n");
        result.Error.ShouldStartWith("flyball: the last line of 'notes' was cut off; it is removed, and its job runs again\n");
        (await Run("--resume", "echo", ":::", "a", "b")).ShouldExitWith(0).Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"format\":\"fly")]
    public async Task A_file_without_a_record_is_begun(string content)
    {
        _folder.File("notes", content);
        (await Run("--resume", "echo", ":::", "a")).ShouldExitWith(0);
        (await Run("--resume", "echo", ":::", "a")).ShouldExitWith(0).Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{\"format\":\"flyball checkpoint\",\"version\":1}\n{\"id\":1}\n{\"id\":\"0123456789abcdef0123456789abcdef\",\"status\":\"failed\"}\n", "'notes' is damaged: line 2 is not the record of a job")]
    [InlineData("{\"format\":\"flyball checkpoint\",\"version\":2}\n", "'notes' was written by a newer flyball, in version 2 of its format")]
    [InlineData("my shopping list\n", "'notes' is something else than a checkpoint")]
    [InlineData("my shopping list", "'notes' is something else than a checkpoint")]
    public async Task A_file_that_cannot_be_gone_on_from_is_left_alone_and_nothing_is_started(string content, string problem)
    {
        _folder.File("notes", content);
        (await Run("--resume", "touch", ":::", "started")).ShouldExitWith(255).Error.ShouldMatch($"^error: option '--checkpoint': {problem}\nhint: [^\n]+\n$");
        (File.Exists(_folder.File("started")), await File.ReadAllTextAsync(_folder.File("notes"), TestContext.Current.CancellationToken)).ShouldBe((false, content));
    }

    [Fact]
    public async Task A_file_that_may_not_get_larger_ends_the_notes_with_an_error_and_is_gone_on_from()
    {
        // What .NET makes to write its machine code is a file, too, unless it is told not to.
        FlyballTool small = Tool with { Through = [Requirement.Program("bash"), "-c", "ulimit -f 1; exec \"$@\"", "bash"], Environment = new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" } };
        string[] words = ["run", "-j", "1", "--checkpoint", "notes", "--resume", "echo {} >>runs", ":::", .. Enumerable.Range(1, 50).Select(number => $"{number}")];
        (await small.RunAsync(words)).ShouldExitWith(255).Error.ShouldContain("error: option '--checkpoint': cannot be written: File too large\nhint: ");
        (await Tool.RunAsync(words)).ShouldExitWith(0);
        File.ReadLines(_folder.File("runs")).Distinct().Count().ShouldBe(50);
    }

    [Fact]
    public async Task A_log_beside_it_is_only_written()
    {
        await Run("--joblog", "log", "echo", ":::", "a", "b");
        (await Run("--joblog", "log", "--resume", "echo", ":::", "new", "a", "b")).ShouldExitWith(0).Output.ShouldBe("new\n");
        JobLogFile.Read(_folder.File("log")).Select(line => (line.Seq, line.Command)).ShouldBe([(1, "echo a"), (2, "echo b"), (1, "echo new")]);
    }

    public void Dispose() => _folder.Dispose();
}
