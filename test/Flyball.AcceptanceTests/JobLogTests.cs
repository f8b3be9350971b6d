using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

public sealed class JobLogTests
{
    static readonly string[] s_commands = ["printf 12345", "exit 3", "kill -9 $$", "sleep 0.3"];

    [Fact]
    public async Task Each_job_is_a_line_in_the_format_of_parallel()
    {
        using TemporaryFolder folder = new();
        double before = Now();
        (await FlyballTool.Run(["run", "--joblog", folder.File("log"), ":::", .. s_commands])).ShouldExitWith(2);

        (await File.ReadAllLinesAsync(folder.File("log"), TestContext.Current.CancellationToken))[0].ShouldBe(JobLogFile.Header);
        JobLogLine[] lines = [.. JobLogFile.Read(folder.File("log")).OrderBy(line => line.Seq)];
        lines.Select(line => (line.Seq, line.Host, line.Send, line.Receive, line.Exit, line.Signal, line.Command)).ShouldBe([
            (1, ":", 0, 5, 0, 0, s_commands[0]),
            (2, ":", 0, 0, 3, 0, s_commands[1]),
            (3, ":", 0, 0, 0, 9, s_commands[2]),
            (4, ":", 0, 0, 0, 0, s_commands[3]),
        ]);
        double after = Now();
        foreach (JobLogLine line in lines)
        {
            line.Start.ShouldBeInRange(before - 0.001, after);
            (line.Start + line.Runtime).ShouldBeInRange(before, after + 0.001);
        }

        lines[3].Runtime.ShouldBeGreaterThanOrEqualTo(0.3);
    }

    [Fact]
    public async Task A_log_beyond_the_limit_of_files_is_an_error_as_on_a_full_disk()
    {
        using TemporaryFolder folder = new();
        Requirement.Need("prlimit");
        (await new FlyballTool { Folder = folder.Path }.RunAsync(["run", "--joblog", "log", "-j1", "prlimit --fsize=1024 --pid $PPID #", ":::", .. Enumerable.Range(0, 30).Select(number => $"{number}")]))
            .ShouldExitWith(255).Error.ShouldContain("error: option '--joblog': cannot be written: File too large\n");
    }

    [Fact]
    public async Task A_plus_sign_appends()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        await tool.RunAsync("run", "--joblog", "+log", "echo", ":::", "a");
        await tool.RunAsync("run", "--joblog", "+log", "echo", ":::", "b");
        string[] lines = await File.ReadAllLinesAsync(folder.File("log"), TestContext.Current.CancellationToken);
        lines[0].ShouldBe(JobLogFile.Header);
        lines[1..].Select(line => JobLogLine.Parse(line).Command).ShouldBe(["echo a", "echo b"]);

