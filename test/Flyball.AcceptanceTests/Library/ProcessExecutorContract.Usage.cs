using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

/// <summary>What is known of what a job uses.</summary>
public abstract partial class ProcessExecutorContract
{
    [Fact]
    public async Task The_time_that_a_job_took_is_known()
    {
        ResourceUsage usage = (await Run(Dummy("hold", "1", "0.3"))).ShouldHaveSucceeded().Outcome.Usage.ShouldNotBeNull();
        usage.WallTime.ShouldBeInRange(TimeSpan.FromSeconds(0.3), s_longest);
    }

    [Fact]
    public async Task What_a_job_and_its_children_used_is_known_at_its_end()
    {
        Need(Ability.UsageOfEndedTrees);

        // More than these tests have held: the kernel cannot tell a smaller peak of a child from its parent's.
        long held = Machine.OwnPeakMemory + (100 << 20);
        ResourceUsage usage = (await Run(Shell("\"$1\" burn 0.1; \"$1\" hold $2 0; true", BuiltPrograms.Dummy, $"{held}"))).ShouldHaveSucceeded().Outcome.Usage.ShouldNotBeNull();
        usage.PeakMemory.ShouldNotBeNull().Bytes.ShouldBeInRange(held, 3 * held);
        usage.CpuTime.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromMilliseconds(10), usage.WallTime * Environment.ProcessorCount);
    }

    [Fact]
    public async Task What_cannot_be_measured_is_not_guessed()
    {
        ResourceUsage usage = (await Run(Dummy("burn", "0.1"))).ShouldHaveSucceeded().Outcome.Usage.ShouldNotBeNull();
        if (usage.CpuTime is { } cpu) cpu.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(10));
        if (usage.PeakMemory is { } peak) peak.Bytes.ShouldBeGreaterThan(1 << 20);
    }

    [Fact]
    public async Task What_a_running_job_uses_is_measured_and_the_most_that_was_seen_is_remembered()
    {
        const int held = 200 << 20;
        using CancellationTokenSource cancellation = new();
        JobExecution execution = Execution(Dummy("hold", $"{held}", "600"));
        Task<EndedJob> running = RunUntil(execution, cancellation.Token);
        UsageReading reading = default;
        await Waiting.Until(() => (reading = _executor.Measure(execution.Id) ?? default).Memory?.Bytes > held, "the job holds its memory");
        reading.CpuTime.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        await cancellation.CancelAsync();
        ResourceUsage usage = (await running).Outcome.Usage.ShouldNotBeNull();
        usage.PeakMemory.ShouldNotBeNull().Bytes.ShouldBeInRange(held, 3L * held);
        _executor.Measure(execution.Id).ShouldBeNull();
    }

    [Fact]
    public async Task All_processes_of_a_running_job_are_measured()
    {
        Need(Ability.UsageOfRunningTrees);
        const int held = 100 << 20;
        using CancellationTokenSource cancellation = new();
        JobExecution execution = Execution(Shell("\"$1\" hold $2 600 & \"$1\" hold $2 600 & \"$1\" burn 600", BuiltPrograms.Dummy, $"{held}"));
        Task<EndedJob> running = RunUntil(execution, cancellation.Token);
        await Waiting.Until(() => _executor.Measure(execution.Id) is { } reading && reading.Memory?.Bytes > 2 * held && reading.CpuTime > TimeSpan.FromSeconds(0.2), "the children are seen");
        await cancellation.CancelAsync();
        await running;
    }

    [Fact]
    public void A_job_that_does_not_run_uses_nothing() => _executor.Measure(new(12345)).ShouldBeNull();
}
