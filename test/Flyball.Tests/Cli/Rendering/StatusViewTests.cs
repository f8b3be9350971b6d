using Flyball.Admission;
using Flyball.Cli.Input;
using Flyball.Cli.Rendering;
using Flyball.Load;
using Flyball.Tests.Controller;

namespace Flyball.Tests.Cli.Rendering;

/// <summary>What a terminal shows while jobs run.</summary>
public sealed class StatusViewTests
{
    static readonly LoadSample s_load = new() { At = default, Capacity = new() { MachineCpus = 2, UsableCpus = 2 }, BusyCores = 1.9 };

    static string[] Lines(RunRemarks remarks)
    {
        RunProgress progress = new();
        TestJob job = new("a") { Tag = new JobArguments(4, []) };
        progress.Add(new JobQueued(new(1), job, default, null), TimeSpan.Zero);
        progress.Add(new JobHeld(new(1), job, default, new(Gate.Cap, 1, 1, 1)), TimeSpan.Zero);
        return [.. StatusView.Lines(progress, moreToCome: false, s_load, TimeSpan.Zero, remarks).Skip(1)];
    }

    [Fact]
    public void The_next_job_and_what_it_waits_for_are_shown() =>
        Lines(default).ShouldBe(["cpu ███████████▍ 1.9 of 2", "[grey]next: job 4 waits for the cap of 1 running job[/]"]);

    [Fact]
    public void Others_who_have_what_jobs_want_are_shown() =>
        Lines(new(IsDraining: false, new(1.8, 2), GivesWay: false))[1].ShouldBe("[yellow]others use 1.8 of 2 cores[/]");

    [Fact]
    public void When_no_more_jobs_are_started_none_is_next() =>
        Lines(new(IsDraining: true, null, GivesWay: false)).ShouldBe(["cpu ███████████▍ 1.9 of 2", "[yellow]no more jobs are started, those that run go on to their end[/]"]);
}
