using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

public sealed class ProcessJobTests
{
    public ProcessJobTests() => Requirement.Need("linux");

    static ProcessJob Shell(string command) => Job.Process("/bin/sh", "-c", command) with { Output = ProcessOutput.Discard };

    static async Task<JobOutcome> Run(Job job)
    {
        await using JobController controller = new();
        JobHandle handle = controller.Add(job);
        await controller.RunAsync(TestContext.Current.CancellationToken);
        return await handle.Completion;
    }

    [Fact]
    public async Task A_job_starts_in_its_working_directory()
    {
        using TemporaryFolder folder = new();
        folder.File("here", "");
        (await Run(Shell("[ -e here ]") with { WorkingDirectory = folder.Path })).ShouldBeSucceeded();
    }

    [Fact]
    public async Task Variables_are_added_and_taken_away()
    {
        ProcessJob job = Shell("""[ "$FLYBALL_TEST" = "a b" ] && [ -z "${PATH_OF_NOTHING+set}" ] && [ -z "${HOME+set}" ]""");
        (await Run(job with { Environment = job.Environment.Add("FLYBALL_TEST", "a b").Add("HOME", null) })).ShouldBeSucceeded();
    }

    [Fact]
    public async Task A_missing_program_is_named()
    {
        JobOutcome outcome = await Run(Job.Process("no-such-program-anywhere"));
        outcome.Status.ShouldBe(JobStatus.Failed);
        outcome.ExitCode.ShouldBe(127);
        outcome.Detail.ShouldNotBeNull().ShouldContain("'no-such-program-anywhere'");
    }

    [Fact]
    public async Task A_missing_working_directory_is_named()
    {
        JobOutcome outcome = await Run(Shell("true") with { WorkingDirectory = "/no/such/folder" });
        outcome.Status.ShouldBe(JobStatus.Failed);
        outcome.ExitCode.ShouldBe(126);
        outcome.Detail.ShouldNotBeNull().ShouldContain("'/no/such/folder'");
    }

    [Fact]
    public async Task A_script_without_an_interpreter_line_is_run_by_the_shell()
    {
        using TemporaryFolder folder = new();
        string script = folder.File("script", "[ \"$1\" = 'a b' ] && exit 7\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        (await Run(Job.Process(script, "a b"))).ExitCode.ShouldBe(7);
    }

    [Fact]
    public async Task What_a_job_used_is_known_at_its_end()
    {
        // More than these tests have held: the kernel cannot tell a smaller peak of a child from its parent's.
        string peak = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        long held = (long.Parse(peak) << 10) + (100 << 20);
        JobOutcome outcome = await Run(Job.Process(BuiltPrograms.Dummy, "hold", $"{held}", "0.1"));
        ResourceUsage usage = outcome.ShouldBeSucceeded().Usage.ShouldNotBeNull();
        usage.PeakMemory.ShouldNotBeNull().Bytes.ShouldBeInRange(held, 3 * held);
        usage.WallTime.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.1));
        usage.CpuTime.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromMilliseconds(10), usage.WallTime * Environment.ProcessorCount);
    }

    [Fact]
    public async Task Output_is_inherited_or_thrown_away()
    {
        string same = $"[ /proc/$$/fd/1 -ef /proc/{Environment.ProcessId}/fd/1 ] && [ /proc/$$/fd/2 -ef /proc/{Environment.ProcessId}/fd/2 ]";
        (await Run(Shell(same) with { Output = ProcessOutput.Inherit })).ShouldBeSucceeded();
        (await Run(Shell("[ /proc/$$/fd/1 -ef /dev/null ] && [ /proc/$$/fd/2 -ef /dev/null ]"))).ShouldBeSucceeded();
    }
}
