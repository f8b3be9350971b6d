using Flyball.Admission;
using Flyball.Cli.Rendering;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.Rendering;

public sealed class StandstillTests
{
    static readonly Job s_job = Job.Process("true");

    static JobHeld Held(Gate gate) => new(new(2), s_job, default, new(gate, 9, 1, 4));

    static JobStarted Started { get; } = new(new(1), s_job, default, default, default);

    static JobEnded Ended { get; } = new(new(1), s_job, default, new(JobStatus.Succeeded), StartedAt: default(DateTimeOffset));

    static string? After(params JobEvent[] events)
    {
        Standstill standstill = new();
        return events.Select(standstill.Add).ToArray()[^1];
    }

    [Fact]
    public void A_limit_that_holds_although_nothing_runs_is_told() =>
        After(Held(Gate.MachineLoad)).ShouldBe("flyball: nothing starts because of the machine's load: 9 tasks run or wait for a CPU, fewer than 4 are asked for");

    [Fact]
    public void It_is_told_when_the_last_job_has_ended() => After(Started, Held(Gate.AvailableMemory), Ended, Held(Gate.AvailableMemory)).ShouldNotBeNull();

    [Fact]
    public void While_something_runs_or_another_gate_holds_there_is_nothing_to_tell()
    {
        After(Started, Held(Gate.MachineLoad)).ShouldBeNull();
        After(Held(Gate.Cpu)).ShouldBeNull();
    }

    [Fact]
    public void It_is_told_once() => After(Held(Gate.MachineLoad), Held(Gate.AvailableMemory)).ShouldBeNull();
}
