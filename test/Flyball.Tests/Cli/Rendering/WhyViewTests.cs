using Flyball.Admission;
using Flyball.Cli.Input;
using Flyball.Cli.Rendering;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.Rendering;

public sealed class WhyViewTests
{
    static readonly DateTimeOffset s_now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    static readonly Estimate s_estimate = new() { Cores = CoreAmount.FromCores(1), Memory = ByteSize.MiB(500) };

    static readonly JobExplanation s_running = new(new(4), Named(4), JobStage.Running, s_now - TimeSpan.FromSeconds(3.1))
    {
        Because = new(Gate.Fits, 0, 0.75, 2), Estimate = s_estimate, Cores = 0.98, Memory = ByteSize.MiB(12),
    };

    static readonly JobExplanation s_waiting = new(new(6), Named(6), JobStage.Waiting, s_now - TimeSpan.FromSeconds(2.3))
    {
        Because = new(Gate.Cpu, 1.9, 0.75, 2), Place = 1, Estimate = s_estimate, Remedies = [new(RemedyKind.JobsEnd, 1), new(RemedyKind.CpuTarget, 1.33)],
    };

    static RunFacts Facts(params JobExplanation[] running) => new(4711, "/data", TimeSpan.FromSeconds(12), new(s_now, running, 14, 1, s_waiting), (3, 0), MoreToCome: true, GivesWay: true);

    [Fact]
    public void A_run_is_told_from_what_runs_to_what_waits() => WhyView.For(Facts(s_running, s_running)).ShouldBe("""
        run 4711 in /data, for 12 s: 3 succeeded, 0 failed, 2 running, 15+ waiting
          job 4 runs for 3.1 s: work 4
            let through: it fits; set aside: 1 core, 500 MiB; uses: 0.98 cores, 12 MiB
          job 4 runs for 3.1 s: work 4
            let through: it fits; set aside: 1 core, 500 MiB; uses: 0.98 cores, 12 MiB
          job 6 waits, 1 of 14 in the queue: work 6
            held for 2.3 s by CPU: 1.9 of 2 cores are taken, it needs 0.75
            would start when 1 of 2 running jobs ends, or with --cpu-target 1.33

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void Whoever_asks_is_told_who_has_the_cores_and_what_would_change_it()
    {
        RunFacts facts = Facts(s_running);
        facts = facts with { Now = facts.Now with { Others = new(1.88, 2) } };
        WhyView.For(facts).Split('\n')[1].ShouldBe("  others use 1.9 of 2 cores, jobs give way to them; with --aggressiveness eager they do not");
        WhyView.For(facts with { GivesWay = false }, [], []).Split('\n')[1].ShouldBe("  others use 1.9 of 2 cores");
        WhyJson.For(facts).ShouldContain("\"draining\":false,\"others\":1.88,");
    }

    [Fact]
    public void A_run_that_starts_no_more_says_so()
    {
        RunFacts facts = Facts(s_running);
        facts = facts with { Now = facts.Now with { IsDraining = true } };
        WhyView.For(facts).Split('\n')[1].ShouldBe("  no more jobs are started, those that run go on to their end");
        WhyJson.For(facts).ShouldContain("\"draining\":true,\"jobs\":");
    }

    [Fact]
    public void Jobs_are_told_wherever_they_are() => WhyView.For(
        Facts(s_running),
        [
            s_waiting with { Because = null, Place = 100, Remedies = [] },
            new(new(7), Named(7), JobStage.Parked, s_now) { WaitsFor = [Named(4), Named(6)] },
            new(new(8), Named(8), JobStage.Parked, s_now) { Due = s_now + TimeSpan.FromSeconds(65) },
        ],
        [new(new(1), Named(1), s_now, new(JobStatus.Failed, ExitCode: 3, Detail: "bad\nnews", Usage: new(TimeSpan.FromSeconds(2), PeakMemory: ByteSize.MiB(9))), s_now)]).ShouldBe("""
        run 4711 in /data
          job 1: failed with status 3 after 2.0 s, with 9 MiB at most (bad\nnews): work 1
          job 6 waits, 100 of 14 in the queue: work 6
            not looked at yet: 64 are, those before it first
          job 7 waits for 2 others to end (4, 6): work 7
          job 8 failed and is tried again in 1 min 5 s: work 8

        """.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData(RemedyKind.JobsEnd, 1, 1, "when the running job ends")]
    [InlineData(RemedyKind.JobsEnd, 1, 8, "when 1 of 8 running jobs ends")]
    [InlineData(RemedyKind.JobsEnd, 3, 8, "when 3 of 8 running jobs have ended")]
    [InlineData(RemedyKind.JobsEnd, 8, 8, "when all 8 running jobs have ended")]
    [InlineData(RemedyKind.MemoryFreed, 1288490189, 8, "with 1.2 GiB more")]
    [InlineData(RemedyKind.CoresFreed, 0.65, 8, "when others use 0.65 cores less")]
    [InlineData(RemedyKind.TasksEnd, 3, 8, "with 3 tasks less")]
    [InlineData(RemedyKind.TimePasses, 12, 8, "in 12 s")]
    [InlineData(RemedyKind.MaxRunning, 9, 8, "with -j 9")]
    [InlineData(RemedyKind.CpuTarget, 1.5, 8, "with --cpu-target 1.5")]
    [InlineData(RemedyKind.MemoryReserve, 1 << 30, 8, "with --memory-reserve 1G")]
    [InlineData(RemedyKind.MemoryReserve, 300 << 20, 8, "with --memory-reserve 300M")]
    [InlineData(RemedyKind.MaxLoad, 6, 8, "with --load 6")]
    [InlineData(RemedyKind.MinAvailableMemory, 0, 8, "with --memfree 0G")]
    [InlineData(RemedyKind.StartInterval, 0.5, 8, "with --delay 0.5")]
    [InlineData(RemedyKind.OtherLevel, 0, 8, "with --aggressiveness polite")]
    public void A_remedy_is_told_in_the_words_of_the_options(RemedyKind kind, double amount, int running, string text) =>
        RemedyText.For([new(kind, amount)], running).ShouldBe(text);

    [Fact]
    public void Every_remedy_has_a_text() => Enum.GetValues<RemedyKind>().ShouldAllBe(kind => RemedyText.For(new[] { new Remedy(kind, 1) { Resource = "gpu" } }, 2).Length > 0);

    static Job Named(int number) => Job.Process("work", $"{number}") with { Name = $"work {number}", Tag = new JobArguments(number, []) };
}
