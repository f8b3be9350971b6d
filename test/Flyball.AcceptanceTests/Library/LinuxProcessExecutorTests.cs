using System.Diagnostics;
using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Execution;
using Flyball.Execution.Linux;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

/// <summary>The layer of our own does everything that the contract knows.</summary>
public sealed class LinuxProcessExecutorTests : ProcessExecutorContract
{
    protected override IJobExecutor Create(IJobOutput? output)
    {
        Requirement.Need("linux");
        return new LinuxProcessExecutor(output, TerminationSequence.Default, TimeProvider.System);
    }

    [Fact]
    public async Task What_is_thrown_away_goes_to_the_null_device() =>
        (await Run(Shell("[ /proc/$$/fd/1 -ef /dev/null ] && [ /proc/$$/fd/2 -ef /dev/null ]") with { Output = ProcessOutput.Discard })).ShouldHaveSucceeded();

    [Fact]
    public async Task A_job_may_ask_for_the_usual_nice_value_where_ours_is_a_lower_priority()
    {
        Requirement.Need("root");
        LinuxProcessExecutor? executor = null;
        Thread maker = new(() =>
        {
            // Of this thread alone, and of those that the executor makes now.
            Native.setpriority(0, 0, 5).ShouldBe(0);
            executor = new(output: null, TerminationSequence.Default, TimeProvider.System);
        });
        maker.Start();
        maker.Join();
        using (executor)
            (await RunBy(executor!, Execution(Shell("until [ $(nice) = 0 ]; do :; done") with { Nice = 0 }), Cancellation)).ShouldHaveSucceeded();
    }

    [Fact]
    public async Task The_number_of_an_ended_process_may_go_to_another_which_is_left_alone()
    {
        // A process that leads a group, as each job of ours does.
        using Process other = Process.Start(Requirement.Program("setsid"), ["sleep", "600"]);
        try
        {
            // Of a process that ends while it is looked at, the tag reads as 0: the job has one that no process has.
            var ended = new ChildProcess(Execution(Shell("true")), "no-such-mark"u8.ToArray(), tag: 1, collects: false, end: _ => { }) { Pid = other.Id };
            await Waiting.Until(() => JobMembers.Find([ended]).Count > 0, "the process leads a group");
            ended.SetExit(default);
            JobMembers.Find([ended]).ShouldBeEmpty();
        }
        finally
        {
            other.Kill();
        }
    }
}
