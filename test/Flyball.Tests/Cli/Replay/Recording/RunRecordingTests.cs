using System.Reflection;
using Flyball.Admission;
using Flyball.Cli.Replay;
using Flyball.Cli.Replay.Recording;
using Flyball.Jobs;
using Flyball.Tests.Controller;

namespace Flyball.Tests.Cli.Replay.Recording;

public sealed class RunRecordingTests
{
    [Fact]
    public async Task Each_decision_comes_out_as_it_did()
    {
        await using var bench = new RecordedBench(options => options.StartInterval = TimeSpan.FromSeconds(0.3));
        await bench.RunAsync(300);
        var replay = new DecisionReplay(new());
        bench.Read(replay.Add);
        replay.Count.ShouldBeGreaterThan(100);
        replay.Same.ShouldBe(replay.Count);
        replay.Unlike.ShouldBeEmpty();
    }

    [Fact]
    public async Task So_does_each_one_of_the_plain_rule()
    {
        await using var bench = new RecordedBench(options => options.Plain = new());
        await bench.RunAsync(200);
        var replay = new DecisionReplay(new());
        bench.Read(replay.Add);
        replay.Count.ShouldBeGreaterThan(50);
        replay.Same.ShouldBe(replay.Count);
    }

    [Fact]
    public async Task Steps_for_the_sake_of_memory_are_among_what_comes_out_as_it_did()
    {
        await using var bench = new RecordedBench(options => options.MinAvailableMemory = ByteSize.GiB(4));
        await bench.RunAsync(300);
        var replay = new DecisionReplay(new());
        int steps = 0;
        bench.Read(decision =>
        {
            replay.Add(decision);
            if (decision.MemoryStep is { Kind: MemoryStepKind.End }) steps++;
        });
        steps.ShouldBeGreaterThan(0);
        replay.Same.ShouldBe(replay.Count);
        replay.UnlikeSteps.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_that_comes_out_otherwise_is_told()
    {
        await using var bench = new RecordedBench();
        await bench.RunAsync(10);
        var replay = new DecisionReplay(new());
        var step = new MemoryStep(MemoryStepKind.Suspend, new(1), new(Gate.MemoryShort, 0, 2, 1));
        bench.Read(decision => replay.Add(decision with { MemoryStep = step }));
        replay.Same.ShouldBe(0);
        (replay.UnlikeSteps[0].Was, replay.UnlikeSteps[0].Is).ShouldBe((step, null));
    }

    [Theory]
    [InlineData(JobStatus.Cancelled, true, true)]
    [InlineData(JobStatus.OutOfMemory, true, true)]
    [InlineData(JobStatus.OutOfMemory, false, false)]
    [InlineData(JobStatus.Failed, true, false)]
    public void An_end_for_want_of_memory_is_one_after_which_the_job_runs_again(JobStatus status, bool runsAgain, bool isForMemory) =>
        new RecordedEnd(TimeSpan.Zero, status) { RunsAgain = runsAgain }.IsForMemory.ShouldBe(isForMemory);

    [Fact]
    public async Task A_limit_that_is_changed_while_jobs_run_holds_for_what_follows()
    {
        await using var bench = new RecordedBench();
        await bench.RunAsync(30);
        bench.Jobs.SetMaxRunning(1);
        await bench.RunAsync(30);
        List<int?> limits = [];
        bench.Read(decision => limits.Add(decision.Policy.MaxRunning));
        limits.Distinct().ShouldBe([null, 1]);
    }

    [Fact]
    public async Task Jobs_are_told_with_what_they_used()
    {
        await using var bench = new RecordedBench();
        await bench.RunAsync(60);
        RecordedRun run = bench.Read(_ => { });
        run.Header.Nice.ShouldBe(10);
        run.Jobs.Count.ShouldBe(20);
        RecordedJob first = run.Jobs[0];
        first.Template.ShouldBe("kind #1");
        RecordedAttempt attempt = first.Attempts.ShouldHaveSingleItem();
        attempt.Readings.ShouldNotBeEmpty();
        RecordedEnd end = attempt.End.ShouldNotBeNull();
        end.Status.ShouldBe(JobStatus.Succeeded);
        (end.Wall, end.Cpu, end.PeakMemory, end.Read, end.Written).ShouldBe((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2.5), ByteSize.MiB(200), new ByteSize(4096), new ByteSize(8192)));
    }

