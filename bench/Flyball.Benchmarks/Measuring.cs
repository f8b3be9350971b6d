using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Flyball.Execution;
using Flyball.Execution.Linux;

namespace Flyball.Benchmarks;

/// <summary>What a look at one running job costs: the loop pays it for each of them.</summary>
public class Measuring
{
    readonly List<Process> _processes = [];
    ProcessTree _sleep = null!, _shell = null!, _read = null!, _opened = null!;

    [GlobalSetup]
    public void Start()
    {
        DescriptorAllowance allowance = DescriptorAllowance.OfThisProcess(), none = new(0);
        Process sleep = Process.Start("sleep", ["600"]);
        var start = new ProcessStartInfo("sh", ["-c", "sleep 600 & sleep 600 & sleep 600 & echo ready; wait"]) { RedirectStandardOutput = true };
        Process shell = Process.Start(start)!;
        shell.StandardOutput.ReadLine();
        _processes.AddRange([sleep, shell]);
        _sleep = Tree(sleep, allowance, TimeProvider.System);
        _shell = Tree(shell, allowance, TimeProvider.System);

        // That much later each time, a process is read as if it had run meanwhile.
        _read = Tree(sleep, allowance, new Leaps());
        _opened = Tree(sleep, none, new Leaps());
    }

    static ProcessTree Tree(Process process, DescriptorAllowance allowance, TimeProvider time) => new(process.Id, allowance, time);

    [Benchmark(Description = "measuring a job of one process that sleeps")]
    public UsageReading? OneProcess() => _sleep.Measure();

    [Benchmark(Description = "measuring a job of a shell with three children, all asleep")]
    public UsageReading? FourProcesses() => _shell.Measure();

    [Benchmark(Description = "measuring a job of one process that has run")]
    public UsageReading? OneThatRan() => _read.Measure();

    [Benchmark(Description = "the same, without descriptors to keep its files open")]
    public UsageReading? OneThatRanOpened() => _opened.Measure();

    [GlobalCleanup]
    public void End()
    {
        foreach (ProcessTree tree in new[] { _sleep, _shell, _read, _opened }) tree.Dispose();
        foreach (Process process in _processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        _processes.Clear();
    }

    sealed class Leaps : TimeProvider
    {
        long _seconds;

        public override long GetTimestamp() => ++_seconds * TimestampFrequency;
    }
}
