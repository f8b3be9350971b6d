using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

public sealed class OutputTests
{
    [Fact]
    public async Task The_output_of_a_job_stands_together_though_many_write_at_once()
    {
        const int jobs = 20, lines = 200;
        const string command = "i=0; while [ $i -lt 200 ]; do i=$((i + 1)); printf 'job '; printf '%s ' {}; echo $i; [ $((i % 40)) = 0 ] && sleep 0.01; done";
        ToolResult result = await FlyballTool.Run(["run", "-j", "8", command, ":::", .. Enumerable.Range(1, jobs).Select(job => $"{job}")]);
        string[][] blocks = [.. result.ShouldExitWith(0).Lines.Chunk(lines)];
        int[] order = [.. blocks.Select(block => int.Parse(block[0].Split(' ')[1]))];
        order.ShouldBe(Enumerable.Range(1, jobs), ignoreOrder: true);
        for (int job = 0; job < jobs; job++)
            blocks[job].ShouldBe(Enumerable.Range(1, lines).Select(line => $"job {order[job]} {line}"));
    }

    [Fact]
    public async Task Each_stream_goes_to_its_own()
    {
        ToolResult result = await FlyballTool.Run("run", "echo out-{}; echo err-{} >&2", ":::", "1", "2");
        result.ShouldExitWith(0).Lines.ShouldBe(["out-1", "out-2"], ignoreOrder: true);
        result.Error.Split('\n').Where(line => line.StartsWith("err-", StringComparison.Ordinal)).ShouldBe(["err-1", "err-2"], ignoreOrder: true);
    }

    [Fact]
    public async Task Megabytes_of_any_bytes_survive()
    {
        using TemporaryFolder folder = new();
        byte[] bytes = new byte[5_000_000];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(folder.File("bytes"), bytes, TestContext.Current.CancellationToken);
        ToolResult result = await FlyballTool.Run("run", "cat", ":::", folder.File("bytes"));
        result.ShouldExitWith(0).OutputBytes.AsSpan().SequenceEqual(bytes).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reader_that_goes_away_ends_the_run_as_it_ends_other_programs()
    {
        FlyballTool tool = new() { Through = [Requirement.Program("bash"), "-c", "\"$@\" | head -n 1; exit ${PIPESTATUS[0]}", "bash"] };
        ToolResult result = await tool.RunAsync(["run", "echo", ":::", .. Enumerable.Range(1, 2000).Select(number => $"{number}")]);
        result.ShouldExitWith(141).Lines.Length.ShouldBe(1);
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_endless_producer_and_a_reader_that_has_seen_enough_end_at_once_and_in_silence()
    {
        FlyballTool tool = new() { Through = [Requirement.Program("bash"), "-c", "yes 2>/dev/null | \"$@\" | head -n 5; exit ${PIPESTATUS[1]}", "bash"] };
        ToolResult result = await tool.RunAsync("run", "echo", "{}");
        result.ShouldExitWith(141).Lines.ShouldBe(["y", "y", "y", "y", "y"]);
        result.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("run", "echo", ":::", "a")]
    [InlineData("load")]
    [InlineData("load", "--json")]
    public async Task What_is_written_to_a_shared_file_follows_what_was_there_and_is_followed_by_more(params string[] words)
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path, Through = ["sh", "-c", "{ echo before; \"$@\"; echo after; } >file", "sh"] };
        (await tool.RunAsync(words)).ShouldExitWith(0);
        string[] lines = await File.ReadAllLinesAsync(folder.File("file"), TestContext.Current.CancellationToken);
        lines[0].ShouldBe("before");
        lines[^1].ShouldBe("after");
        lines.Length.ShouldBeGreaterThan(2);
    }
}
