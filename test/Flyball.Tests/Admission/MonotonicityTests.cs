using CsCheck;
using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Tests.Admission;

/// <summary>A better machine, or a more eager user, never holds the first job back.</summary>
public class MonotonicityTests
{
    const int Iterations = 1000;

    [Fact]
    public void More_available_memory_never_holds_the_first_job() => Scenes.Any(Scenes.Governor).Where(HasQueue).Sample(Gen.Long[0, 8L << 30], (scene, more) =>
        Compare(scene, scene.With(load => load with { MemoryAvailable = load.MemoryAvailable + new ByteSize(more) })));

    [Fact]
    public void More_CPUs_never_hold_the_first_job() => Scenes.Any(Scenes.Governor).Where(HasQueue).Sample(Gen.Int[1, 64], (scene, more) =>
        Compare(scene, scene.With(load => load with { Capacity = WithMore(load.Capacity, more) })));

    [Fact]
    public void Less_foreign_load_never_holds_the_first_job() => Scenes.Any(Scenes.Governor).Where(HasQueue).Sample(Gen.Double[0, 1], (scene, share) =>
        Compare(scene, scene.With(load => load with { BusyCores = load.BusyCores * share })));

    [Fact]
    public void What_an_ended_job_leaves_behind_never_holds_the_first_job() => Scenes.Any(Scenes.Governor).Where(HasQueue).Sample(Gen.Int[0, 1000], (scene, seed) =>
    {
        if (scene.Running.Length == 0 || scene.OwnCores is null || scene.Load.CpuPressure is null) return;
        RunningJob[] left = [.. scene.Running.Where((_, i) => i != seed % scene.Running.Length)];
        Compare(scene, scene with { Running = left });
    });

    [Fact]
    public void A_more_eager_level_starts_whatever_a_politer_one_starts() => Scenes.Any(Scenes.Governor).Where(HasQueue).Sample(scene =>
    {
        for (int i = 1; i < Aggressiveness.Levels.Count; i++)
        {
            Decision Under(int level) => scene.By(new GovernorPolicy { MaxRunning = scene.Policy.MaxRunning }).By(Aggressiveness.Levels[level]).Decide().Decisions[0];
            Decision polite = Under(i - 1), eager = Under(i);
            // A politer level keeps a larger reserve, so it finds sooner that a job can only run alone.
            if (polite.Starts && polite.Because.Gate != Gate.Alone) eager.Starts.ShouldBeTrue($"{polite} but {eager}");
        }
    }, iter: Iterations);

    static bool HasQueue(Scene scene) => scene.Queue.Length > 0;

    static Capacity WithMore(Capacity capacity, int cpus) => capacity with { MachineCpus = capacity.MachineCpus + cpus, UsableCpus = capacity.UsableCpus + cpus };

    static void Compare(Scene worse, Scene better)
    {
        Decision before = worse.Decide().Decisions[0], after = better.Decide().Decisions[0];
        if (before.Starts) after.Starts.ShouldBeTrue($"{before} but {after}");
    }
}

static class PairedSample
{
    /// <summary>Samples two generators that are shrunk and printed together.</summary>
    public static void Sample<T1, T2>(this Gen<T1> first, Gen<T2> second, Action<T1, T2> assert) => Gen.Select(first, second).Sample(assert, iter: 1000);
}
