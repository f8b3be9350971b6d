using System.Security.Cryptography;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>Outputs that are larger than a pipe, larger than memory should be, or larger than the disk.</summary>
[Collection(nameof(LoadsTheMachine))]
public sealed class LargeOutputTests
{
    [Fact]
    public async Task Every_byte_of_many_jobs_arrives_once_and_in_one_piece()
    {
        const int jobs = 400, size = 100_000;
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };

        // Each job keeps a copy of what it writes; the sums of what arrives, cut into pieces, are those of the copies.
        ToolResult result = await tool.RunAsync(["run", "-j", "16", $"head -c {size} /dev/urandom | tee copy-{{}}", ":::", .. Enumerable.Range(0, jobs).Select(job => $"{job}")]);
        byte[] output = result.ShouldExitWith(0).OutputBytes;
        output.Length.ShouldBe(jobs * size);
        string[] arrived = [.. output.Chunk(size).Select(piece => Convert.ToHexString(SHA256.HashData(piece)))];
        string[] written = [.. Directory.EnumerateFiles(folder.Path, "copy-*").Select(file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))))];
        arrived.ShouldBe(written, ignoreOrder: true);
    }

    [Fact]
    public async Task Memory_stays_small_however_much_a_job_writes()
    {
        const long size = 300_000_000;
        FlyballTool tool = new() { Through = [Requirement.Program("bash"), "-c", "\"$@\" | wc -c", "bash"] };
        ToolResult result = await tool.RunAsync("run", ":::", $"head -c {size} /dev/zero; read -r _ _ _ engine _ </proc/$$/stat; grep VmHWM /proc/$engine/status >&2");
        result.ShouldExitWith(0).Output.Trim().ShouldBe($"{size}");
        long peak = long.Parse(result.Error.Split('\n').Single(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) << 10;
        peak.ShouldBeLessThan(200_000_000);
    }

    [Fact]
    public async Task A_full_disk_is_an_error_that_names_the_job_and_leaves_the_others_alone()
    {
        Requirement.Need("root", "mount");
        using SmallDisk disk = await SmallDisk.MountAsync("1m");
        FlyballTool tool = new() { Environment = new Dictionary<string, string> { ["TMPDIR"] = disk.Path } };
        ToolResult result = await tool.RunAsync("run", "-j", "1", ":::", "echo before", "head -c 5000000 /dev/zero", "echo after");
        result.ShouldExitWith(1).Error.ShouldMatch(@"^flyball: job 2: its output was cut short: No space left on device in '[^\n]+'\nflyball: 2 succeeded, 1 failed in ");
        result.Output.ShouldStartWith("before\n");
        result.Output.ShouldEndWith("after\n");
    }

    [Fact]
    public async Task Outputs_that_wait_for_their_turn_when_the_disk_is_full_end_the_run_with_an_error()
    {
        Requirement.Need("root", "mount");
        using SmallDisk disk = await SmallDisk.MountAsync("1m");
        FlyballTool tool = new() { Environment = new Dictionary<string, string> { ["TMPDIR"] = disk.Path } };
        ToolResult result = await tool.RunAsync(["run", "-j", "2", "-k", "--cores", "0", "--memory", "1M", "[ {} = 1 ] && sleep 80; head -c 30000 /dev/zero", ":::", .. Enumerable.Range(1, 1000).Select(number => $"{number}")]);
        result.ShouldExitWith(255).Error.ShouldContain("error: the output of jobs could not be printed: No space left on device");
        result.Error.ShouldMatch("^flyball: [0-9]+ succeeded, .*[0-9]+ not run in ");
    }

    [Fact]
    public async Task A_file_that_may_not_get_larger_is_an_error_that_names_the_job_and_leaves_the_others_alone()
    {
        ToolResult result = await WithSmallFiles.RunAsync("run", "-j", "1", ":::", "echo before", "head -c 5000000 /dev/zero", "echo after");
        result.ShouldExitWith(1).Error.ShouldMatch(@"^flyball: job 2: its output was cut short: File too large in '[^\n]+'\nflyball: 2 succeeded, 1 failed in ");
        result.Output.ShouldStartWith("before\n");
        result.Output.ShouldEndWith("after\n");
    }

    [Fact]
    public async Task Outputs_that_wait_for_their_turn_in_a_file_that_may_not_get_larger_end_the_run_with_an_error()
    {
        ToolResult result = await WithSmallFiles.RunAsync(["run", "-j", "2", "-k", "--cores", "0", "--memory", "1M", "[ {} = 1 ] && sleep 80; head -c 30000 /dev/zero", ":::", .. Enumerable.Range(1, 1000).Select(number => $"{number}")]);
        result.ShouldExitWith(255).Error.ShouldContain("error: the output of jobs could not be printed: File too large");
    }

    /// <summary>Files of 64 KiB at most. What .NET makes to write its machine code is a file, too, unless it is told not to.</summary>
    static FlyballTool WithSmallFiles => new()
    {
        Through = [Requirement.Program("bash"), "-c", "ulimit -f 64; exec \"$@\"", "bash"], Environment = new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" },
    };

    [Fact]
    public async Task A_job_that_writes_without_end_is_ended_when_the_disk_is_full()
    {
        Requirement.Need("root", "mount");
        using SmallDisk disk = await SmallDisk.MountAsync("1m");
        FlyballTool tool = new() { Environment = new Dictionary<string, string> { ["TMPDIR"] = disk.Path } };
        ToolResult result = await tool.RunAsync("run", "-j", "1", ":::", "yes", "echo after");
        result.ShouldExitWith(1).Error.ShouldContain("flyball: job 1: its output was cut short: No space left on device");
        result.Output.ShouldEndWith("y\nafter\n");
    }

    [Fact]
    public async Task What_goes_on_writing_after_its_job_has_ended_is_neither_waited_for_nor_killed_by_a_signal()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        const string background = "( trap 'echo killed >signal' PIPE; while [ ! -e go ]; do sleep 0.02; done; i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i + 1)); done; echo $i >whole ) & echo started";
        using RunningTool running = tool.Start("run", "-j", "1", ":::", background, "touch go; while [ ! -e whole ]; do sleep 0.02; done; echo second");
        ToolResult result = await running.Result();
        result.ShouldExitWith(0).Output.ShouldBe("started\nsecond\n");
        File.Exists(folder.File("signal")).ShouldBeFalse();
    }

    [Fact]
    public async Task Opening_a_stream_anew_by_its_name_loses_nothing() =>
        (await FlyballTool.Run("run", ":::", "echo one; echo two >/dev/stdout; echo three")).ShouldExitWith(0).Output.ShouldBe("one\ntwo\nthree\n");

    [Fact]
    public async Task Output_that_is_not_grouped_is_there_at_once()
    {
        using TemporaryFolder folder = new();
        FlyballTool tool = new() { Folder = folder.Path };
        using RunningTool running = tool.Start("run", "-u", ":::", "echo first; while [ ! -e go ]; do sleep 0.02; done; echo second");
        await Waiting.Until(() => running.Output == "first\n", "the first line has arrived while the job runs");
        folder.File("go", "");
        (await running.Result()).ShouldExitWith(0).Output.ShouldBe("first\nsecond\n");
    }
}
