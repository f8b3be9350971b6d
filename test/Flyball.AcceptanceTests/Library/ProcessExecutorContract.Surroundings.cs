using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Execution.Linux;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

/// <summary>What the kernel gives a process: signals, descriptors, priorities, CPUs, limits.</summary>
public abstract partial class ProcessExecutorContract
{
    [Fact]
    public async Task A_broken_pipe_ends_a_program_as_it_does_in_a_shell()
    {
        Need(Ability.DefaultSignals);
        ProcessJob job = Job.Process(Requirement.Program("bash"), "-c", "yes | head -n 1 >/dev/null; echo ${PIPESTATUS[0]}") with { Output = ProcessOutput.Collect };
        (await Run(job)).ShouldHaveSucceeded().Text.ShouldBe("141\n");
    }

    [Fact]
    public async Task No_descriptor_is_open_but_the_usual_three()
    {
        Need(Ability.ClosingDescriptors);

        // As our parent may have left one open: without close-on-exec.
        int open = Descriptor.Open("/dev/null", Native.OpenReadOnly, 0);
        try
        {
            (await Run(Shell("ls /proc/$$/fd; true"))).ShouldHaveSucceeded().Text.ShouldBe("0\n1\n2\n");
        }
        finally
        {
            Native.close(open);
        }
    }

    [Fact]
    public async Task A_job_leads_a_process_group_of_its_own()
    {
        Need(Ability.ProcessGroups);
        (await Run(Shell("read -r pid name state parent group rest </proc/$$/stat; [ $group = $$ ]"))).ShouldHaveSucceeded();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(19)]
    public async Task A_job_has_the_nice_value_that_it_asks_for_else_that_of_the_level(int nice)
    {
        ProcessJob job = Shell("until [ $(nice) = $1 ]; do :; done", $"{nice}");
        (await Run(job with { Nice = nice })).ShouldHaveSucceeded();
        (await Run(Execution(job, nice))).ShouldHaveSucceeded();
        (await Run(Execution(job with { Nice = nice }, nice: 15))).ShouldHaveSucceeded();
    }

    [Fact]
    public async Task A_nice_value_that_is_refused_is_a_failure_of_the_job_that_asks_for_it()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "nothing is refused to root");
        (await Run(Shell("sleep 600") with { Nice = -5 })).ShouldHaveFailed(exitCode: null).ShouldSay("its nice value cannot be set to -5: Permission denied");
        (await Run(Execution(Shell("true"), nice: -5))).ShouldHaveSucceeded();
    }

    [Fact]
    public async Task A_job_has_the_io_priority_that_it_asks_for_else_that_of_the_level()
    {
        Need(Ability.PrioritiesAndLimits);
        Requirement.Need("ionice");
        ProcessJob job = Shell("until [ \"$(ionice -p $$)\" = \"$1\" ]; do :; done", "best-effort: prio 6");
        var six = new IoPriority(IoPriorityClass.BestEffort, 6);
        (await Run(job with { IoPriority = six })).ShouldHaveSucceeded();
        (await Run(Execution(job, ioPriority: six))).ShouldHaveSucceeded();
        (await Run(Shell("until [ \"$(ionice -p $$)\" = idle ]; do :; done") with { IoPriority = new(IoPriorityClass.Idle) })).ShouldHaveSucceeded();
    }

    [Fact]
    public async Task A_job_runs_on_the_CPUs_that_it_asks_for()
    {
        int last = Cpus(File.ReadAllLines("/proc/self/status"))[^1];
        ProcessJob job = Shell("until [ \"$(grep Cpus_allowed_list /proc/self/status)\" = \"$1\" ]; do :; done", $"Cpus_allowed_list:\t{last}");
        (await Run(job with { Cpus = [last] })).ShouldHaveSucceeded();
        (await Run(Shell("cat /proc/self/status"))).ShouldHaveSucceeded().Text.Split('\n').ShouldContain(File.ReadLines("/proc/self/status").Single(line => line.StartsWith("Cpus_allowed_list")));
    }

    [Theory]
    [InlineData(63)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public async Task CPUs_that_are_not_there_are_a_failure_of_the_job(int cpu)
    {
        EndedJob ended = await Run(Shell("sleep 600") with { Cpus = [cpu] });
        ended.ShouldSay($"it cannot be bound to the CPUs {cpu}: ").Outcome.Status.ShouldBe(JobStatus.Failed);
    }

    [Fact]
    public async Task A_job_has_the_limits_that_it_asks_for()
    {
        Need(Ability.PrioritiesAndLimits);
        ProcessJob job = Shell("until [ $(ulimit -S -n) = 77 ] && [ $(ulimit -H -n) = 88 ] && [ $(ulimit -c) = 0 ]; do :; done");
        (await Run(job with { Limits = [new(LimitedResource.OpenFiles, 77, 88), new(LimitedResource.CoreDump, 0)] })).ShouldHaveSucceeded();
        (await Run(Shell("until [ $(ulimit -S -n) = 77 ]; do :; done; ulimit -H -n") with { Limits = [new(LimitedResource.OpenFiles, 77)] }))
            .ShouldHaveSucceeded().Text.ShouldBe((await Run(Shell("ulimit -H -n"))).Text);
    }

    [Fact]
    public async Task A_limit_that_is_refused_is_a_failure_of_the_job()
    {
        Need(Ability.PrioritiesAndLimits);
        long most = long.Parse(await File.ReadAllTextAsync("/proc/sys/fs/nr_open", Cancellation));
        (await Run(Shell("sleep 600") with { Limits = [new(LimitedResource.OpenFiles, most + 1, most + 1)] })).ShouldHaveFailed(exitCode: null).ShouldSay($"its limit 'nofile' cannot be set to {most + 1}: ");
        (await Run(Shell("sleep 600") with { Limits = [new(LimitedResource.OpenFiles, 9, 8)] })).ShouldHaveFailed(exitCode: null).ShouldSay("its limit 'nofile' cannot be set to 9: ");
    }

    static int[] Cpus(IEnumerable<string> status)
    {
        string list = status.Single(line => line.StartsWith("Cpus_allowed_list:")).Split('\t')[1];
        return [.. list.Split(',').Select(range => range.Split('-').Select(int.Parse).ToArray()).SelectMany(range => Enumerable.Range(range[0], range[^1] - range[0] + 1))];
    }
}
