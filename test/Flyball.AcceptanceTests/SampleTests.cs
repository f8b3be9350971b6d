using System.Diagnostics;
using System.Security.Cryptography;

namespace Flyball.AcceptanceTests;

/// <summary>The samples as a reader runs them. One after the other: each builds the library, into the same folder.</summary>
[Collection(nameof(SampleTests))]
[CollectionDefinition(nameof(SampleTests), DisableParallelization = true)]
public sealed class SampleTests : IDisposable
{
    static readonly string s_root = Infrastructure.BuiltPrograms.RepositoryRoot;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flyball-samples-");

    [Fact]
    public async Task Delegates_run_with_progress()
    {
        Result result = await RunAsync("delegate.cs");
        result.ExitCode.ShouldBe(0, result.Error);
        // As OEIS A006880 has it.
        result.Lines[^1].ShouldBe("78498 primes below 1000000");
        result.Lines.Count(line => line.Contains(": Succeeded after")).ShouldBe(20);
    }

    [Fact]
    public async Task Sequences_take_each_file_through_all_steps()
    {
        string good = File("good one.txt"), quoted = File("it's $(done).txt");
        Result result = await RunAsync("sequence.cs", good, quoted);
        result.ExitCode.ShouldBe(0, result.Error);
        result.Lines.ShouldBe([$"{good}: packed and tested", $"{quoted}: packed and tested"]);
        string sum = Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(quoted + ".gz")));
        System.IO.File.ReadAllText(quoted + ".gz.sha256").ShouldStartWith(sum);
    }

    [Fact]
    public async Task A_sequence_ends_with_its_first_failure()
    {
        string missing = Path.Combine(_folder.FullName, "missing.txt");
        Result result = await RunAsync("sequence.cs", missing);
        result.ExitCode.ShouldBe(1, result.Error);
        result.Lines.ShouldBe([$"{missing}: failed with exit status 1"]);
    }

    [Fact]
    public async Task Jobs_wait_for_others_and_are_skipped_when_these_fail()
    {
        Result good = await RunAsync("graph.cs", "true", "exit 0");
        good.Lines.ShouldBe(["all parts are made", "done", "3 succeeded, 0 failed, 1 skipped"], good.Error);
        Result bad = await RunAsync("graph.cs", "exit 4");
        bad.Lines.ShouldBe(["the whole was skipped", "job 1 (exit 4) failed", "1 succeeded, 1 failed, 1 skipped"], bad.Error);
    }

    [Fact]
    public async Task Jobs_of_a_kind_of_our_own_run_by_its_executor()
    {
        Result result = await RunAsync("custom-executor.cs");
        result.ExitCode.ShouldBe(0, result.Error);
        // The sum over all cells of (row + column)².
        double trace = Enumerable.Range(0, 40).Sum(row => Enumerable.Range(0, 40).Sum(column => Math.Pow(row + column, 2)));
        result.Lines[0].ShouldBe($"matrix of 40: trace of its square {trace:0}");
        result.Lines[^1].ShouldBe("8 squares, 0 failed");
    }

    [Fact]
    public async Task Processes_compress_files()
    {
        string first = File("first.txt"), second = File("second.txt");
        Result result = await RunAsync("processes.cs", first, second);
        result.ExitCode.ShouldBe(0, result.Error);
        result.Lines.ShouldBe(["2 compressed, 0 failed"]);
        System.IO.File.Exists(first + ".gz").ShouldBeTrue();
        System.IO.File.Exists(second + ".gz").ShouldBeTrue();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    string File(string name)
    {
        string path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllText(path, string.Concat(Enumerable.Repeat(name, 100)));
        return path;
    }

    static async Task<Result> RunAsync(string sample, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["run", "samples/" + sample, "--", .. arguments])
        {
            WorkingDirectory = s_root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new(process.ExitCode, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries), await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    sealed record Result(int ExitCode, string[] Lines, string Error);
}
