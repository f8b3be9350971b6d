using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>Those who read what the tool prints: slowly, never, or no more.</summary>
[Collection(nameof(LoadsTheMachine))]
public sealed class ReaderTests
{
    static readonly string[] s_modes = ["--group", "--line-buffer", "--ungroup", "--keep-order"];

    public static TheoryData<string> Modes => [.. s_modes];

    [Fact]
    public async Task A_reader_who_does_not_read_keeps_no_job_from_being_started_and_reaped()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path, Through = [Requirement.Program("bash"), "-c", "\"$@\" | { while [ ! -e last ]; do sleep 0.02; done; cat; }", "bash"] };

        // The first job fills the pipe, which nobody reads before the last one of a hundred has run.
        const string command = "[ {} = 1 ] && head -c 300000 /dev/zero | tr '\\0' '\\n'; echo {}; [ {} = 100 ] && touch last; [ {} = 1 ] && while [ ! -e last ]; do sleep 0.02; done; :";
        ToolResult result = await tool.RunAsync(["run", "-j", "2", "--line-buffer", command, ":::", .. Enumerable.Range(1, 100).Select(number => $"{number}")]);
        result.ShouldExitWith(0).Lines.Where(line => line.Length > 0).ShouldBe(Enumerable.Range(1, 100).Select(number => $"{number}"), ignoreOrder: true);
        result.Lines.Length.ShouldBe(300_100);
    }

    [Theory]
    [InlineData("--group")]
    [InlineData("--line-buffer")]
    [InlineData("--keep-order")]
    public async Task A_reader_who_never_reads_again_costs_little_memory_and_cannot_hold_up_an_impatient_end(string mode)
    {
        const int jobs = 4000;
        using TemporaryFolder folder = new();

        // The tool itself holds the end of the pipe that nobody reads.
        FlyballTool tool = new() { Folder = folder.Path, Through = [Requirement.Program("bash"), "-c", "mkfifo full; exec 9<>full; exec \"$@\" >full", "bash"] };
        using RunningTool running = tool.Start(["run", mode, "-j", "4", "--cores", "0", "--memory", "1M", "head -c 30000 /dev/zero | tr '\\0' x; echo >>ended #", ":::", .. Enumerable.Range(1, jobs).Select(number => $"{number}")]);
        long ended = -1, since = 0;
        await Waiting.Until(
            () =>
            {
                long now = File.Exists(folder.File("ended")) ? new FileInfo(folder.File("ended")).Length : 0;
                if (now != ended) (ended, since) = (now, TimeProvider.System.GetTimestamp());
                return now > 0 && TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(3);
            },
            "no more jobs end");
        ended.ShouldBeLessThan(jobs / 4);
        Machine.Resident(running.Engine!.Value).ShouldBeLessThan(200_000_000);

        running.Signal(RunningTool.Interrupt);
        running.Signal(RunningTool.Terminate);
        Task<ToolResult> result = running.Result();
        while (await Task.WhenAny(result, Task.Delay(TimeSpan.FromSeconds(1.2), TestContext.Current.CancellationToken)) != result) running.Signal(RunningTool.Interrupt);
        (await result).ShouldExitWith(137);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_reader_that_goes_away_ends_the_run_in_silence(string mode)
    {
        FlyballTool tool = new() { Through = [Requirement.Program("bash"), "-c", "\"$@\" 2>error | head -n 1; echo ${PIPESTATUS[0]}; cat error; rm error", "bash"] };
        using TemporaryFolder folder = new();
        ToolResult result = await (tool with { Folder = folder.Path }).RunAsync(["run", mode, "echo {}", ":::", .. Enumerable.Range(1, 1000).Select(number => $"{number}")]);
        result.Lines.ShouldBe([result.Lines[0], "141"]);
        result.Lines[0].ShouldMatch("^[0-9]+$");
    }

    [Fact]
    public async Task Ungrouped_jobs_whose_reader_has_gone_are_not_noted_as_run()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path, Through = [Requirement.Program("bash"), "-c", "\"$@\" | true; exit ${PIPESTATUS[0]}", "bash"] };
        (await tool.RunAsync("run", "-u", "-j1", "--joblog", "log", "sleep 0.2; echo {}", ":::", "1", "2", "3")).ShouldExitWith(141).Error.ShouldBeEmpty();
        File.ReadAllLines(folder.File("log")).Length.ShouldBe(2, "the header, and the first to fail");
        (await tool.RunAsync("run", "-u", "-j1", "--retries", "0", "sleep 0.2; echo {}", ":::", "1")).ShouldExitWith(141);
        tool = tool with { Through = [] };
        (await tool.RunAsync("run", "-u", "-j1", "--joblog", "log", "--resume-failed", "sleep 0.2; echo {}", ":::", "1", "2", "3")).ShouldExitWith(0).Output.ShouldBe("1\n2\n3\n");
    }
}