    [Fact]
    public async Task Jobs_tell_what_they_wait_for_and_belong_to()
    {
        await using var bench = new RecordedBench();
        JobHandle first = bench.Jobs.Add(new TestJob("first"));
        bench.Jobs.Add(Job.Sequence(new TestJob("step 1"), new TestJob("step 2")), [new JobDependency(first)]);
        await bench.RunAsync(10);
        RecordedRun run = bench.Read(_ => { });
        RecordedJob sequence = run.Jobs.Single(job => job.IsSequence);
        sequence.After.ShouldBe([first.Id]);
        run.Jobs.Count(job => job.Sequence == sequence.Id).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commands_are_kept_only_when_that_is_wanted(bool wanted)
    {
        await using var bench = new RecordedBench(withCommands: wanted);
        bench.Jobs.Add(new TestJob("harmless") { Name = "open --password=sesame" });
        await bench.RunAsync(10);
        bench.Text().Contains("sesame", StringComparison.Ordinal).ShouldBe(wanted);
    }

    [Theory]
    [InlineData("gzip -9 {}", "gzip #1")]
    [InlineData("/opt/tools/curl -H 'token: sesame' {}", "curl #1")]
    [InlineData("TOKEN=sesame curl {}", "command #1")]
    [InlineData("\"$HOME\"/x {}", "command #1")]
    [InlineData("", "command #1")]
    public void A_template_is_called_by_its_program(string template, string name) => new TemplateNames(inFull: false).Of(new TestJob(template)).ShouldBe(name);

    [Fact]
    public void Templates_with_the_same_program_are_told_apart()
    {
        var names = new TemplateNames(inFull: false);
        string[] all = [.. new[] { "cat {}", "cat -n {}", "cat {}" }.Select(template => names.Of(new TestJob(template)))];
        all.ShouldBe(["cat #1", "cat #2", "cat #1"]);
        new TemplateNames(inFull: true).Of(new TestJob("cat -n {}")).ShouldBe("cat -n {}");
    }

    [Fact]
    public async Task While_nothing_changes_little_is_written()
    {
        await using var bench = new RecordedBench(options =>
        {
            options.MaxRunning = 1;
            options.LoadSampler = new ScriptedSampler(options.TimeProvider);
        });
        bench.Jobs.Add(new TestJob("runs"));
        bench.Jobs.Add(new TestJob("waits"));
        await bench.Jobs.StartAsync(TestContext.Current.CancellationToken);
        for (int i = 0; i < 100; i++) await bench.AdvanceAsync(0.1);
        int decisions = 0;
        bench.Read(_ => decisions++);
        decisions.ShouldBeInRange(10, 15);
    }

    /// <summary>What a decision may depend on must be in the record, or it cannot be made again: who adds something here adds it to <see cref="SituationFields"/>, <see cref="StateFields"/>, <see cref="JobFields"/> or <see cref="PolicyJson"/>, and to docs/record.md.</summary>
    [Theory]
    [InlineData(typeof(Situation), "Done Load LoadTakenAt MemoryReturned Now OwnCores PersonIdle Queue Running State")]
    [InlineData(typeof(QueuedJob), "Estimate HeldSince Id MemoryEnds Priority QueuedAt")]
    [InlineData(typeof(RunningJob), "BytesPerSecond Cores CpuTime Estimate Growth Id IsEnding IsRepeatable IsSuspendable IsSuspended Memory MemoryEnds StartedAt SteppedAt WantsCpu")]
    [InlineData(typeof(Estimate), "BestConcurrency BytesPerSecond Cores CoresSource Duration Memory MemorySource Siblings")]
    [InlineData(typeof(AdmissionState), "Crowded CrowdedAt CrowdedTwice HeldForCpu LastStart Memory Surplus SurplusAt WaitingSince Yield")]
    [InlineData(typeof(MemoryStep), "Because Job Kind")]
    [InlineData(typeof(GovernorPolicy), "Aggressiveness CountsOthers CpuTarget MaxLoad MaxRunning MemoryReserve MinAvailableMemory StartInterval")]
    [InlineData(typeof(PlainPolicy), "CpuThreshold EscalationPerSecond MaxLoad MaxRunning MemoryThreshold MinAvailableMemory Poll StartInterval")]
    [InlineData(typeof(Aggressiveness), "CpuTarget CpuTargetEscalated Grace IoPriority LeavesCores MemoryReserve Name Nice ProgressAfter QuietTime Ramp")]
    [InlineData(typeof(Reason), "Gate Limit Needed Resource Used")]
    public void All_that_a_decision_depends_on_is_recorded(Type type, string fields) =>
        string.Join(' ', type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(property => property.SetMethod is not null).Select(property => property.Name).Order(StringComparer.Ordinal)).ShouldBe(fields);
}
