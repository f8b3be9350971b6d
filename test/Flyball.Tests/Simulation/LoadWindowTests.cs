using Flyball.Jobs;

namespace Flyball.Tests.Simulation;

/// <summary>What the governor sees of the simulated machine.</summary>
public sealed class LoadWindowTests
{
    readonly MachineState _machine = new(new());
    readonly LoadWindow _window = new(new());
    double _now;

    [Fact]
    public void The_first_sample_has_no_rates()
    {
        _window.Refresh(_machine, 0);
        _window.Load.BusyCores.ShouldBeNull();
        _window.Load.CoreUtilization.IsEmpty.ShouldBeTrue();
        _window.Load.MemoryAvailable.ShouldBe(ByteSize.MiB(16_000));
        _window.OwnCores.ShouldBeNull();
    }

    [Fact]
    public void Rates_tell_own_load_from_foreign_load()
    {
        _machine.Foreign = new(0, 2, 1000);
        JobAttempt job = Start(new Compute(100, 3, 1000));
        Pass(1);
        _window.Load.BusyCores.ShouldNotBeNull().ShouldBe(5, 1e-9);
        _window.OwnCores.ShouldNotBeNull().ShouldBe(3, 1e-9);
        _window.Load.Window.ShouldBe(TimeSpan.FromSeconds(0.5));
        _window.Load.CoreUtilization.ToArray().Sum().ShouldBe(5, 1e-6);
        _window.Of(job).Cores.ShouldBe(CoreAmount.FromCores(3));
    }

    [Fact]
    public void Crowded_cores_show_as_pressure()
    {
        _machine.Foreign = new(0, 8, 1000);
        Start(new Compute(100, 4, 1000));
        Pass(1);
        _window.Load.CpuPressure.ShouldNotBeNull().Some.ShouldBe(0.5, 1e-9);
        _window.Load.BusyCores.ShouldNotBeNull().ShouldBe(8, 1e-9);
    }

    [Fact]
    public void One_reader_alone_shows_as_io_pressure()
    {
        Start(new Disk(10_000, 100, 10));
        Pass(1);
        _window.Load.IoPressure.ShouldNotBeNull().Some.ShouldBe(0.85, 1e-9);
    }

    [Fact]
    public void A_job_is_not_measured_until_it_is_old_enough()
    {
        Pass(1);
        JobAttempt job = Start(new Compute(100, 1, 1000));
        _window.Of(job).ShouldBe((null, null));
        Pass(0.05);
        (CoreAmount? cores, ByteSize? memory) = _window.Of(job);
        cores.ShouldBe(CoreAmount.One);
        memory.ShouldNotBeNull();
    }

    [Fact]
    public void Samples_are_not_taken_faster_than_every_fifty_milliseconds()
    {
        Pass(1);
        TimeSpan at = _window.Load.At;
        Advance(0.03);
        _window.Refresh(_machine, _now);
        _window.Load.At.ShouldBe(at);
        Advance(0.03);
        _window.Refresh(_machine, _now);
        _window.Load.At.ShouldBe(at + TimeSpan.FromSeconds(0.06));
    }

    JobAttempt Start(Phase phase)
    {
        var attempt = new JobAttempt(new(phase), _now, 1, 0);
        _machine.Running.Add(attempt);
        return attempt;
    }

    void Pass(double seconds)
    {
        const double step = 0.05;
        _window.Refresh(_machine, _now);
        for (int i = 0; i < (int)Math.Round(seconds / step); i++)
        {
            Advance(step);
            _window.Refresh(_machine, _now);
        }
    }

    void Advance(double seconds)
    {
        _machine.UpdateRates();
        _machine.Advance(seconds);
        _now += seconds;
    }
}
