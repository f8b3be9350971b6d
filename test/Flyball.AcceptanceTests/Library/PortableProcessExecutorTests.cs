using Flyball.Execution;
using Flyball.Execution.Portable;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

/// <summary>System.Diagnostics.Process, also where there is a layer of our own: what it does here it does elsewhere.</summary>
public sealed class PortableProcessExecutorTests : ProcessExecutorContract
{
    protected override IJobExecutor Create(IJobOutput? output) => new PortableProcessExecutor(output, TimeProvider.System);

    protected override string? Lacks(Ability ability) => ability switch
    {
        Ability.AnyBytesInArguments => "Process encodes arguments as Unicode",
        Ability.TellingSignals => "Process tells a signal as the exit status 128 + its number",
        Ability.EndingOrphans => "Process does not find descendants that have lost their parent",
        Ability.DefaultSignals => "Process lets children inherit that SIGPIPE is ignored",
        Ability.ClosingDescriptors => "Process lets children inherit what our parent left open",
        Ability.ProcessGroups => "Process knows no process groups",
        Ability.PrioritiesAndLimits => "Process can set neither I/O priorities nor limits",
        Ability.UsageOfEndedTrees => "Process forgets on Unix what a process used when that ends, and never knows it of its children",
        Ability.UsageOfRunningTrees => "Process measures one process, not its children",
        _ => null,
    };

    [Fact]
    public async Task A_job_that_asks_for_what_cannot_be_set_is_not_run()
    {
        ProcessJob job = Job.Process("no-such-program-anywhere");
        (await Run(job with { IoPriority = new(IoPriorityClass.Idle) })).ShouldHaveFailed(126).Outcome.Detail.ShouldBe("I/O priorities cannot be set on this system");
        (await Run(job with { Limits = [new(LimitedResource.OpenFiles, 100)] })).ShouldHaveFailed(126).Outcome.Detail.ShouldBe("limits of a process cannot be set on this system");
    }

    [Fact]
    public async Task An_io_priority_that_only_the_level_asks_for_is_left_out() =>
        (await RunBy(Create(output: null), Execution(Dummy("exit", "0"), nice: 10, new(IoPriorityClass.Idle)), Cancellation)).ShouldHaveSucceeded();

    [Fact]
    public async Task A_signal_is_told_as_a_shell_tells_it() => (await Run(Shell("kill -KILL $$"))).ShouldHaveFailed(137).Outcome.Signal.ShouldBeNull();
}
