using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Admission;

/// <summary>Which job a step of the memory ladder is taken with, and what is handed on. Machines of 10 GiB: 0.6 GiB are kept free, 0.3 GiB are critical.</summary>
public sealed class MemoryStepsTests
{
    static readonly RunningJob s_suspended = Scene.Growing(0, age: 30) with { IsSuspended = true, SteppedAt = TimeSpan.FromSeconds(995) };

    [Fact]
    public void Of_jobs_of_one_age_the_one_added_last_is_the_youngest() => Step(Scene.Machine().Free(0.4).Runs([Scene.Growing(0.1), Scene.Growing(0.1)])).ShouldBe((MemoryStepKind.Suspend, 2));

    [Theory]
    [InlineData(999.5, 1)]
    [InlineData(998, 2)]
    public void One_that_has_just_been_resumed_is_not_suspended_again_at_once(double steppedAt, long suspended) =>
        Step(Scene.Machine().Free(0.4).Runs([Scene.Growing(0.1), Scene.Growing(0.1, age: 5) with { SteppedAt = TimeSpan.FromSeconds(steppedAt) }])).ShouldBe((MemoryStepKind.Suspend, suspended));

    [Fact]
    public void One_that_is_ending_does_not_count_as_running_beside_another() =>
        Scene.Machine().Free(0.4).Runs([Scene.Growing(0.1) with { IsRepeatable = false }, Scene.Growing(0.1) with { IsEnding = true }]).Decide().MemoryStep.ShouldBeNull();

    [Fact]
    public void A_small_job_is_not_ended_where_a_large_one_has_done_less() =>
        Step(Scene.Machine().Free(0.2).Runs([Scene.Growing(0, holdsGib: 0.04), Scene.Growing(0, age: 5)])).ShouldBe((MemoryStepKind.End, 2));

    [Theory]
    [InlineData(0.4, true)]
    [InlineData(0.2, false)]
    public void Where_all_tasks_wait_for_memory_a_job_is_ended_sooner(double pressure, bool isEnded) =>
        (Step(Scene.Machine().Free(0.5).Runs(2, mib: 1024).With(load => load with { MemoryPressure = new(pressure, pressure) })).Kind == MemoryStepKind.End).ShouldBe(isEnded);

    [Theory]
    [InlineData(EstimateSource.Requested, 3.5, false)]
    [InlineData(EstimateSource.Requested, 3.7, true)]
    [InlineData(EstimateSource.Assumed, 1, true)]
    public void A_suspended_job_goes_on_beside_what_the_others_are_known_to_take_yet(EstimateSource source, double gib, bool goesOn)
    {
        Scene scene = Scene.Machine().Free(gib).Runs(mib: 4 * 1024, holdsMib: 1024, source: source).Runs([s_suspended]);
        Step(scene).ShouldBe(goesOn ? (MemoryStepKind.Resume, 2) : default);
    }

    [Fact]
    public void When_all_are_suspended_the_oldest_goes_on()
    {
        Step(Scene.Machine().Free(5).Runs([s_suspended, s_suspended])).ShouldBe((MemoryStepKind.Resume, 1));
        Step(Scene.Machine().Free(0.1).Runs([s_suspended, Scene.Growing(1) with { IsEnding = true }])).ShouldBe((MemoryStepKind.Resume, 1), "it waits for no other that could be ended");
        RunningJob last = s_suspended with { IsRepeatable = false };
        Scene ended = Scene.Machine().Free(0.1).Runs([last, last]);
        Step(ended with { State = ended.State with { Memory = new() { EndedAt = TimeSpan.FromSeconds(999.8) } } }).ShouldBe((MemoryStepKind.Resume, 1), "no other end is to come");
    }

    [Fact]
    public void While_one_is_suspended_nothing_is_started_however_much_is_available()
    {
        Scene scene = Scene.Machine().Free(5).Runs([Scene.Growing(0), s_suspended with { SteppedAt = TimeSpan.FromSeconds(999.5) }]).Waits(cores: 0.1);
        scene.First().Gate.ShouldBe(Gate.MemoryShort);
        (scene with { State = scene.State with { Memory = new() { IsShort = true, CalmSince = TimeSpan.FromSeconds(990) } } }).First().Gate.ShouldBe(Gate.MemoryShort);
    }

    [Fact]
    public void Memory_that_cannot_be_seen_any_more_is_not_short()
    {
        Scene scene = Scene.Machine().With(load => load with { MemoryAvailable = null }).Runs(cores: 0.1).Waits(cores: 0.1);
        scene = scene with { State = scene.State with { Memory = new() { IsShort = true, IsUrgent = true, CalmSince = TimeSpan.FromSeconds(1) } } };
        scene.First().Gate.ShouldBe(Gate.Fits);
        scene.Decide().State.Memory.ShouldBe(new());
    }

    [Fact]
    public void Memory_is_looked_at_closely_when_it_would_be_full_within_five_seconds_or_is_short()
    {
        bool IsUrgent(double gib, double gibPerSecond) => Scene.Machine().Free(gib).Runs([Scene.Growing(gibPerSecond)]).Decide().State.Memory.IsUrgent;
        (IsUrgent(2, 0.5), IsUrgent(2, 0.3), IsUrgent(0.5, 0)).ShouldBe((true, false, true));
        IsUrgent(2.5, 0.5).ShouldBeFalse("it is full after them");
    }

    [Fact]
    public void When_memory_is_short_no_more_it_is_not_calm_again_either()
    {
        Scene scene = Scene.Machine().Free(5).Runs([Scene.Growing(0)]);
        MemoryLadderState calm = (scene with { State = scene.State with { Memory = new() { IsShort = true, CalmSince = TimeSpan.FromSeconds(999.5) } } }).Decide().State.Memory;
        (calm.IsShort, calm.IsUrgent, calm.CalmSince).ShouldBe((true, true, TimeSpan.FromSeconds(999.5)));
        MemoryLadderState over = (scene with { State = scene.State with { Memory = new() { IsShort = true, CalmSince = TimeSpan.FromSeconds(999) } } }).Decide().State.Memory;
        (over.IsShort, over.IsUrgent, over.CalmSince).ShouldBe((false, false, null));
    }

    [Fact]
    public void The_state_says_which_job_was_ended_and_when()
    {
        Scene scene = Scene.Machine().Free(0.2).Runs([Scene.Growing(0), Scene.Growing(0, age: 5)]);
        MemoryLadderState ended = scene.Decide().State.Memory;
        (ended.SteppedAt, ended.EndedAt, ended.FreeingAt, ended.Victim).ShouldBe((scene.Now, scene.Now, scene.Now, new JobId(2)));
        MemoryLadderState suspended = scene.Free(0.4).Runs([Scene.Growing(0.1)]).Decide().State.Memory;
        (suspended.SteppedAt, suspended.EndedAt, suspended.FreeingAt, suspended.Victim).ShouldBe((scene.Now, null, null, null));
    }

    [Fact]
    public void The_victim_holds_up_the_next_end_even_where_nobody_knows_what_it_holds()
    {
        Scene scene = Scene.Machine().Free(0.1).Runs([Scene.Growing(0) with { IsEnding = true, Memory = null }, Scene.Growing(0), Scene.Growing(0)]);
        Step(scene).Kind.ShouldBe(MemoryStepKind.End);
        (scene with { State = scene.State with { Memory = new() { Victim = new(1) } } }).Decide().MemoryStep.ShouldBeNull();
    }

    static (MemoryStepKind Kind, long Job) Step(Scene scene) => scene.Decide().MemoryStep is { } step ? (step.Kind, step.Job.Value) : default;
}
