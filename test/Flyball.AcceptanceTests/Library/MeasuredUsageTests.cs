using System.Globalization;
using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

/// <summary>What a job used, beside what GNU time says of the very same process.</summary>
[Collection(nameof(LoadsTheMachine))]
public sealed class MeasuredUsageTests
{
    [Fact]
    public async Task Peak_memory_is_that_which_time_reports()
    {
        // More than these tests hold themselves: the kernel cannot tell a smaller peak of a child from its parent's.
        (ResourceUsage usage, Dictionary<string, string> time) = await RunBesideTime("hold", $"{Machine.OwnPeakMemory + (100 << 20)}", "0.2");
        double reported = Number(time["Maximum resident set size (kbytes)"]) * 1024;
        ((double)usage.PeakMemory.ShouldNotBeNull().Bytes).ShouldBe(reported, 0.05 * reported);
    }

    [Fact]
    public async Task CPU_time_is_that_which_time_reports()
    {
        (ResourceUsage usage, Dictionary<string, string> time) = await RunBesideTime("burn", "1.5");
        double reported = Number(time["User time (seconds)"]) + Number(time["System time (seconds)"]);
        usage.CpuTime.ShouldNotBeNull().TotalSeconds.ShouldBe(reported, 0.1 * reported);
    }

    static async Task<(ResourceUsage, Dictionary<string, string>)> RunBesideTime(params string[] words)
    {
        using TemporaryFolder folder = new();
        await using JobController controller = new();
        JobHandle job = controller.Add(Job.Process(Requirement.Program("time"), ["-v", "-o", folder.File("time"), BuiltPrograms.Dummy, .. words]));
        await controller.RunAsync(TestContext.Current.CancellationToken);
        JobOutcome outcome = await job.Completion;
        outcome.Status.ShouldBe(JobStatus.Succeeded, outcome.ToString());
        var said = File.ReadLines(folder.File("time")).Select(line => line.Trim().Split(": ", 2)).Where(line => line.Length == 2).ToDictionary(line => line[0], line => line[1]);
        return (outcome.Usage.ShouldNotBeNull(), said);
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
