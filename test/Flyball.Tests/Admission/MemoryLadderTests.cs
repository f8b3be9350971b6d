using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Admission;

/// <summary>Machines of 10 GiB: of these 0.6 GiB are kept free and 0.3 GiB are critical, unless a test says otherwise.</summary>
public sealed class MemoryLadderTests
{
    [Theory]
    [InlineData(16, 983, 491)]
    [InlineData(3, 256, 128)]
    [InlineData(0.5, 64, 32)]
    public void What_is_kept_free_and_what_is_critical_follow_the_size_of_the_machine(double gib, double reserve, double critical)
    {
        var marks = MemoryMarks.Of(new(), ByteSize.GiB(gib));
        (marks.Reserve / (1 << 20)).ShouldBe(reserve, 1);
        (marks.Critical / (1 << 20)).ShouldBe(critical, 1);
    }

    [Theory]
    [InlineData(8, 3 * 163.84)]
    [InlineData(1, 512)]
    [InlineData(0, 128)]
    public void Critical_is_never_more_than_half_of_what_the_user_keeps_free_nor_all_of_it_given_away(double reserveGib, double critical)
    {
        var marks = MemoryMarks.Of(new() { MemoryReserve = ByteSize.GiB(reserveGib) }, ByteSize.GiB(16 * (reserveGib == 1 ? 4 : 1)));
        (marks.Critical / (1 << 20)).ShouldBe(critical, 1);
        marks.Reserve.ShouldBeGreaterThanOrEqualTo(2 * marks.Critical);
    }

    [Fact]
    public void Nothing_is_started_while_less_than_the_reserve_is_left() =>
        Scene.Machine().Free(0.5).Runs().Waits().First().ShouldBe(new(Gate.MemoryShort, 0, ByteSize.GiB(0.6).Bytes, ByteSize.GiB(0.5).Bytes));

    [Fact]
    public void Nothing_is_started_that_would_find_the_memory_full_half_a_second_later()
    {
        Scene.Machine().Free(2).Runs([Scene.Growing(4.1)]).Waits().First().Gate.ShouldBe(Gate.MemoryShort);
        Scene.Machine().Free(2).Runs([Scene.Growing(3.9)]).Waits().First().Gate.ShouldBe(Gate.Fits);
    }

    [Fact]
    public void A_command_that_ran_before_is_not_believed_to_grow_beyond_what_it_held_until_it_does()
    {
        RunningJob grows = Scene.Growing(8, holdsGib: 1);
        grows = grows with { Estimate = grows.Estimate with { Memory = ByteSize.GiB(2), MemorySource = EstimateSource.Remembered } };
        Scene scene = Scene.Machine(gib: 16).Free(3.2).Waits(mib: 100);
        scene.Runs([grows with { Estimate = grows.Estimate with { MemorySource = EstimateSource.Learned } }]).First().Gate.ShouldBe(Gate.MemoryShort);
        scene.Runs([grows]).First().Gate.ShouldBe(Gate.Fits);
        scene.Runs([grows with { Memory = ByteSize.GiB(2.1) }]).First().Gate.ShouldBe(Gate.MemoryShort);
    }

    [Fact]
    public void Pressure_counts_only_when_little_is_left()
    {
        Scene Pressed(double gib) => Scene.Machine().Free(gib).Runs().Waits().With(load => load with { MemoryPressure = new(0.2, 0) });
        Pressed(1.1).First().Gate.ShouldBe(Gate.MemoryShort);
        Pressed(5).First().Gate.ShouldBe(Gate.Fits);
    }

    [Fact]
    public void The_first_job_starts_although_others_hold_all_the_memory() => Scene.Machine().Free(0.1).Waits().LastStarted(60).First().Gate.ShouldBe(Gate.Progress);

    [Fact]
    public void Starts_go_on_once_clearly_more_has_been_left_for_a_second()
    {
        Scene scene = Scene.Machine().Free(0.5).Runs().Waits();
        scene = After(scene, 0.1).Free(0.8);
        scene.First().ShouldBe(new(Gate.MemoryShort, 0, ByteSize.GiB(0.9).Bytes, ByteSize.GiB(0.8).Bytes));
        scene = After(scene, 0.1).Free(1);
        scene.First().Gate.ShouldBe(Gate.MemoryShort);
        scene = After(scene, 0.9);
        scene.First().Gate.ShouldBe(Gate.MemoryShort, "the numbers are those of the time when it was short");
        After(scene, 0.1).First().Gate.ShouldBe(Gate.Fits);
    }

