using CsCheck;
using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Admission;

public class RemedyTests
{
    [Fact]
    public void A_cap_is_helped_by_an_end_or_by_a_larger_cap() =>
        Remedies(Scene.Machine().AtMost(2).Runs(2, cores: 0).Waits()).ShouldBe([new(RemedyKind.JobsEnd, 1), new(RemedyKind.MaxRunning, 3)]);

    [Fact]
    public void Those_before_it_count_too() =>
        Remedies(Scene.Machine().AtMost(2).Runs(2, cores: 0).Waits(3, cores: 0.1), index: 2).ShouldBe([new(RemedyKind.MaxRunning, 5)]);

    [Fact]
    public void Busy_cores_are_helped_by_an_end_or_by_a_larger_target() =>
        Remedies(Scene.Machine(cpus: 2).Runs(2).Busy(2, own: 2).Waits()).ShouldBe([new(RemedyKind.JobsEnd, 1), new(RemedyKind.TimePasses, 24.4), new(RemedyKind.CpuTarget, 1.38)]);

    [Fact]
    public void Foreign_work_that_ends_helps_where_there_is_some() =>
        Remedies(Scene.Machine(cpus: 2).Busy(2).Waits()).ShouldContain(new Remedy(RemedyKind.CoresFreed, 0.75));

    [Fact]
    public void Short_memory_is_helped_by_more_of_it_or_by_a_smaller_reserve()
    {
        Scene scene = Scene.Machine(gib: 10).Free(2).Runs(cores: 0, mib: 100).Waits(cores: 0, mib: 1700);
        Remedies(scene).ShouldBe([new(RemedyKind.MemoryFreed, 267 << 20), new(RemedyKind.MemoryReserve, 348 << 20)]);
    }

    [Fact]
    public void Several_jobs_may_have_to_end()
    {
        Scene scene = Scene.Machine(gib: 10).Free(1).Runs(3, cores: 0, mib: 1000).Waits(cores: 0, mib: 2100);
        Remedies(scene)[0].ShouldBe(new(RemedyKind.JobsEnd, 2));
    }

    [Fact]
    public void The_pace_is_helped_by_time()
    {
        Scene scene = Scene.Machine().LastStarted(0.5).Waits();
        scene = scene.By(scene.Policy with { StartInterval = TimeSpan.FromSeconds(2) });
        Remedies(scene).ShouldBe([new(RemedyKind.TimePasses, 1.5), new(RemedyKind.StartInterval, 0.5)]);
    }

    [Fact]
    public void What_the_probe_will_open_by_itself_is_helped_by_an_end_or_by_time_and_never_by_nothing()
    {
        Scene scene = Probed(new() { Limit = 2 });
        scene.First().Gate.ShouldBe(Gate.Yield);
        Remedies(scene).ShouldBe([new(RemedyKind.JobsEnd, 1), new(RemedyKind.TimePasses, 0.1)]);
    }

    [Fact]
    public void What_the_probe_has_found_to_be_too_much_time_alone_does_not_help() =>
        Remedies(Probed(new() { Limit = 2, IsFound = true, Stage = YieldStage.Watching, FrozenUntil = TimeSpan.FromDays(1), Backoff = YieldProbe.FirstBackoff })).ShouldBe([new(RemedyKind.JobsEnd, 1)]);

    [Fact]
    public void Where_less_is_kept_free_than_a_step_the_reserve_is_given_up_whole()
    {
        Scene scene = Scene.Machine(gib: 10).Free(2).Runs(cores: 0, mib: 100).Waits(cores: 0, mib: 2047.5);
        Remedies(scene.By(new GovernorPolicy { MemoryReserve = ByteSize.MiB(1.5) })).ShouldBe([new(RemedyKind.JobsEnd, 1), new(RemedyKind.MemoryFreed, 1 << 20), new(RemedyKind.MemoryReserve, 0)]);
    }

    [Fact]
    public void A_person_is_waited_for_and_another_level_does_not_wait()
    {
        Scene scene = (Scene.Machine() with { PersonIdle = TimeSpan.FromSeconds(20) }).By(Aggressiveness.Background).Waits();
        scene.First().ShouldBe(new(Gate.PersonActive, 0, 30, 20));
        Remedies(scene).ShouldBe([new(RemedyKind.TimePasses, 10), new(RemedyKind.OtherLevel, 0)]);
    }

