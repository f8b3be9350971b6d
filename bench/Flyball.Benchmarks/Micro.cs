using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Flyball.Benchmarks;

/// <summary>What one step of the loop costs. In process: a build and a process for each benchmark would take minutes and tell the same.</summary>
static class Micro
{
    public static int Run()
    {
        Job job = Job.Default.WithToolchain(new InProcessEmitToolchain(new())).WithWarmupCount(3).WithIterationCount(15);
        IConfig config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithOptions(ConfigOptions.DisableLogFile)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "flyball-benchmarks"));
        Summary[] summaries = [.. new[] { typeof(Sampling), typeof(Deciding), typeof(Measuring), typeof(Spawning) }.Select(type => BenchmarkRunner.Run(type, config))];

        Console.WriteLine(Machine.Describe());
        Console.WriteLine();
        Console.WriteLine("| operation | median | fastest | slowest | allocated |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        foreach (BenchmarkReport report in summaries.SelectMany(summary => summary.Reports)) WriteRow(report);
        foreach (Summary summary in summaries)
            foreach (var error in summary.ValidationErrors.Where(error => error.IsCritical)) Console.Error.WriteLine($"error: {error.Message}");
        return summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
    }

    static void WriteRow(BenchmarkReport report)
    {
        string name = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
        if (report.ResultStatistics is not { } time)
        {
            Console.WriteLine($"| {name} | failed | | | |");
            return;
        }

        long? bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase);
        Console.WriteLine($"| {name} | {Text(time.Median)} | {Text(time.Min)} | {Text(time.Max)} | {bytes} B |");
    }

    static string Text(double nanoseconds) => (nanoseconds / 1000).ToString("0.0", CultureInfo.InvariantCulture) + " µs";
}