    [Fact]
    public void The_youngest_of_those_that_grow_is_suspended()
    {
        Scene scene = Scene.Machine().Free(0.4).Runs([Scene.Growing(0.1, age: 60), Scene.Growing(0.1, age: 30), Scene.Growing(0, age: 5)]);
        Step(scene).ShouldBe((MemoryStepKind.Suspend, 2));
        Reason because = scene.Decide().MemoryStep!.Value.Because;
        (because.Gate, because.Limit).ShouldBe((Gate.MemoryShort, ByteSize.GiB(0.4).Bytes));
        because.Needed.ShouldBe(ByteSize.GiB(0.45).Bytes, 1);
    }

    [Fact]
    public void A_job_that_grows_far_more_slowly_than_another_is_not_in_its_way() =>
        Step(Scene.Machine().Free(0.4).Runs([Scene.Growing(0.5, age: 60), Scene.Growing(0.1, age: 5)])).ShouldBe((MemoryStepKind.Suspend, 1));

    [Theory]
    [InlineData(0.55, 0.6, true)]
    [InlineData(0.55, 0.4, false)]
    [InlineData(2, 9, true)]
    [InlineData(2, 7, false)]
    public void It_is_suspended_the_earlier_the_faster_memory_is_filled(double gib, double gibPerSecond, bool isSuspended) =>
        (Scene.Machine().Free(gib).Runs([Scene.Growing(gibPerSecond), Scene.Growing(0)]).Decide().MemoryStep?.Kind == MemoryStepKind.Suspend).ShouldBe(isSuspended);

    [Fact]
    public void The_last_that_runs_is_never_suspended() =>
        Scene.Machine().Free(0.4).Runs([Scene.Growing(1) with { IsRepeatable = false }, Scene.Growing(1) with { IsSuspended = true, Memory = ByteSize.Zero }]).Decide().MemoryStep.ShouldBeNull();

    [Fact]
    public void What_cannot_be_suspended_is_passed_over() =>
        Step(Scene.Machine().Free(0.4).Runs([Scene.Growing(0.1, age: 60), Scene.Growing(0.1, age: 5) with { IsSuspendable = false }])).ShouldBe((MemoryStepKind.Suspend, 1));

    [Fact]
    public void The_oldest_goes_on_when_there_is_room_for_what_it_took_in_a_second()
    {
        RunningJob suspended = Scene.Growing(1.5, age: 30) with { IsSuspended = true, SteppedAt = TimeSpan.FromSeconds(999) };
        Scene scene = Scene.Machine().Runs([Scene.Growing(0), suspended, suspended with { StartedAt = TimeSpan.FromSeconds(990) }]);
        Step(scene.Free(2.2)).ShouldBe((MemoryStepKind.Resume, 2));
        scene.Free(2).Decide().MemoryStep.ShouldBeNull();
    }

    [Fact]
    public void It_goes_on_a_second_later_at_the_earliest_but_at_once_when_nothing_else_runs()
    {
        RunningJob suspended = Scene.Growing(0.1) with { IsSuspended = true, SteppedAt = TimeSpan.FromSeconds(999.1) };
        Scene.Machine().Free(5).Runs([Scene.Growing(0), suspended]).Decide().MemoryStep.ShouldBeNull();
        Step(Scene.Machine().Free(0.1).Runs([suspended])).ShouldBe((MemoryStepKind.Resume, 1));
    }

    [Fact]
    public void What_loses_least_for_its_memory_is_ended_when_memory_is_nearly_gone()
    {
        Scene scene = Scene.Machine().Free(0.2).Runs([Scene.Growing(0, holdsGib: 4, age: 60), Scene.Growing(0, holdsGib: 2, age: 5), Scene.Growing(0, holdsGib: 0.1, age: 1)]);
        scene.Decide().MemoryStep.ShouldBe(new(MemoryStepKind.End, new(2), new(Gate.MemoryShort, 0, ByteSize.GiB(0.3).Bytes, ByteSize.GiB(0.2).Bytes)));
        Step(scene with { Running = [scene.Running[0], scene.Running[1] with { MemoryEnds = 19 }] }).ShouldBe((MemoryStepKind.End, 1), "not again and again the same");
    }

    [Fact]
    public void A_large_job_that_has_done_much_is_not_ended_where_the_memory_of_a_small_one_is_enough() =>
        Step(Scene.Machine().Free(0.2).Runs([Scene.Growing(0, holdsGib: 8, age: 20), Scene.Growing(0, holdsGib: 1, age: 5)])).ShouldBe((MemoryStepKind.End, 2));