    [Fact]
    public void The_users_limits_are_helped_by_other_limits()
    {
        Scene scene = Scene.Machine().With(load => load with { Runnable = 5 }).Free(1).Waits();
        Remedies(scene.By(scene.Policy with { MaxLoad = 4 })).ShouldBe([new(RemedyKind.TasksEnd, 2), new(RemedyKind.MaxLoad, 6)]);
        Remedies(scene.By(scene.Policy with { MinAvailableMemory = ByteSize.GiB(2) })).ShouldBe([new(RemedyKind.MemoryFreed, 1 << 30), new(RemedyKind.MinAvailableMemory, 1 << 30)]);
    }

    [Fact]
    public void A_resource_is_waited_for_by_what_is_missing_of_it() =>
        RemedySearch.ForResource(new(Gate.Resource, 2, 2, 3) { Resource = "gpu" }).ShouldBe(new(RemedyKind.ResourceFreed, 1) { Resource = "gpu" });

    [Fact]
    public void A_job_that_starts_needs_none() => Remedies(Scene.Machine().Waits()).ShouldBeEmpty();

    [Fact]
    public void What_would_help_does() => Scenes.Any(Gen.OneOf(Scenes.Governor, Scenes.Plain)).Sample(scene =>
    {
        for (int i = 0; i < scene.Queue.Length; i++)
            foreach (Remedy remedy in Remedies(scene, i)) Applied(scene, remedy).Decide().Decisions[i].Starts.ShouldBeTrue($"{remedy} of job {i}");
    }, iter: 500);

    [Fact]
    public void A_running_job_less_would_not_help() => Scenes.Any(Scenes.Governor).Sample(scene =>
    {
        foreach (Remedy remedy in scene.Queue.Length == 0 ? [] : Remedies(scene))
            if (remedy is { Kind: RemedyKind.JobsEnd, Amount: > 0 }) Applied(scene, remedy with { Amount = remedy.Amount - 1 }).Decide().Decisions[0].Starts.ShouldBeFalse($"{remedy}");
    }, iter: 500);

    /// <summary>A job that only the limit of the probe holds.</summary>
    static Scene Probed(YieldState state)
    {
        var done = new WorkDone(TimeSpan.FromSeconds(1000), TimeSpan.Zero, 0);
        Scene scene = Scene.Machine().Runs(2, cores: 0.1, source: EstimateSource.Learned).Waits(1, cores: 0.1, source: EstimateSource.Learned, siblings: 9);
        return scene with { Done = done, State = new() { Yield = state with { Seen = done } } };
    }

    static IReadOnlyList<Remedy> Remedies(Scene scene, int index = 0) => RemedySearch.Find(scene.Situation, scene.Policy, index);

    static Scene Applied(Scene scene, Remedy remedy)
    {
        double amount = remedy.Amount;
        var bytes = new ByteSize((long)amount);
        RunningJob[] oldestFirst = [.. scene.Running.OrderBy(job => job.StartedAt).ThenBy(job => job.Id)];
        GovernorPolicy? governor = scene.Policy as GovernorPolicy;
        return remedy.Kind switch
        {
            RemedyKind.JobsEnd => scene.With(load => load with
            {
                MemoryAvailable = load.MemoryAvailable + oldestFirst.Take((int)amount).Aggregate(ByteSize.Zero, (sum, job) => sum + (job.Memory ?? ByteSize.Zero)),
            }) with { Running = oldestFirst[(int)amount..] },
            RemedyKind.MemoryFreed => scene.With(load => load with { MemoryAvailable = load.MemoryAvailable + bytes }),
            RemedyKind.CoresFreed => scene with { OwnCores = scene.OwnCores + amount },
            RemedyKind.TasksEnd => scene.With(load => load with { Runnable = load.Runnable - (int)amount }),
            RemedyKind.TimePasses => scene with { Now = scene.Now + TimeSpan.FromSeconds(amount), PersonIdle = scene.PersonIdle + TimeSpan.FromSeconds(amount) },
            RemedyKind.MaxRunning => scene.AtMost((int)amount),
            RemedyKind.CpuTarget => scene.By(governor! with { CpuTarget = amount }),
            RemedyKind.MemoryReserve => scene.By(governor! with { MemoryReserve = bytes }),
            RemedyKind.MaxLoad => scene.By(scene.Policy with { MaxLoad = amount }),
            RemedyKind.MinAvailableMemory => scene.By(scene.Policy with { MinAvailableMemory = bytes }),
            RemedyKind.StartInterval => scene.By(scene.Policy with { StartInterval = TimeSpan.FromSeconds(amount) }),
            RemedyKind.OtherLevel => scene.By(governor!.Aggressiveness with { QuietTime = null }),
            _ => throw new ArgumentOutOfRangeException(nameof(remedy), remedy.Kind, null),
        };
    }
}
