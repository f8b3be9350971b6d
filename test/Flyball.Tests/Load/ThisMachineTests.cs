using System.Globalization;
using Flyball.Load;
using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

/// <summary>The sampler on the kernel that these tests run on.</summary>
public sealed class ThisMachineTests : LoadSamplerContract, IDisposable
{
    readonly List<IDisposable> _samplers = [];

    protected override ILoadSampler Create()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is a sampler for Linux only.");
        var sampler = new LinuxLoadSampler("/", Clock);
        _samplers.Add(sampler);
        return sampler;
    }

    [Fact]
    public void It_agrees_with_what_the_kernel_says_beside_it()
    {
        LoadSample sample = Create().Sample();
        sample.Capacity.MachineMemory!.Value.Bytes.ShouldBe(MemInfo("MemTotal:"));
        if (sample.MemoryAvailableGroup is null)
            ((double)sample.MemoryAvailable!.Value.Bytes).ShouldBe(MemInfo("MemAvailable:"), 512.0 * 1024 * 1024);
        int cpus = File.ReadLines("/proc/stat").Count(line => line.StartsWith("cpu") && char.IsAsciiDigit(line[3]));
        sample.Capacity.MachineCpus.ShouldBe(cpus);
        sample.Runnable.ShouldNotBeNull();
    }

    [Fact]
    public void It_gives_all_that_a_recent_kernel_tells()
    {
        ILoadSampler sampler = Create();
        sampler.Sample();
        Clock.Advance(1);
        LoadSample sample = sampler.Sample();
        sample.CoreUtilization.Length.ShouldBeGreaterThanOrEqualTo(sample.Capacity.MachineCpus);
        (sample.Swap is not null).ShouldBe(File.ReadAllText("/proc/vmstat").Contains("pswpin "));
        (sample.PageRefaultsPerSecond is not null).ShouldBe(File.ReadAllText("/proc/vmstat").Contains("workingset_refault"));
    }

    [Fact]
    public void The_sampler_of_this_system_is_made_by_the_factory()
    {
        Create();
        ILoadSampler sampler = LoadSampler.Create();
        _samplers.Add(sampler.ShouldBeOfType<LinuxLoadSampler>());
        sampler.Sample().Capacity.MachineMemory.ShouldNotBeNull();
    }

    [Fact]
    public void A_sampler_of_the_factory_follows_the_clock_that_it_is_given()
    {
        Create();
        ILoadSampler sampler = LoadSampler.Create(Clock);
        _samplers.Add(sampler.ShouldBeOfType<LinuxLoadSampler>());
        Clock.Advance(7);
        sampler.Sample().At.ShouldBe(TimeSpan.FromSeconds(7));
    }

    public void Dispose() => _samplers.ForEach(sampler => sampler.Dispose());

    static long MemInfo(string name) =>
        1024 * long.Parse(File.ReadLines("/proc/meminfo").First(line => line.StartsWith(name)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
