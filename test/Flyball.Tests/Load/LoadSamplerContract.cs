using Flyball.Load;

namespace Flyball.Tests.Load;

/// <summary>What every load sampler keeps.</summary>
public abstract class LoadSamplerContract
{
    private protected StepClock Clock { get; } = new();

    protected abstract ILoadSampler Create();

    [Fact]
    public void The_first_sample_has_no_rates()
    {
        LoadSample sample = Create().Sample();
        sample.Window.ShouldBe(TimeSpan.Zero);
        sample.BusyCores.ShouldBeNull();
        sample.QuotaGroupBusyCores.ShouldBeNull();
        sample.CoreUtilization.IsEmpty.ShouldBeTrue();
        (sample.CpuPressure, sample.MemoryPressure, sample.IoPressure).ShouldBe((null, null, null));
        (sample.Swap, sample.Disk, sample.PageRefaultsPerSecond).ShouldBe((null, null, null));
    }

    [Fact]
    public void A_later_sample_has_rates_over_its_window()
    {
        ILoadSampler sampler = Create();
        sampler.Sample();
        Clock.Advance(1);
        LoadSample sample = sampler.Sample();
        sample.Window.ShouldBeGreaterThan(TimeSpan.Zero);
        sample.Window.ShouldBeLessThanOrEqualTo(sample.At);
        sample.BusyCores.ShouldNotBeNull();
        sample.CoreUtilization.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public void Samples_follow_the_clock_and_are_possible()
    {
        ILoadSampler sampler = Create();
        TimeSpan before = TimeSpan.Zero;
        for (int count = 0; count < 40; count++)
        {
            LoadSample sample = sampler.Sample();
            sample.At.ShouldBeGreaterThanOrEqualTo(before);
            LoadSampleChecks.ShouldBePossible(sample);
            before = sample.At;
            Clock.Advance(count * 0.01);
        }
    }

    [Fact]
    public void Asking_again_at_the_same_instant_gives_the_same_sample()
    {
        ILoadSampler sampler = Create();
        LoadSample first = sampler.Sample();
        sampler.Sample().ShouldBe(first);
    }

    [Fact]
    public void Sampling_allocates_nothing_in_the_long_run()
    {
        ILoadSampler sampler = Create();
        for (int count = 0; count < 30; count++) Step(sampler);
        Allocation.OfEach(() =>
        {
            for (int count = 0; count < 1000; count++) Step(sampler);
        }).ShouldBe(0);
    }

    void Step(ILoadSampler sampler)
    {
        Clock.Advance(0.1);
        sampler.Sample();
    }
}
