using CsCheck;
using Flyball.Admission;

namespace Flyball.Tests.Admission;

/// <summary>Over time: something always runs, and nobody waits for ever.</summary>
public class ProgressTests
{
    const int Cpus = 4, Gib = 10;
    const double Longest = 8, KeepRoomAfter = 15;

    static readonly Gen<Aggressiveness> s_level = Gen.Int[1, 3].Select(i => Aggressiveness.Levels[i]);

    static readonly Gen<TinyJob> s_small = Gen.Select(Gen.Double[0.5, Longest], Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 1], Gen.Const(1.0)), Gen.Double[0, 1500], (lasts, cores, mib) =>
        new TinyJob(0, lasts, cores, mib));

    [Fact]
    public void An_idle_machine_starts_something_within_the_wait_of_the_level_and_one_review_whatever_others_do() =>
        Gen.Select(s_level, Gen.Select(s_small, Gen.Double[0, 20], Gen.Double[0, 12_000], (job, at, mib) => job with { Arrives = at, Mib = mib }).Array[1, 8], Gen.Double[0, 2 * Cpus], Gen.Double[0, 12_000])
            .Sample((level, jobs, foreign, foreignMib) =>
            {
                var machine = new TinyMachine(Scene.Machine(Cpus, Gib).By(level), jobs, foreign, foreignMib);
                machine.Run();
                machine.LongestIdle.ShouldBeLessThanOrEqualTo(level.ProgressAfter.TotalSeconds + 1 + 0.001);
            }, iter: 30);

    [Fact]
    public void A_job_that_needs_most_of_the_memory_starts_despite_a_stream_of_small_ones() => StartsDespiteSmallOnes(new(2, 1, 1, 8500), foreign: Gen.Const(0.0));

    [Fact]
    public void A_job_that_needs_all_cores_starts_despite_a_stream_of_small_ones() => StartsDespiteSmallOnes(new(2, 1, Cpus, 100), foreign: Gen.Double[0, 2]);

    [Fact]
    public void A_job_that_needs_more_memory_than_there_is_starts_despite_a_stream_of_small_ones() => StartsDespiteSmallOnes(new(2, 1, 1, 20_000), foreign: Gen.Const(0.0));

    [Fact]
    public void A_less_important_job_starts_despite_a_stream_of_slightly_more_important_ones()
    {
        // One point of priority is five minutes of waiting: after that nobody overtakes.
        TinyJob[] jobs = [new(0, 1, 1, 0, Priority: -1), .. Enumerable.Range(0, 800).Select(i => new TinyJob(i * 0.5, 0.9, 1, 0))];
        var machine = new TinyMachine(Scene.Machine(cpus: 1), jobs);
        machine.Run(until: 0);
        machine.StartOf(0)!.Value.ShouldBeInRange(2, 700);
    }

    /// <summary>
    /// The bound: what came before the big job, then the time until room is kept, then the end of whatever ran when that began.
    /// </summary>
    static void StartsDespiteSmallOnes(TinyJob big, Gen<double> foreign) => Gen.Select(s_level, Gen.Double[0.05, 0.8], s_small.Array[40], foreign).Sample((level, gap, small, others) =>
    {
        TinyJob[] stream = [.. Enumerable.Range(0, (int)(90 / gap)).Select(i => small[i % small.Length] with { Arrives = i * gap })];
        int before = stream.Count(job => job.Arrives <= big.Arrives);
        var machine = new TinyMachine(Scene.Machine(Cpus, Gib).By(level), [big, .. stream], others);
        machine.Run(until: 0);
        machine.StartOf(0)!.Value.ShouldBeLessThanOrEqualTo(big.Arrives + (before * Longest / Cpus) + KeepRoomAfter + Longest + level.ProgressAfter.TotalSeconds + 1);
    }, iter: 12);
}
