using Flyball.Admission;
using Flyball.Cli.Replay;
using Flyball.Cli.Replay.Recording;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.Replay;

public sealed class MeasuredPhasesTests
{
    static readonly TimeSpan s_length = TimeSpan.FromSeconds(100);

    [Fact]
    public void Work_is_work()
    {
        SimulatedJob job = Measured(wall: 4, cpu: 4);
        job.Phases.ShouldAllBe(phase => phase is Compute);
        job.Duration.ShouldBe(4, 0.01);
        job.Cores.ShouldBe(1, 0.01);
    }

    [Fact]
    public void What_has_several_threads_needs_as_many_cores() => Measured(wall: 4, cpu: 12, readings: [new(TimeSpan.FromSeconds(1), 3.1, null, 1)]).Cores.ShouldBe(3, 0.05);

    [Fact]
    public void Time_without_work_is_waiting()
    {
        SimulatedJob job = Measured(wall: 4, cpu: 1);
        job.Phases.OfType<Wait>().Sum(phase => phase.Seconds).ShouldBe(3, 0.01);
        job.Duration.ShouldBe(4, 0.01);
    }

    [Fact]
    public void Time_without_work_is_the_disks_when_bytes_were_moved()
    {
        SimulatedJob job = Measured(wall: 4, cpu: 1, written: ByteSize.MiB(300));
        job.Phases.OfType<Disk>().Sum(phase => phase.Megabytes).ShouldBe(300, 0.01);
        job.Phases.OfType<Wait>().ShouldBeEmpty();
        job.Duration.ShouldBe(4, 0.6);
        (job.Duration * job.Cores).ShouldBe(1, 0.01);
    }

    [Fact]
    public void Time_in_which_others_had_the_cpu_is_not_waiting()
    {
        // Twice as many tasks as cores: half of the time it stood in line.
        SimulatedJob job = Measured(wall: 4, cpu: 2, readings: [new(TimeSpan.FromSeconds(1), 0.5, null, 2)]);
        job.Phases.ShouldAllBe(phase => phase is Compute);
        job.Duration.ShouldBe(2, 0.01);
    }

    [Fact]
    public void Memory_grows_as_it_did_and_reaches_its_peak()
    {
        UseReading[] readings = [.. Enumerable.Range(0, 8).Select(second => new UseReading(TimeSpan.FromSeconds(second), 1, ByteSize.MiB(100 * (second + 1)), 1))];
        SimulatedJob job = Measured(wall: 8, cpu: 8, peak: ByteSize.MiB(900), readings: readings);
        double[] memory = [.. job.Phases.Select(phase => phase.Memory)];
        memory.ShouldBe(memory.Order());
        (memory[0], memory[3], job.PeakMemory).ShouldBe((100, 400, 900));
    }

    [Fact]
    public void What_was_never_looked_at_has_its_peak_for_the_second_half_of_its_life() =>
        Measured(wall: 0.1, cpu: 0.1, peak: ByteSize.MiB(80)).Phases.Select(phase => phase.Memory).ShouldBe([1, 1, 1, 1, 80, 80, 80, 80]);

    [Fact]
    public void An_attempt_that_failed_is_run_again_and_one_that_made_room_is_not()
    {
        var job = new RecordedJob(new(1), "a");
        job.Attempts.Add(Attempt(1, 1));
        job.Attempts[0].End = job.Attempts[0].End! with { Status = JobStatus.Failed, RunsAgain = true };
        job.Attempts.Add(Attempt(2, 2));
        job.Attempts[1].End = job.Attempts[1].End! with { Status = JobStatus.Cancelled, RunsAgain = true };
        job.Attempts.Add(Attempt(4, 4));
        new SimulatedJob(MeasuredPhases.Of(job, s_length)).Duration.ShouldBe(5, 0.01);
    }

    [Fact]
    public void What_has_no_end_ran_as_long_as_the_record()
    {
        var job = new RecordedJob(new(1), "a");
        job.Attempts.Add(new(TimeSpan.FromSeconds(40), Granted()));
        new SimulatedJob(MeasuredPhases.Of(job, s_length)).Duration.ShouldBe(60, 0.1);
    }

    static SimulatedJob Measured(double wall, double cpu, ByteSize? peak = null, ByteSize? written = null, params IEnumerable<UseReading> readings)
    {
        var job = new RecordedJob(new(1), "a");
        RecordedAttempt attempt = Attempt(wall, cpu);
        attempt.End = attempt.End! with { PeakMemory = peak, Written = written };
        attempt.Readings.AddRange(readings);
        job.Attempts.Add(attempt);
        return new(MeasuredPhases.Of(job, s_length));
    }

    static RecordedAttempt Attempt(double wall, double cpu) => new(TimeSpan.Zero, Granted())
    {
        End = new(TimeSpan.FromSeconds(wall), JobStatus.Succeeded) { Wall = TimeSpan.FromSeconds(wall), Cpu = TimeSpan.FromSeconds(cpu) },
    };

    static Estimate Granted() => new() { Cores = CoreAmount.One, Memory = ByteSize.MiB(10) };
}
