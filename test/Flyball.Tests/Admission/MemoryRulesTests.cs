using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Admission;

/// <summary>What the governor does about memory, on a machine of 10 GiB, 0.6 GiB of which are kept free.</summary>
public class MemoryRulesTests
{
    const double GiB = 1L << 30;

    [Fact]
    public void What_the_same_command_held_before_is_set_aside_whole() =>
        Scene.Machine().Waits(2, cores: 0.8, mib: 5 * 1024, source: EstimateSource.Remembered).Decide().Decisions[1].Because.ShouldBe(new(Gate.Memory, 5 * GiB, 5 * GiB, Headroom(10)));

    [Fact]
    public void Memory_that_the_user_names_is_set_aside_whole() =>
        Scene.Machine().Waits(2, cores: 0, mib: 5 * 1024).Decide().Decisions[1].Because.ShouldBe(new(Gate.Memory, 5 * GiB, 5 * GiB, Headroom(10)));

    [Fact]
    public void Of_estimated_memory_seven_tenths_are_set_aside() =>
        Scene.Machine().Waits(3, cores: 0.8, mib: 5 * 1024, source: EstimateSource.Learned).Decide().Decisions[2].Because.ShouldBe(new(Gate.Memory, 7 * GiB, 3.5 * GiB, Headroom(10)));

    [Fact]
    public void A_running_job_is_promised_what_it_has_not_taken_yet() =>
        Scene.Machine().Free(9).Runs(1, mib: 4 * 1024, holdsMib: 1024).Waits(mib: 7 * 1024).First().ShouldBe(new(Gate.Memory, 3 * GiB, 7 * GiB, Headroom(9)));

    [Fact]
    public void A_running_job_that_outgrew_its_estimate_is_promised_nothing() =>
        Scene.Machine().Free(5).Runs(1, mib: 1024, holdsMib: 5 * 1024).Waits(mib: 5 * 1024).First().Used.ShouldBe(0);

    [Fact]
    public void A_job_of_which_nothing_was_measured_is_promised_all()
    {
        Scene scene = Scene.Machine().Runs([new(default, Scene.Estimate(1, 4 * 1024), TimeSpan.Zero)]);
        scene.Waits(mib: 8 * 1024).First().Used.ShouldBe(4 * GiB);
    }

    [Theory]
    [InlineData(EstimateSource.Remembered, 4.0, Gate.Fits)]
    [InlineData(EstimateSource.Remembered, 5.0, Gate.Fits)]
    [InlineData(EstimateSource.Remembered, 6.0, Gate.ReservedMemory)]
    [InlineData(EstimateSource.Remembered, null, Gate.ReservedMemory)]
    [InlineData(EstimateSource.Learned, 6.0, Gate.Fits)]
    public void Where_it_is_known_when_there_will_be_room_for_the_first_only_those_overtake_it_that_are_over_by_then(EstimateSource source, double? seconds, Gate gate)
    {
        // 6 GiB come back in 5 s, then 2.4 GiB are left beside the large one.
        Estimate large = Scene.Estimate(0.1, 6 * 1024, source) with { Duration = TimeSpan.FromSeconds(10) };
        Scene scene = Scene.Machine().Free(4).Runs(cores: 0.1, mib: 6 * 1024, age: 5).Waits(2, cores: 0.1, mib: 3 * 1024);
        scene = scene with
        {
            Running = [scene.Running[0] with { Estimate = large }],
            Queue = [scene.Queue[0] with { Estimate = large with { Memory = ByteSize.GiB(7) } }, scene.Queue[1] with { Estimate = scene.Queue[1].Estimate with { Duration = seconds is { } time ? TimeSpan.FromSeconds(time) : null } }],
        };
        scene.Gates().ShouldBe([Gate.Memory, gate]);
    }

