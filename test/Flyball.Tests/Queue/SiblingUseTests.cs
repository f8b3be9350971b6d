using CsCheck;
using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Queue;

public class SiblingUseTests
{
    static readonly ByteSize s_prior = ByteSize.MiB(500);

    [Fact]
    public void Nobody_knows_a_job_of_which_nothing_was_seen()
    {
        Estimate estimate = new SiblingUse().EstimateFor(ResourceRequest.Unknown, memoryPerCore: null);
        estimate.ShouldBe(new() { Cores = CoreAmount.One, Memory = s_prior });
        new SiblingUse().EstimateFor(ResourceRequest.Unknown, ByteSize.MiB(100)).Memory.ShouldBe(ByteSize.MiB(100));
    }

    [Fact]
    public void The_users_word_wins_over_what_was_seen()
    {
        Estimate estimate = Seen((5, 1, 900), (5, 1, 900), (5, 1, 900)).EstimateFor(new(0.25, ByteSize.MiB(7), TimeSpan.FromSeconds(3)), null);
        (estimate.Cores, estimate.CoresSource).ShouldBe((CoreAmount.FromCores(0.25), EstimateSource.Requested));
        (estimate.Memory, estimate.MemorySource).ShouldBe((ByteSize.MiB(7), EstimateSource.Requested));
        estimate.Duration.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Cores_are_the_mean_over_the_life_of_the_siblings_and_later_ones_count_slightly_more() =>
        Seen((1, 10, 1), (3, 10, 1)).Cores.Cores.ShouldBe(((1 * 0.98) + 3) / ((10 * 0.98) + 10), 0.001);

    [Fact]
    public void The_third_end_teaches_memory_until_then_one_large_job_is_enough_to_fear()
    {
        Memory(Seen((1, 1, 10), (1, 1, 10))).ShouldBe((s_prior, EstimateSource.Assumed));
        IsAbout(Memory(Seen((1, 1, 10), (1, 1, 20), (1, 1, 10))), 11, EstimateSource.Learned);
        IsAbout(Memory(Seen((1, 1, 20), (1, 1, 20), (1, 1, 10))), 22, EstimateSource.Learned);
        IsAbout(Memory(Seen((1, 1, 10), (1, 1, 1000))), 1100, EstimateSource.Assumed);

        // Classes of sizes are 5 % wide.
        static void IsAbout((ByteSize Memory, EstimateSource Source) seen, double mib, EstimateSource source)
        {
            seen.Source.ShouldBe(source);
            seen.Memory.Bytes.ShouldBeInRange(ByteSize.MiB(mib * 0.999).Bytes, ByteSize.MiB(mib * 1.051).Bytes);
        }
    }

    [Fact]
    public void A_running_sibling_teaches_cores_at_the_second_look_and_memory_at_once()
    {
        var use = new SiblingUse();
        use.Running(Seconds(0), Seconds(0.04), ByteSize.MiB(2000), contended: false);
        use.Siblings.ShouldBe(0);
        use.Cores.ShouldBe(CoreAmount.One);
        Memory(use).Memory.ShouldBeGreaterThan(ByteSize.MiB(2200));
        use.Running(Seconds(0.01), Seconds(0.1), null, contended: false);
        (use.Siblings, use.Cores).ShouldBe((1, CoreAmount.FromCores(0.1)));
    }

    [Theory]
    [InlineData(true, 1.0)]
    [InlineData(false, 0.01)]
    [InlineData(null, 0.01)]
    public void Under_contention_low_use_proves_nothing_of_one_that_wants_a_CPU(bool? wantsCpu, double cores)
    {
        var use = new SiblingUse();
        use.Running(Seconds(0.01), Seconds(1), null, contended: true, wantsCpu);
        use.Cores.Cores.ShouldBe(cores, 0.001);
        use.Ended(Seconds(0.01), Seconds(1), null, contended: true, wantsCpu);
        use.Cores.Cores.ShouldBe(cores, 0.001);
    }

    [Fact]
    public void What_runs_is_told_anew_each_time()
    {
        SiblingUse use = Seen((1, 1, 1));
        use.Running(Seconds(9), Seconds(1), ByteSize.GiB(3), contended: false);
        use.BeginRunning(Seconds(1));
        (use.Siblings, use.Cores).ShouldBe((1, CoreAmount.One));
    }

    [Fact]
    public void Under_contention_a_job_that_runs_at_all_wanted_what_its_siblings_wanted()
    {
        Contended(0.3).ShouldBe(CoreAmount.One);
        Contended(0.05).ShouldBe(CoreAmount.FromCores(0.05), "it hardly ran of its own will");
        Contended(2).ShouldBe(CoreAmount.FromCores(2), "it got more than was believed");
    }

    [Fact]
    public void What_was_not_measured_teaches_nothing()
    {
        var use = new SiblingUse();
        use.Ended(null, Seconds(1), null, contended: false);
        use.Ended(Seconds(1), TimeSpan.Zero, null, contended: false);
        use.Running(null, Seconds(5), null, contended: false);
        (use.Siblings, use.Cores).ShouldBe((0, CoreAmount.One));
    }

    [Fact]
    public void The_mean_lies_between_the_least_and_the_most_that_was_seen() => Gen.Select(Gen.Double[0, 8], Gen.Double[0.01, 1000], Gen.Bool).Array[1, 100].Sample(jobs =>
    {
        var use = new SiblingUse();
        foreach ((double cores, double wall, bool ended) in jobs)
        {
            if (ended) use.Ended(Seconds(cores * wall), Seconds(wall), null, contended: false);
            else use.Running(Seconds(cores * wall), Seconds(Math.Max(0.1, wall)), null, contended: false);
        }

        use.Siblings.ShouldBe(jobs.Length);
        use.Cores.Cores.ShouldBeInRange(jobs.Min(job => job.Item3 || job.Item2 >= 0.1 ? job.Item1 : job.Item1 * job.Item2 / 0.1) - 0.001, jobs.Max(job => job.Item1) + 0.001);
    }, iter: 200);

    static CoreAmount Contended(double cores)
    {
        var use = new SiblingUse();
        use.Ended(Seconds(cores * 10), Seconds(10), null, contended: true);
        return use.Cores;
    }

    static SiblingUse Seen(params (double Cpu, double Wall, double PeakMib)[] ends)
    {
        var use = new SiblingUse();
        foreach ((double cpu, double wall, double peak) in ends) use.Ended(Seconds(cpu), Seconds(wall), ByteSize.MiB(peak), contended: false);
        return use;
    }

    static (ByteSize Memory, EstimateSource Source) Memory(SiblingUse use)
    {
        Estimate estimate = use.EstimateFor(ResourceRequest.Unknown, null);
        return (estimate.Memory, estimate.MemorySource);
    }

    static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
