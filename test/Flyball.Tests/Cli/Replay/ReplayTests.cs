using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Commands;
using Flyball.Cli.Rendering;
using Flyball.Cli.Replay;
using Flyball.Cli.Replay.Recording;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.Replay;

public sealed class ReplayTests
{
    [Fact]
    public void A_real_run_takes_about_as_long_on_the_simulated_machine()
    {
        ReplayReport report = Replay(new());
        report.WhyNotSimulated.ShouldBeNull();
        report.Simulated.ShouldNotBeNull();
        report.Error.ShouldNotBeNull().ShouldBeInRange(-0.5, 0.5);
        report.Changed.ShouldBeNull();
    }

    [Fact]
    public void One_job_at_a_time_takes_longer()
    {
        ReplayReport report = Replay(new() { MaxRunning = 1 });
        report.Changed.ShouldNotBeNull().MostRunning.ShouldBe(1);
        report.Changed.Value.Makespan.ShouldBeGreaterThan(report.Simulated!.Value.Makespan);
        report.Decisions.Changed.ShouldBeGreaterThan(0);
        report.Decisions.FirstChanged.ShouldAllBe(difference => difference.Was.Starts && difference.Is.Because.Gate == Gate.Cap);
    }

    [Fact]
    public void What_changes_nothing_changes_no_decision()
    {
        ReplayReport report = Replay(new() { MaxRunning = 1000, CpuTarget = 1.25 });
        report.Decisions.Changed.ShouldBe(0);
        report.Changed.ShouldBe(report.Simulated);
    }

    [Fact]
    public void More_cores_make_it_shorter()
    {
        ReplayReport report = Replay(new() { Cores = 8 });
        report.Changed!.Value.Makespan.ShouldBeLessThan(report.Simulated!.Value.Makespan);
    }

    [Fact]
    public void A_machine_that_others_fill_is_refused() =>
        Should.Throw<UsageException>(() => Replay(new() { MemoryTotal = ByteSize.MiB(1) })).Message.ShouldStartWith("option '--memory-total': 1 MiB is too little: others than the jobs held ");

    [Fact]
    public void Jobs_wait_for_those_that_they_waited_for()
    {
        RecordedJob[] jobs =
        [
            Ran(1, 1), new(new(2), "sequence") { IsSequence = true, After = [new(1)] },
            Ran(3, 2) with { Sequence = new(2) }, Ran(4, 3) with { Sequence = new(2) }, Ran(5, 4) with { After = [new(2), new(-1)] },
        ];
        // One after another, although there are cores for all.
        Simulated(jobs).Makespan.TotalSeconds.ShouldBe(10, 0.5);
        Simulated([Ran(1, 1), Ran(3, 2), Ran(4, 3), Ran(5, 4)]).Makespan.TotalSeconds.ShouldBe(4, 0.5);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(6, true)]
    public void Jobs_that_are_too_large_to_run_together_are_ended_and_run_again(int gibibytes, bool areEnded)
    {
        RunFigures figures = Simulated([.. Enumerable.Range(1, 8).Select(id => Ran(id, 4, ByteSize.GiB(gibibytes)))]);
        (figures.MemoryEnds > 0).ShouldBe(areEnded);
        (figures.Makespan > TimeSpan.FromSeconds(6)).ShouldBe(areEnded);
    }

    [Fact]
    public void What_never_started_is_told_and_left_out()
    {
        (MeasuredRun? run, _) = MeasuredRun.Of(Run([Ran(1, 1), new(new(2), "never")]));
        run.ShouldNotBeNull().LeftOut.ShouldBe(1);
        MeasuredRun.Of(Run([new(new(2), "never")])).WhyNot.ShouldBe("no job was started in it");
    }

    [Fact]
    public void The_changes_hold_for_the_rule_and_the_machine()
    {
        var changes = new ReplayChanges { Aggressiveness = Aggressiveness.Eager, MemoryReserve = new(null, 0.2), MaxRunning = 3, Cores = 6, MemoryTotal = ByteSize.GiB(32) };
        var policy = (GovernorPolicy)changes.Apply(new GovernorPolicy { StartInterval = TimeSpan.FromSeconds(1), MemoryReserve = ByteSize.GiB(1) });
        (policy.Aggressiveness.Name, policy.Aggressiveness.MemoryReserve, policy.MemoryReserve, policy.MaxRunning, policy.StartInterval).ShouldBe(("eager", 0.2, null, 3, TimeSpan.FromSeconds(1)));
        Flyball.Load.Capacity capacity = changes.Apply(new Flyball.Load.Capacity { MachineCpus = 2, UsableCpus = 2, CpuQuota = CoreAmount.One, MachineMemory = ByteSize.GiB(4), MemoryLimit = ByteSize.GiB(3) });
        (capacity.Cores.Cores, capacity.Memory).ShouldBe((6, ByteSize.GiB(32)));
    }

