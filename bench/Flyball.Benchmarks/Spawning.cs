using BenchmarkDotNet.Attributes;
using Flyball.Jobs;

namespace Flyball.Benchmarks;

/// <summary>What a job costs from its submission to its end when it needs next to nothing: starting a process, waiting for it, and the loop around both.</summary>
public class Spawning
{
    const int Jobs = 200;

    /// <summary>So small that nothing but the cap holds it, and nothing has to be learned.</summary>
    static readonly ResourceRequest s_small = new(Cores: 0, Memory: ByteSize.MiB(1));

    readonly ProcessJob _job = Job.Process("/bin/true") with { Output = ProcessOutput.Discard };

    [Benchmark(Description = "a job of /bin/true, one after another", OperationsPerInvoke = Jobs)]
    public Task OneAtOnce() => RunAsync(atOnce: 1);

    [Benchmark(Description = "a job of /bin/true, two at once", OperationsPerInvoke = Jobs)]
    public Task TwoAtOnce() => RunAsync(atOnce: 2);

    async Task RunAsync(int atOnce)
    {
        await using var jobs = new JobController(new() { MaxRunning = atOnce, DefaultRequest = s_small });
        RunSummary summary = await jobs.RunAsync(Enumerable.Repeat(_job, Jobs));
        if (summary.Succeeded != Jobs) throw new InvalidOperationException($"of {Jobs} jobs {summary.Succeeded} succeeded");
    }
}