    [Fact]
    public void What_will_fit_beside_the_first_when_there_is_room_for_it_overtakes_however_long_it_runs()
    {
        Estimate large = Scene.Estimate(0.1, 4 * 1024, EstimateSource.Remembered) with { Duration = TimeSpan.FromSeconds(10) };
        Scene scene = Scene.Machine().Free(2).Runs(2, cores: 0.1, mib: 4 * 1024, age: 5).Waits(1, mib: 4 * 1024).Waits(1, cores: 0.1, mib: 100).Waits(1, cores: 0.1, mib: 1250);
        scene = scene with { Running = [.. scene.Running.Select(job => job with { Estimate = large })], Queue = [scene.Queue[0] with { Estimate = large with { Memory = ByteSize.GiB(5) } }, .. scene.Queue[1..]] };
        scene.Gates().ShouldBe([Gate.Memory, Gate.Fits, Gate.ReservedMemory]);
    }

    [Theory]
    [InlineData(0, Gate.Fits)]
    [InlineData(2.0, Gate.Fits)]
    [InlineData(2.5, Gate.ReservedMemory)]
    public void What_has_just_come_free_for_the_first_is_not_given_to_those_behind_it(double returnedGib, Gate gate)
    {
        // 1.4 GiB are free beyond the reserve as far as the sample knows, the first needs 3.5.
        Scene scene = Scene.Machine().Free(2).Runs(cores: 0.1).Waits(mib: 3.5 * 1024).Waits(1, cores: 0.1, mib: 1024);
        (scene with { MemoryReturned = ByteSize.GiB(returnedGib) }).Gates().ShouldBe([Gate.Memory, gate]);
    }

    [Fact]
    public void A_job_larger_than_the_machine_runs_alone_and_at_once() =>
        Scene.Machine().Busy(4).Free(0).LastStarted(0).Waits(1, mib: 20 * 1024).Waits(1, mib: 1).Gates().ShouldBe([Gate.Alone, Gate.MemoryShort]);

    [Fact]
    public void A_job_larger_than_the_machine_waits_until_it_is_alone() => Scene.Machine().Runs().Waits(1, mib: 20 * 1024).First().ShouldBe(new(Gate.Memory, 0, 20 * GiB, Headroom(10)));

    [Fact]
    public void Nothing_starts_beside_one_that_has_waited_to_be_alone() =>
        Scene.Machine().Runs().Waits(1, mib: 20 * 1024, heldFor: 16).Waits(1, cores: 0).Gates().ShouldBe([Gate.Memory, Gate.ReservedMemory]);

    [Fact]
    public void Memory_that_cannot_be_read_holds_nobody() =>
        Scene.Machine().With(load => load with { MemoryAvailable = null, Capacity = load.Capacity with { MachineMemory = null } }).Runs().Waits(mib: 1e6).Gates().ShouldBe([Gate.Fits]);

    [Fact]
    public void The_limit_of_a_control_group_is_the_machine_for_us() =>
        Scene.Machine().With(load => load with { Capacity = load.Capacity with { MemoryLimit = ByteSize.GiB(1) } }).Waits(mib: 1000).Gates().ShouldBe([Gate.Alone]);

    [Theory]
    [InlineData(100.0, 6.0 * 1024)]
    [InlineData(4.0, 256.0)]
    [InlineData(1.0, 128.0)]
    public void The_reserve_is_a_share_but_not_too_little_nor_too_much(double gib, double reserveMib) =>
        MemoryBudget.Reserve(new(), ByteSize.GiB(gib)).ShouldBe(ByteSize.MiB(reserveMib));

    [Fact]
    public void The_user_may_set_the_reserve() =>
        Scene.Machine().By(new GovernorPolicy { MemoryReserve = ByteSize.GiB(9) }).Runs().Waits(mib: 1025).Waits(mib: 1000).Gates().ShouldBe([Gate.Memory, Gate.Fits]);

    static double Headroom(double gibAvailable) => (ByteSize.GiB(gibAvailable) - (ByteSize.GiB(10) * 0.06)).Bytes;
}
