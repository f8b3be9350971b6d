using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

public sealed class LimitTests
{
    [Fact]
    public async Task A_job_that_fails_is_tried_again_and_only_its_last_attempt_is_shown_and_logged()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        ToolResult result = await tool.RunAsync("run", "--retries", "3", "--joblog", "log", "echo try; echo >> tries; exit 7", ":::", "a");
        result.ShouldExitWith(1).Lines.ShouldBe(["try"]);
        File.ReadAllLines(Path.Combine(folder.Path, "tries")).Length.ShouldBe(3);
        JobLogFile.Read(Path.Combine(folder.Path, "log")).Single().Exit.ShouldBe(7);
    }

    [Fact]
    public async Task The_cap_in_a_file_is_read_again_when_a_job_ends()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "cap"), "1", TestContext.Current.CancellationToken);

        // The first job, alone, raises the cap; each of the next two waits for the other.
        const string job = "case {} in 1) echo 2 > cap;; 2) : > two; until [ -e three ]; do sleep 0.01; done;; 3) : > three; until [ -e two ]; do sleep 0.01; done;; esac";
        ToolResult result = await new FlyballTool { Folder = folder.Path }.RunAsync("run", "-j", "cap", "--timeout", "20", job, ":::", "1", "2", "3");
        result.ShouldExitWith(0);
    }

    [Fact]
    public async Task Starts_keep_their_delay()
    {
        using TemporaryFolder folder = new();
        await new FlyballTool { Folder = folder.Path }.RunAsync("run", "--delay", "0.3", "--joblog", "log", "true", ":::", "1", "2", "3");
        double[] starts = [.. JobLogFile.Read(Path.Combine(folder.Path, "log")).Select(entry => entry.Start).Order()];
        for (int i = 1; i < starts.Length; i++) (starts[i] - starts[i - 1]).ShouldBeGreaterThanOrEqualTo(0.295);
    }

    [Fact]
    public async Task Memory_that_is_never_there_starts_nothing_and_says_why()
    {
        using RunningTool tool = new FlyballTool().Start("run", "--memfree", "900T", "echo", ":::", "a");
        await Waiting.Until(() => tool.Error.Contains("are asked for", StringComparison.Ordinal), "a word on why nothing starts");
        tool.Output.ShouldBeEmpty();
        tool.Signal(RunningTool.Terminate);
        (await tool.Result()).Output.ShouldBeEmpty();
    }
}
