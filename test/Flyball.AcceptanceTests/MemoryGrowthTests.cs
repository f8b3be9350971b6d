using System.Globalization;
using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests;

/// <summary>Flyball's own memory does not grow with the number of jobs, on processors with a large cache neither: the runtime would leave as much garbage lying as there is of that.</summary>
public sealed class MemoryGrowthTests
{
    [Fact]
    public async Task A_run_of_many_jobs_takes_hardly_more_memory_than_one_of_few()
    {
        ByteSize few = await PeakOfAsync(jobs: 2_000);
        ByteSize many = await PeakOfAsync(jobs: 12_000);
        many.ShouldBeLessThan(few + ByteSize.MiB(32));
    }

    /// <summary>The most that the larger of the tool's two processes held.</summary>
    static async Task<ByteSize> PeakOfAsync(int jobs)
    {
        using TemporaryFolder folder = new();
        string values = folder.File("values", string.Concat(Enumerable.Range(0, jobs).Select(number => $"{number}\n")));
        string peak = Path.Combine(folder.Path, "peak");
        ToolResult result = await new FlyballTool { Through = [Requirement.Program("time"), "-o", peak, "-f", "%M"] }.RunAsync("run", "-u", "-a", values, "true");
        result.ShouldExitWith(0);
        return new(1024 * long.Parse(await File.ReadAllTextAsync(peak, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture));
    }
}
