using BenchmarkDotNet.Attributes;
using Flyball.Load;
using Flyball.Load.Linux;

namespace Flyball.Benchmarks;

/// <summary>A look at the machine. Capacity is read anew once in a second of the clock, that is in each 17th sample here.</summary>
public class Sampling : IDisposable
{
    // All samplers of "/" share the pressure files, on the system's clock; any other name of the root has its own, on the clock given.
    readonly LinuxLoadSampler _sampler = new("/proc/self/root", new StepClock());

    [Benchmark(Description = "one load sample")]
    public LoadSample Sample() => _sampler.Sample();

    [GlobalCleanup]
    public void Dispose()
    {
        _sampler.Dispose();
        GC.SuppressFinalize(this);
    }
}