    [Fact]
    public void The_plain_rule_can_take_the_place_of_the_governor_and_the_other_way_round()
    {
        new ReplayChanges { PolicyKind = PolicyKind.Plain }.Apply(new GovernorPolicy { MaxRunning = 2 }).ShouldBe(new PlainPolicy { MaxRunning = 2 });
        new ReplayChanges { PolicyKind = PolicyKind.Governor }.Apply(new PlainPolicy { MaxLoad = 2 }).ShouldBe(new GovernorPolicy { MaxLoad = 2 });
    }

    [Fact]
    public void The_report_says_it_all()
    {
        string[] lines = [.. ReplayView.Lines(Replay(new() { MaxRunning = 1 }))];
        lines[0].ShouldMatch(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, flyball [\d.]+: eager, 2 cores, [\d.]+ GiB, 8 jobs$");
        lines[1].ShouldMatch(@"^\d+ of \d+ decisions come out as they did$");
        lines.ShouldContain(line => line.StartsWith("with the changes ", StringComparison.Ordinal) && line.EndsWith(" start other jobs, the first:", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains(" starts (it fits) -> is held (the cap of 1 running job)", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("what happened   ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("simulated       ", StringComparison.Ordinal));
        lines[^1].ShouldMatch("^the simulation takes \\d+ % (more|less) time than the run took$");
    }

    [Fact]
    public void A_step_for_the_sake_of_memory_that_comes_out_otherwise_is_said()
    {
        ReplayReport report = ReplayCommand.Of(SampleRecord.With(SampleRecord.FullDecision), "sample", new());
        string[] lines = [.. ReplayView.Lines(report)];
        lines[1].ShouldBe("0 of 1 decisions come out as they did");
        lines.ShouldContain("      9.00 s  for memory job 3 is suspended -> job 2 is resumed");
    }

    static ReplayReport Replay(ReplayChanges changes) => ReplayCommand.Of(new MemoryStream(SampleRecord.Bytes), "sample", changes);

    static RunFigures Simulated(RecordedJob[] jobs)
    {
        (MeasuredRun? run, string? whyNot) = MeasuredRun.Of(Run(jobs));
        whyNot.ShouldBeNull();
        return run!.Simulate(new()).ShouldNotBeNull();
    }

    static RecordedRun Run(RecordedJob[] jobs)
    {
        var machine = new RecordedMachine();
        machine.Add(new()
        {
            At = TimeSpan.Zero, Policy = new GovernorPolicy(), Decided = [],
            Situation = new()
            {
                Now = TimeSpan.Zero, OwnCores = 0,
                Load = new() { At = TimeSpan.Zero, BusyCores = 0, MemoryAvailable = ByteSize.GiB(15), Capacity = new() { MachineCpus = 8, UsableCpus = 8, MachineMemory = ByteSize.GiB(16) } },
            },
        });
        return new(new("1", DateTimeOffset.UnixEpoch, 0), jobs, machine) { Policy = new GovernorPolicy(), Length = TimeSpan.FromSeconds(20) };
    }

    /// <summary>A job of one core for which 10 MiB were asked.</summary>
    static RecordedJob Ran(long id, double seconds, ByteSize? peak = null)
    {
        var job = new RecordedJob(new(id), "a");
        job.Attempts.Add(new(TimeSpan.Zero, new() { Cores = CoreAmount.One, Memory = ByteSize.MiB(10), MemorySource = EstimateSource.Requested })
        {
            End = new(TimeSpan.FromSeconds(seconds), JobStatus.Succeeded) { Wall = TimeSpan.FromSeconds(seconds), Cpu = TimeSpan.FromSeconds(seconds), PeakMemory = peak ?? ByteSize.MiB(10) },
        });
        return job;
    }
}
