using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Admission;

/// <summary>Limits that users set by hand.</summary>
public sealed class SetLimitsTests
{
    static readonly GovernorPolicy s_usual = new();

    static Scene Machine(AdmissionPolicy policy) => Scene.Machine(cpus: 8).By(policy);

    [Fact]
    public void Between_two_starts_the_interval_passes()
    {
        Scene scene = Machine(s_usual with { StartInterval = TimeSpan.FromSeconds(2) }).Waits(3, cores: 0.1);
        scene.LastStarted(1.5).First().ShouldBe(new(Gate.Pace, 0, 2, 1.5));
        scene.LastStarted(1.5).Decide().ReviewAt.ShouldBe(scene.Now + TimeSpan.FromSeconds(0.5));
        scene.LastStarted(2).Gates().ShouldBe([Gate.Fits, Gate.Pace, Gate.Pace]);
    }

    [Fact]
    public void The_first_job_of_all_waits_for_no_interval() =>
        (Machine(s_usual with { StartInterval = TimeSpan.FromSeconds(2) }).Waits(2, cores: 0.1) with { State = default }).Gates().ShouldBe([Gate.Fits, Gate.Pace]);

    [Theory]
    [InlineData(3, 4, Gate.Fits)]
    [InlineData(4, 4, Gate.MachineLoad)]
    [InlineData(0, 0.5, Gate.MachineLoad)]
    public void A_load_at_the_limit_holds_even_when_none_of_ours_runs(int tasks, double limit, Gate gate) =>
        Machine(s_usual with { MaxLoad = limit }).With(load => load with { Runnable = tasks }).LastStarted(3600).Waits().Gates().ShouldBe([gate]);

    [Fact]
    public void Jobs_that_the_machine_has_not_seen_yet_count_one_each()
    {
        Scene scene = Machine(s_usual with { MaxLoad = 5 }).With(load => load with { Runnable = 2 });
        scene.Waits(5, cores: 0.1).Gates().ShouldBe([Gate.Fits, Gate.Fits, Gate.Fits, Gate.MachineLoad, Gate.MachineLoad]);
        (scene.Runs(2, cores: 0.1, age: 1) with { LoadTakenAt = scene.Now - TimeSpan.FromSeconds(2) }).Waits(2, cores: 0.1).Gates().ShouldBe([Gate.Fits, Gate.MachineLoad]);
        (scene.Runs(2, cores: 0.1, age: 3) with { LoadTakenAt = scene.Now - TimeSpan.FromSeconds(2) }).Waits(2, cores: 0.1).Gates().ShouldBe([Gate.Fits, Gate.Fits]);
    }

    [Fact]
    public void A_load_that_cannot_be_read_holds_nothing() => Machine(s_usual with { MaxLoad = 0.1 }).Waits().Gates().ShouldBe([Gate.Fits]);

    [Theory]
    [InlineData(4, Gate.Fits)]
    [InlineData(3.9, Gate.AvailableMemory)]
    public void Memory_below_the_limit_holds_even_when_none_of_ours_runs(double gib, Gate gate) =>
        Machine(s_usual with { MinAvailableMemory = ByteSize.GiB(4) }).Free(gib).LastStarted(3600).Waits().Gates().ShouldBe([gate]);

    [Fact]
    public void The_plain_rule_keeps_them_too()
    {
        PlainPolicy plain = new() { StartInterval = TimeSpan.FromSeconds(9), MinAvailableMemory = ByteSize.GiB(4) };
        Machine(plain).LastStarted(5).Waits().First().ShouldBe(new(Gate.Pace, 0, 9, 5));
        Machine(plain).LastStarted(10).Free(3).Waits().First().Gate.ShouldBe(Gate.AvailableMemory);
    }

    [Theory]
    [InlineData(2.0, null)]
    [InlineData(1.9, 3L)]
    public void Below_half_of_the_limit_the_youngest_is_to_be_ended(double gib, long? ended)
    {
        Scene scene = Machine(s_usual with { MinAvailableMemory = ByteSize.GiB(4) }).Runs(2, age: 60).Runs(1, age: 5).Runs(1, age: 30).Free(gib);
        MemoryStep? expected = ended is { } number ? new(MemoryStepKind.End, new(number), new(Gate.AvailableMemory, 0, ByteSize.GiB(2).Bytes, ByteSize.GiB(gib).Bytes)) : null;
        scene.Decide().MemoryStep.ShouldBe(expected);
        (scene with { Policy = new PlainPolicy { MinAvailableMemory = ByteSize.GiB(4) } }).Decide().MemoryStep.ShouldBe(expected, "the plain rule too");
    }

    [Fact]
    public void The_only_job_is_never_to_be_ended()
    {
        Scene scene = Machine(s_usual with { MinAvailableMemory = ByteSize.GiB(4) }).Runs(1).Free(0);
        scene.Decide().MemoryStep.ShouldBeNull();
    }
}
