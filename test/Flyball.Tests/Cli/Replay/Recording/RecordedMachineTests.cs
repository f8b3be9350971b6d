using Flyball.Admission;
using Flyball.Cli.Replay.Recording;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.Replay.Recording;

public sealed class RecordedMachineTests
{
    readonly RecordedMachine _machine = new();

    [Fact]
    public void What_is_busy_beyond_our_jobs_is_foreign()
    {
        Add(1, busy: 1.5, own: 0.5).ShouldBe(1);
        _machine.Foreign.ShouldBe([new(0, 1, 5120)]);
    }

    [Fact]
    public void Where_everything_is_busy_work_takes_longer()
    {
        // By what those get that want a CPU, but no more than tasks stand in line; where none was measured, the tasks tell.
        Add(1, busy: 4, own: 1, runnable: 12, Running(wantsCpu: true, cores: 0.5)).ShouldBe(2);
        Add(2, busy: 4, own: 1, runnable: 6, Running(wantsCpu: true, cores: 0.1)).ShouldBe(1.5);
        Add(3, busy: 4, own: 1, runnable: 8, Running(wantsCpu: false, cores: 0.1)).ShouldBe(2);
        _machine.Foreign.ShouldHaveSingleItem().Cores.ShouldBe(3);
    }

    [Fact]
    public void Before_there_are_rates_the_tasks_tell()
    {
        Add(1, busy: null, own: null, runnable: 3).ShouldBe(1);
        _machine.Foreign.ShouldHaveSingleItem().Cores.ShouldBe(3);
    }

    [Fact]
    public void What_our_jobs_hold_is_not_foreign()
    {
        Add(1, busy: 0, own: 0, runnable: null, Running(memory: ByteSize.GiB(2)));
        _machine.Foreign.ShouldHaveSingleItem().Memory.ShouldBe(3072);
        _machine.MostHeld.ShouldBe(ByteSize.GiB(2).Bytes);
    }

    [Fact]
    public void Only_changes_are_kept_and_the_first_holds_from_the_beginning()
    {
        foreach (double at in (double[])[3, 4, 5]) Add(at, busy: 1, own: 0);
        Add(6, busy: 2, own: 0);
        _machine.Foreign.Select(foreign => (foreign.From, foreign.Cores)).ShouldBe([(0, 1), (6, 2)]);
    }

    double Add(double at, double? busy, double? own, int? runnable = null, params RunningJob[] running) => _machine.Add(new()
    {
        At = TimeSpan.FromSeconds(at), Policy = new GovernorPolicy(), Decided = [],
        Situation = new()
        {
            Now = TimeSpan.FromSeconds(at), LoadTakenAt = TimeSpan.FromSeconds(at), OwnCores = own, Running = running,
            Load = new()
            {
                At = TimeSpan.FromSeconds(at), BusyCores = busy, Runnable = runnable, MemoryAvailable = ByteSize.GiB(3), Capacity = new() { MachineCpus = 4, UsableCpus = 4, MachineMemory = ByteSize.GiB(8) },
            },
        },
    });

    static RunningJob Running(ByteSize? memory = null, bool? wantsCpu = null, double? cores = null) =>
        new(new(1), new() { Cores = CoreAmount.One, Memory = ByteSize.Zero }, TimeSpan.Zero, cores is { } used ? CoreAmount.FromCores(used) : null, memory, wantsCpu);
}