    [Fact]
    public void The_last_one_is_never_ended_nor_one_that_cannot_be_repeated_nor_one_whose_end_would_give_nothing()
    {
        Scene scene = Scene.Machine().Free(0.1);
        scene.Runs([Scene.Growing(1)]).Decide().MemoryStep.ShouldBeNull();
        scene.Runs([Scene.Growing(0) with { IsRepeatable = false }, Scene.Growing(0, holdsGib: 0.01), Scene.Growing(0) with { Memory = null }]).Decide().MemoryStep.ShouldBeNull();
        Step(scene.Runs([Scene.Growing(1, age: 9), Scene.Growing(1) with { IsRepeatable = false }])).ShouldBe((MemoryStepKind.End, 1));
    }

    [Fact]
    public void The_next_one_is_ended_when_it_was_seen_what_the_first_gave_back()
    {
        Scene scene = Scene.Machine().Free(0.1).Runs([Scene.Growing(0), Scene.Growing(0), Scene.Growing(0)]) with { LoadTakenAt = TimeSpan.FromSeconds(1000) };
        AdmissionState state = scene.Decide().State;
        Scene ending = scene with { Now = TimeSpan.FromSeconds(1002), LoadTakenAt = TimeSpan.FromSeconds(1002), State = state, Running = [scene.Running[0] with { IsEnding = true }, .. scene.Running[1..]] };
        ending.Decide().MemoryStep.ShouldBeNull("it has not ended yet");
        Scene ended = ending with { State = ending.Decide().State, Running = scene.Running[1..] };
        ended.Decide().MemoryStep.ShouldBeNull("the sample is older than its end");
        Step(ended with { Now = TimeSpan.FromSeconds(1002.1), LoadTakenAt = TimeSpan.FromSeconds(1002.1) }).ShouldBe((MemoryStepKind.End, 2));
    }

    [Fact]
    public void With_nothing_left_to_suspend_the_end_comes_in_time_for_what_is_taken_meanwhile()
    {
        Scene Fast(double gibPerSecond) => Scene.Machine().Free(0.4).Runs([Scene.Growing(gibPerSecond), Scene.Growing(0) with { IsSuspended = true }]);
        Step(Fast(1)).Kind.ShouldBe(MemoryStepKind.End);
        Fast(0.1).Decide().MemoryStep.ShouldBeNull();
    }

    [Fact]
    public void One_of_several_that_stand_still_is_ended_before_another_goes_on_without_memory()
    {
        RunningJob suspended = Scene.Growing(1) with { IsSuspended = true };
        Step(Scene.Machine().Free(0.1).Runs([suspended, suspended])).Kind.ShouldBe(MemoryStepKind.End);
        Scene.Machine().Free(0.1).Runs([suspended, suspended, suspended with { IsEnding = true }]).Decide().MemoryStep.ShouldBeNull();
    }

    [Fact]
    public void A_suspended_job_takes_no_CPU()
    {
        double Committed(bool isSuspended) => CpuCommitment.Of(Scene.Machine().Runs([Scene.Growing(0) with { IsSuspended = isSuspended }]).Situation, default).Machine.Committed;
        (Committed(false), Committed(true)).ShouldBe((1, 0));
    }

    [Fact]
    public void A_job_that_was_ended_three_times_runs_alone()
    {
        Scene scene = Scene.Machine().Waits([new QueuedJob(default, Scene.Estimate(0.1, 10), TimeSpan.Zero) { MemoryEnds = 3 }]).Waits(cores: 0.1);
        scene.Gates().ShouldBe([Gate.Alone, Gate.Memory]);
        scene.Runs(cores: 0.1).Gates().ShouldBe([Gate.Memory, Gate.Fits]);
        Scene.Machine().Runs([Scene.Growing(0) with { MemoryEnds = 3 }]).Waits(cores: 0.1).First().Gate.ShouldBe(Gate.Memory);
    }

    [Fact]
    public void Where_memory_cannot_be_seen_nothing_is_done() =>
        Scene.Machine().With(load => load with { MemoryAvailable = null }).Runs([Scene.Growing(9), Scene.Growing(9)]).Waits(cores: 0.1).Decide().MemoryStep.ShouldBeNull();

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 100, 200)]
    [InlineData(0, 1000, 1500)]
    [InlineData(3000, 1000, 3000)]
    public void What_was_ended_is_believed_to_need_more(double before, double peak, double after) =>
        MemoryLadder.LeastAfter(ByteSize.MiB(before), ByteSize.MiB(peak)).ShouldBe(ByteSize.MiB(after));

    static (MemoryStepKind Kind, long Job) Step(Scene scene) => scene.Decide().MemoryStep is { } step ? (step.Kind, step.Job.Value) : default;

    /// <summary>The scene a while later, with the state that its decision handed on.</summary>
    static Scene After(Scene scene, double seconds) => scene with { Now = scene.Now + TimeSpan.FromSeconds(seconds), State = scene.Decide().State };
}
