using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Admission;

/// <summary>What one plan takes of each resource while it is made, and whose answer counts where several could be given.</summary>
public sealed class AdmissionBooksTests
{
    [Theory]
    [InlineData(0, 0, 1, Gate.Fits, 4)]
    [InlineData(6, 0, 1, Gate.Fits, 8)]
    [InlineData(3, 0, 6, Gate.Fits, 8)]
    [InlineData(7.5, 0, 1, Gate.Cpu, 8)]
    [InlineData(0, 3.5, 1, Gate.Cpu, 4)]
    [InlineData(7.5, 4, 1, Gate.Cpu, 4)]
    [InlineData(8, 3.5, 1, Gate.Cpu, 8)]
    public void Of_the_machine_and_the_quota_the_one_that_holds_the_job_is_named_or_that_with_less_to_spare(double others, double group, double cores, Gate gate, double limit)
    {
        Reason reason = Scene.Machine(cpus: 8, quota: 4).Busy(others).With(load => load with { QuotaGroupBusyCores = group }).Waits(cores: cores).First();
        (reason.Gate, reason.Limit).ShouldBe((gate, limit));
    }

    [Fact]
    public void Idle_cores_that_were_believed_taken_raise_the_target_before_and_after_a_wait()
    {
        Scene scene = Scene.Machine(cpus: 4).Runs(cores: 0).Waits();
        scene = scene with { State = scene.State with { Surplus = 0.25 } };
        scene.First().Limit.ShouldBe(5);
        scene.LastStarted(1000).First().Limit.ShouldBe(7);
    }

    [Fact]
    public void A_target_below_all_cores_is_all_that_a_large_job_takes() =>
        Scene.Machine(cpus: 4).By(new GovernorPolicy { CpuTarget = 0.5 }).Waits(cores: 100).Waits(cores: 0.1).Decide().Decisions[1].Because.Used.ShouldBe(2);

    [Fact]
    public void What_is_kept_for_a_large_job_is_what_of_it_must_fit() =>
        Scene.Machine(cpus: 4).By(new GovernorPolicy { CpuTarget = 0.5 }).Busy(1, own: 1).Runs().Waits(cores: 100, heldFor: 16).Waits(cores: 0.1).Decide().Decisions[1].Because
            .ShouldBe(new(Gate.ReservedCpu, 1 + 1.5, 0.75 * 0.1, 2));

    [Fact]
    public void A_part_of_a_core_counts_as_one_where_jobs_are_counted()
    {
        Scene.Machine(cpus: 8, quota: 1.5).Waits(4, cores: 0.1, source: EstimateSource.Learned).Gates().ShouldBe([Gate.Fits, Gate.Fits, Gate.Trial, Gate.Trial]);
        Scene.Machine(cpus: 16, quota: 8.5).Runs(70, cores: 0).Waits(9, cores: 0).Decide().Starts.ShouldBe(2);
    }

    [Fact]
    public void Unknown_jobs_that_start_with_the_same_plan_are_scouts_too() =>
        Scene.Machine(cpus: 16, gib: 4).Waits(8, cores: 0.1, mib: 500, source: EstimateSource.Assumed).Gates()[7].ShouldBe(Gate.Scouting);

    [Fact]
    public void Jobs_of_known_size_are_no_scouts() =>
        Scene.Machine(cpus: 16, gib: 4).Runs(cores: 0.1, mib: 3800, holdsMib: 5).Waits(cores: 0.1, mib: 500, source: EstimateSource.Assumed).First().Gate.ShouldBe(Gate.Memory);

    [Fact]
    public void What_overtakes_the_first_leaves_less_beside_it_to_the_next()
    {
        Estimate large = Scene.Estimate(0.1, 4 * 1024, EstimateSource.Remembered) with { Duration = TimeSpan.FromSeconds(10) };
        Scene scene = Scene.Machine().Free(2).Runs(2, cores: 0.1, mib: 4 * 1024, age: 5).Waits(1, mib: 4 * 1024).Waits(2, cores: 0.1, mib: 300);
        scene = scene with { Running = [.. scene.Running.Select(job => job with { Estimate = large })], Queue = [scene.Queue[0] with { Estimate = large with { Memory = ByteSize.GiB(5) } }, .. scene.Queue[1..]] };
        scene.Gates().ShouldBe([Gate.Memory, Gate.Fits, Gate.ReservedMemory]);
    }

