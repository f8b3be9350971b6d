using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Flyball.Execution;
using Flyball.Execution.Linux;

namespace Flyball.Benchmarks;

/// <summary>What a look at one running job costs: the loop pays it for each of them.</summary>
public class Measuring
{
    readonly ProcessTree _tree = new();
    Process _sleep = null!, _shell = null!;

    [GlobalSetup]
    public void Start()
    {
        _sleep = Process.Start("sleep", ["600"]);
        var start = new ProcessStartInfo("sh", ["-c", "sleep 600 & sleep 600 & sleep 600 & echo ready; wait"]) { RedirectStandardOutput = true };
        _shell = Process.Start(start)!;
        _shell.StandardOutput.ReadLine();
    }

    [Benchmark(Description = "measuring a job of one process")]
    public UsageReading? OneProcess() => _tree.Measure(_sleep.Id);

    [Benchmark(Description = "measuring a job of a shell with three children")]
    public UsageReading? FourProcesses() => _tree.Measure(_shell.Id);

    [GlobalCleanup]
    public void End()
    {
        foreach (Process process in new[] { _sleep, _shell })
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }
}
