using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Tests.Load;

public class RecordedLoadTests : LoadSamplerContract
{
    static readonly Capacity s_capacity = new() { MachineCpus = 2, UsableCpus = 2, MachineMemory = ByteSize.GiB(4) };

    protected override ILoadSampler Create() =>
        new RecordedLoad([At(0), At(0.5) with { Window = TimeSpan.FromSeconds(0.5), BusyCores = 1, CoreUtilization = new[] { 1.0, 0 } }], Clock);

    [Fact]
    public void A_sample_holds_from_when_it_was_taken_until_the_next_and_the_last_for_ever()
    {
        var load = new RecordedLoad([At(0), At(1), At(1.5)], Clock);
        var replayed = new List<double>();
        foreach (double step in new[] { 0, 0.9, 0.1, 0.4, 0.1, 1000 })
        {
            Clock.Advance(step);
            replayed.Add(load.Sample().At.TotalSeconds);
        }

        replayed.ShouldBe([0, 0, 1, 1, 1.5, 1.5]);
    }

    [Fact]
    public void A_trace_that_was_cut_begins_at_once_and_samples_that_were_not_asked_for_are_passed_over()
    {
        var load = new RecordedLoad([At(100), At(101), At(102)], Clock);
        load.Sample().At.ShouldBe(TimeSpan.FromSeconds(100));
        Clock.Advance(2);
        load.Sample().At.ShouldBe(TimeSpan.FromSeconds(102));
    }

    [Fact]
    public void A_replay_begins_when_it_is_made_whatever_the_clock_says()
    {
        Clock.Advance(5);
        var load = new RecordedLoad([At(0), At(1)], Clock);
        load.Sample().At.ShouldBe(TimeSpan.Zero);
        Clock.Advance(1);
        load.Sample().At.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_trace_without_samples_is_refused() => Should.Throw<ArgumentException>(() => new RecordedLoad([])).Message.ShouldContain("at least one sample");

    [Fact]
    public void Samples_of_one_instant_are_no_step_back_and_the_last_of_them_counts()
    {
        var load = new RecordedLoad([At(1), At(2) with { Runnable = 1 }, At(2) with { Runnable = 2 }], Clock);
        Clock.Advance(1);
        load.Sample().Runnable.ShouldBe(2);
    }

    [Fact]
    public void Without_a_clock_it_runs_on_that_of_the_system() => new RecordedLoad([At(3)]).Sample().At.ShouldBe(TimeSpan.FromSeconds(3));

    [Fact]
    public void No_trace_at_all_is_an_error_that_names_it() => Should.Throw<ArgumentNullException>(() => new RecordedLoad(null!)).ParamName.ShouldBe("samples");

    [Fact]
    public void A_trace_that_goes_back_in_time_is_refused()
    {
        Should.Throw<ArgumentException>(() => new RecordedLoad([At(1), At(2), At(1)])).Message.ShouldContain("Sample 3");
        Should.Throw<ArgumentException>(() => new RecordedLoad([At(2), At(1)])).Message.ShouldContain("Sample 2");
    }

    static LoadSample At(double seconds) => new() { At = TimeSpan.FromSeconds(seconds), Capacity = s_capacity };
}