    [Theory]
    [InlineData(2, Gate.Fits)]
    [InlineData(3, Gate.ReservedMemory)]
    public void What_a_running_job_has_yet_to_take_comes_back_with_what_it_holds(double gib, Gate gate)
    {
        Estimate large = Scene.Estimate(0.1, 6 * 1024, EstimateSource.Remembered) with { Duration = TimeSpan.FromSeconds(10) };
        Scene scene = Scene.Machine().Free(8).Runs(cores: 0.1, mib: 6 * 1024, holdsMib: 2 * 1024, age: 5).Waits(1, mib: 7 * 1024).Waits(1, cores: 0.1, mib: gib * 1024);
        scene = scene with { Running = [scene.Running[0] with { Estimate = large }], Queue = [scene.Queue[0] with { Estimate = large with { Memory = ByteSize.GiB(7) } }, scene.Queue[1]] };
        scene.Gates().ShouldBe([Gate.Memory, gate]);
    }

    [Fact]
    public void Where_less_will_come_back_than_is_missing_it_is_not_known_when_there_will_be_room()
    {
        Estimate large = Scene.Estimate(0.1, 1024, EstimateSource.Remembered) with { Duration = TimeSpan.FromSeconds(10) };
        Scene scene = Scene.Machine().Runs(2, mib: 1024, age: 5);
        scene = scene with { Running = [.. scene.Running.Select(job => job with { Estimate = large })] };
        Backfill.RoomAt(scene.Situation, ByteSize.GiB(1.5).Bytes).ShouldBe((scene.Now + TimeSpan.FromSeconds(5), ByteSize.GiB(0.5).Bytes));
        Backfill.RoomAt(scene.Situation, ByteSize.GiB(3).Bytes).ShouldBeNull();
    }

    [Fact]
    public void Jobs_that_are_said_to_run_for_ever_are_taken_at_their_word()
    {
        Estimate endless = Scene.Estimate(0.1, 6 * 1024, EstimateSource.Remembered) with { Duration = TimeSpan.MaxValue };
        Scene scene = Scene.Machine().Free(4).Runs(cores: 0.1, mib: 6 * 1024, age: 5).Waits(2, cores: 0.1, mib: 3 * 1024);
        scene = scene with { Running = [scene.Running[0] with { Estimate = endless }], Queue = [scene.Queue[0] with { Estimate = endless with { Memory = ByteSize.GiB(7) } }, scene.Queue[1] with { Estimate = endless with { Memory = ByteSize.GiB(3) } }] };
        Backfill.RoomAt(scene.Situation, ByteSize.GiB(1).Bytes).ShouldBeNull();
        scene.Gates()[0].ShouldBe(Gate.Memory);
    }

    [Fact]
    public void One_that_only_runs_alone_waits_for_all_to_end_and_says_what_it_needs()
    {
        Scene scene = Scene.Machine().Runs(cores: 0.1);
        scene.Waits([Loner(10, heldFor: 16)]).Waits(cores: 0.1).Gates().ShouldBe([Gate.Memory, Gate.ReservedMemory]);
        scene.Waits([Loner(0, heldFor: 0)]).Waits(cores: 0.1).Gates().ShouldBe([Gate.Memory, Gate.Fits]);
        scene.Waits([Loner(10, heldFor: 0)]).First().Needed.ShouldBe(ByteSize.MiB(10).Bytes);
    }

    [Fact]
    public void One_that_only_runs_alone_does_so_where_memory_cannot_be_seen() =>
        Scene.Machine().With(load => load with { MemoryAvailable = null, Capacity = load.Capacity with { MachineMemory = null } }).Waits([Loner(10, heldFor: 0)]).First()
            .ShouldBe(new(Gate.Alone, 0, ByteSize.MiB(10).Bytes, 0));

    static QueuedJob Loner(double mib, double heldFor) =>
        new(default, Scene.Estimate(0.1, mib), TimeSpan.Zero, HeldSince: TimeSpan.FromSeconds(1000 - heldFor)) { MemoryEnds = 3 };
}
