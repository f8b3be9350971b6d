using System.Globalization;
using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Execution;
using Flyball.Execution.Linux;
using Flyball.Execution.Portable;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

/// <summary>A job that is stopped and goes on, as the kernel sees it.</summary>
public sealed class SuspensionTests : IDisposable
{
    readonly LinuxProcessExecutor _executor;
    readonly CancellationTokenSource _end = new();
    readonly TemporaryFolder _folder = new();

    public SuspensionTests()
    {
        Requirement.Need("linux");
        _executor = new(output: null, TerminationSequence.Default, TimeProvider.System);
    }

    async Task<JobOutcome> Start(JobId id, string command)
    {
        JobOutcome outcome = await _executor.ExecuteAsync(new(id, Job.Process("/bin/sh", "-c", command) with { WorkingDirectory = _folder.Path }, Granted: default, Nice: 0), _end.Token);

        // The executor tells of an end on a thread of its own, which has other things to do than these tests.
        await Task.Yield();
        return outcome;
    }

    /// <summary>The numbers that a job has written, one to a line.</summary>
    async Task<int[]> Numbers(int count)
    {
        string file = _folder.File("pids");
        await Waiting.Until(() => File.Exists(file) && File.ReadAllLines(file).Length >= count, "the job has told its numbers");
        return [.. File.ReadAllLines(file).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }

    static Task UntilAll(IEnumerable<int> pids, char state) => Waiting.Until(() => pids.All(pid => Machine.State(pid) == state), $"all are in state {state}");

    [Fact]
    public async Task When_it_cannot_be_looked_for_more_what_was_stopped_goes_on()
    {
        using ShellProcess shell = new();
        int pid = shell.Id;
        var child = new ChildProcess(new(new(1), Job.Process("a"), Granted: default, Nice: 0), [], tag: 0, collects: false, _ => { }) { Pid = pid };
        int looks = 0;
        var stopper = new JobStopper(child, _ => ++looks == 1 ? [new(pid, Machine.StartTicks(pid), child)] : throw new IOException("Too many open files"));
        Should.Throw<IOException>(stopper.Stop);
        stopper.IsStopped.ShouldBeFalse();
        await UntilAll([pid], 'S');
    }

    [Fact]
    public async Task All_processes_of_a_job_are_stopped_and_go_on()
    {
        StubbornJob job = new();
        JobId id = new(1);
        Task<JobOutcome> running = Start(id, job.Command);
        await job.UntilAllRun();
        int[] pids = job.Pids;
        _executor.Suspend(id).ShouldBeTrue();
        await UntilAll(pids, 'T');
        _executor.Suspend(id).ShouldBeTrue();
        _executor.Resume(id).ShouldBeTrue();
        await UntilAll(pids, 'S');
        _executor.Resume(id).ShouldBeFalse();
        await _end.CancelAsync();
        (await running).Status.ShouldBe(JobStatus.Cancelled);
        job.Left.ShouldBe(0);
    }

    [Fact]
    public async Task A_job_that_forks_all_the_time_is_stopped_whole()
    {
        JobId id = new(1);
        Task<JobOutcome> running = Start(id, "echo $$ >pids; while :; do (: >>count) & wait; done");
        int shell = (await Numbers(1))[0];
        for (int i = 0; i < 5; i++)
        {
            _executor.Suspend(id).ShouldBeTrue();
            await Waiting.Until(() => Machine.Children(shell).Append(shell).All(pid => Machine.State(pid) is 'T' or 'Z'), "all are stopped");
            _executor.Resume(id).ShouldBeTrue();
        }

        await _end.CancelAsync();
        (await running).Status.ShouldBe(JobStatus.Cancelled);
    }

    [Fact]
    public async Task What_stopped_itself_stays_stopped_until_its_job_is_ended()
    {
        JobId id = new(1);
        Task<JobOutcome> running = Start(id, "sh -c 'kill -STOP $$' & echo $! >pids; sleep 9999 & echo $! >>pids; wait");
        int[] pids = await Numbers(2);
        await UntilAll(pids[..1], 'T');
        _executor.Suspend(id);
        await UntilAll(pids, 'T');
        _executor.Resume(id);
        await UntilAll(pids[1..], 'S');
        Machine.State(pids[0]).ShouldBe('T');
        await _end.CancelAsync();
        JobOutcome outcome = await running;
        outcome.Signal.ShouldBe(15, "it heard the gentle signal");
        pids.ShouldAllBe(pid => !Machine.IsAlive(pid));
    }

    [Fact]
    public async Task A_stopped_job_ends_gently()
    {
        JobId id = new(1);
        Task<JobOutcome> running = Start(id, "trap 'echo ended >end; exit 3' TERM; echo $$ >pids; while :; do sleep 0.05; done");
        await Numbers(1);
        _executor.Suspend(id).ShouldBeTrue();
        await _end.CancelAsync();
        (await running).Status.ShouldBe(JobStatus.Cancelled);
        File.ReadAllText(_folder.File("end")).ShouldBe("ended\n");
    }

    [Fact]
    public async Task What_outlives_a_stopped_job_goes_on()
    {
        JobId id = new(1);
        Task<JobOutcome> running = Start(id, "trap '' HUP; sleep 9999 & echo $$ >pids; echo $! >>pids; wait");
        int[] pids = await Numbers(2);
        _executor.Suspend(id).ShouldBeTrue();
        await UntilAll(pids, 'T');
        RunningTool.Signal(pids[0], RunningTool.Kill);
        (await running).Signal.ShouldBe(9);
        await UntilAll(pids[1..], 'S');
        RunningTool.Signal(pids[1], RunningTool.Kill);
    }

    [Fact]
    public async Task A_job_that_does_not_run_cannot_be_stopped()
    {
        _executor.Suspend(new(7)).ShouldBeFalse();
        _executor.Resume(new(7)).ShouldBeFalse();
        (await Start(new(1), "true")).Status.ShouldBe(JobStatus.Succeeded);
        _executor.Suspend(new(1)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_portable_executor_cannot_stop_jobs()
    {
        IJobExecutor portable = new PortableProcessExecutor(output: null, TimeProvider.System);
        Task<JobOutcome> running = portable.ExecuteAsync(new(new(1), Job.Process("sleep", "9999"), Granted: default, Nice: 0), _end.Token);
        await Waiting.Until(() => portable.Measure(new(1)) is not null, "it runs");
        portable.Suspend(new(1)).ShouldBeFalse();
        portable.Resume(new(1)).ShouldBeFalse();
        await _end.CancelAsync();
        await running;
    }

    public void Dispose()
    {
        _end.Cancel();
        _executor.Dispose();
        _end.Dispose();
        _folder.Dispose();
    }
}
