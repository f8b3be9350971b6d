using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

public class PressureFilesTests
{
    readonly StepClock _clock = new();

    [Fact]
    public void Pressure_is_never_read_twice_within_50_ms()
    {
        using var tree = new FixtureTree("systemd-v2");
        using var files = new PressureFiles(tree.Root, _clock);
        files.Read();
        _clock.Advance(1);
        PressureTotals first = files.Read();
        first.Cpu.ShouldBe(new StallTime(5000000, 0));
        tree.Write("proc/pressure/cpu", "some total=6000000\n");
        _clock.Advance(0.0499);
        files.Read().ShouldBe(first);
        _clock.Advance(0.0001);
        PressureTotals second = files.Read();
        second.Cpu.ShouldBe(new StallTime(6000000, 0));
        second.At.ShouldBe(TimeSpan.FromMilliseconds(1050));
    }

    [Fact]
    public void All_samplers_of_this_machine_share_its_readings_whatever_their_clocks()
    {
        var faraway = new StepClock();
        using var one = new LinuxLoadSampler("/", _clock);
        using var other = new LinuxLoadSampler("/", faraway);
        one.Pressure.ShouldBeSameAs(PressureFiles.OfThisMachine);
        other.Pressure.ShouldBeSameAs(PressureFiles.OfThisMachine);
    }

    [Fact]
    public void Disposing_of_one_sampler_leaves_the_readings_to_the_others()
    {
        new LinuxLoadSampler("/", _clock).Dispose();
        PressureTotals before = PressureFiles.OfThisMachine.Read();
        (before.Cpu is not null).ShouldBe(File.Exists("/proc/pressure/cpu"));
    }

    [Fact]
    public void Files_that_vanish_are_absent_and_those_that_stay_are_not()
    {
        using var tree = new FixtureTree("systemd-v2");
        File.Delete(Path.Combine(tree.Root, "proc/pressure/memory"));
        using var files = new PressureFiles(tree.Root, _clock);
        PressureTotals totals = files.Read();
        totals.Memory.ShouldBeNull();
        totals.Io.ShouldBe(new StallTime(7000000, 6000000));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        using var tree = new FixtureTree("systemd-v2");
        using var files = new PressureFiles(tree.Root, _clock);
        files.Read();
        Allocation.OfEach(() =>
        {
            for (int count = 0; count < 100; count++)
            {
                _clock.Advance(0.05);
                files.Read();
            }
        }).ShouldBe(0);
        files.Read().At.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(5));
    }
}