        await tool.RunAsync("run", "--joblog", "log", "echo", ":::", "c");
        JobLogFile.Read(folder.File("log")).Select(line => line.Command).ShouldBe(["echo c"]);
    }

    [Fact]
    public async Task A_line_that_was_cut_off_is_removed_where_a_log_is_appended_to_so_that_one_can_go_on_from_it()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        await tool.RunAsync("run", "-j1", "--joblog", "log", "echo", ":::", "a", "b");
        string log = await File.ReadAllTextAsync(folder.File("log"), TestContext.Current.CancellationToken);
        folder.File("log", log[..^12]);
        (await tool.RunAsync("run", "--joblog", "+log", "echo", ":::", "c")).ShouldExitWith(0).Error.ShouldStartWith("flyball: the last line of 'log' was cut off; it is removed\n");
        JobLogFile.Read(folder.File("log")).Select(line => line.Command).ShouldBe(["echo a", "echo c"]);
        (await tool.RunAsync("run", "--joblog", "log", "--resume", "echo", ":::", "c", "d")).ShouldExitWith(0).Output.ShouldBe("d\n");
    }

    [Theory]
    [InlineData("my shopping list", "my shopping list\n1\t")]
    [InlineData("Seq\tHo", JobLogFile.Header + "\n1\t")]
    public async Task What_is_no_log_is_not_cut(string content, string begin)
    {
        using TemporaryFolder folder = new();
        folder.File("log", content);
        (await new FlyballTool { Folder = folder.Path }.RunAsync("run", "--joblog", "+log", "echo", ":::", "a")).ShouldExitWith(0);
        (await File.ReadAllTextAsync(folder.File("log"), TestContext.Current.CancellationToken)).ShouldStartWith(begin);
    }

    [Fact]
    public async Task A_record_that_cannot_be_written_is_told_at_once_and_the_other_one_is_written_on()
    {
        Requirement.Need("prlimit");
        using TemporaryFolder folder = new();
        folder.File("log", JobLogFile.Header + "\n" + string.Concat(Enumerable.Repeat("1\t:\t0.000\t0.000\t0\t0\t0\t0\ttrue\n", 200)));
        FlyballTool tool = new() { Folder = folder.Path };
        string[] words = ["run", "--joblog", "+log", "--checkpoint", "notes", "--resume", "-j1"];
        const string Command = "prlimit --fsize=4096 --pid $PPID; [ {} != 3 ] || until [ -e go ]; do sleep 0.02; done #";
        using RunningTool running = tool.Start([.. words, Command, ":::", "1", "2", "3", "4"]);
        await Waiting.Until(() => running.Error.Contains("warning: option '--joblog': cannot be written: File too large; it ends here, the run goes on\n", StringComparison.Ordinal), "the warning is there while a job runs");
        folder.File("go", "");
        (await running.Result()).ShouldExitWith(255).Error.ShouldContain("error: option '--joblog': cannot be written: File too large\n");
        File.Delete(folder.File("log"));
        (await tool.RunAsync([.. words, Command, ":::", "1", "2", "3", "4"])).ShouldExitWith(0).Error.ShouldStartWith("flyball: 0 succeeded, 4 run before in ");
    }

    [Theory]
    [InlineData("--checkpoint")]
    [InlineData("--events")]
    public async Task What_else_is_kept_and_cannot_be_written_is_told_in_the_same_way(string option)
    {
        Requirement.Need("prlimit");
        using TemporaryFolder folder = new();
        ToolResult result = await new FlyballTool { Folder = folder.Path }.RunAsync(["run", option, "kept", "-j1", "prlimit --fsize=1024 --pid $PPID; echo", ":::", .. Enumerable.Range(10, 30).Select(number => $"{number}")]);
        result.ShouldExitWith(255).Lines.Length.ShouldBe(30);
        result.Error.ShouldMatch($"^warning: option '{option}': cannot be written: File too large; it ends here, the run goes on\n(.*\n)*error: option '{option}': cannot be written: File too large\nhint: [^\n]*\n$");
    }

    [Fact]
    public async Task Parallel_writes_the_same_columns_for_the_same_commands()
    {
        Requirement.Need("parallel");
        using TemporaryFolder folder = new();
        string input = folder.File("input", string.Concat(s_commands.Select(command => command + '\n')));
        (await FlyballTool.Run("run", "--joblog", folder.File("ours"), "-a", input)).ShouldExitWith(2);
        FlyballTool shell = new() { Through = ["sh", "-c", "PARALLEL_HOME=$1 parallel --will-cite --joblog \"$2\" -a \"$3\"", "sh", folder.Path, folder.File("theirs"), input] };
        (await shell.RunAsync()).ShouldExitWith(2);

        string[] ours = Columns(folder.File("ours")), theirs = Columns(folder.File("theirs"));
        ours.ShouldBe(theirs);
    }

    /// <summary>The lines in order, with digits of times made equal.</summary>
    static string[] Columns(string path) =>
    [
        .. File.ReadLines(path).Take(1),
        .. File.ReadLines(path).Skip(1).OrderBy(line => line).Select(line =>
        {
            string[] fields = line.Split('\t');
            for (int time = 2; time <= 3; time++) fields[time] = string.Concat(fields[time].Select(character => char.IsAsciiDigit(character) ? '0' : character));
            return string.Join('\t', fields);
        }),
    ];

    static double Now() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
}
