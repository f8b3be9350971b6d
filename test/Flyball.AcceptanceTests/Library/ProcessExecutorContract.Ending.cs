using System.Globalization;
using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

/// <summary>How jobs end, and are ended.</summary>
public abstract partial class ProcessExecutorContract
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(126)]
    [InlineData(143)]
    [InlineData(255)]
    public async Task Exit_codes_are_reported(int code)
    {
        JobOutcome outcome = (await Run(Dummy("exit", $"{code}"))).Outcome;
        (outcome.Status, outcome.ExitCode, outcome.Signal, outcome.Detail).ShouldBe((code == 0 ? JobStatus.Succeeded : JobStatus.Failed, code, null, null));
    }

    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("KILL", 9)]
    [InlineData("HUP", 1)]
    public async Task A_signal_is_reported(string name, int number)
    {
        Need(Ability.TellingSignals);
        (await Run(Shell($"kill -{name} $$"))).ShouldHaveFailed(exitCode: null).ShouldSay($"killed by signal {number}").Outcome.Signal.ShouldBe(number);
    }

    [Fact]
    public async Task A_job_that_a_signal_ended_has_failed() => (await Run(Shell("kill -KILL $$"))).Outcome.Status.ShouldBe(JobStatus.Failed);

    [Fact]
    public async Task A_cancelled_job_is_gone_and_so_are_its_children()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource cancellation = new();
        Task<EndedJob> running = RunUntil(Execution(Dummy("children", "2", folder.File("children"))), cancellation.Token);
        await Waiting.Until(() => Lines(folder.File("children")).Length == 2, "the job has started its children");
        await cancellation.CancelAsync();
        (await running).Outcome.Status.ShouldBe(JobStatus.Cancelled);
        foreach (string child in Lines(folder.File("children")))
            await Waiting.Until(() => !Machine.IsAlive(int.Parse(child, CultureInfo.InvariantCulture)), "the child is gone");
    }

    [Fact]
    public async Task Nothing_is_left_of_a_cancelled_job_that_is_hard_to_end()
    {
        Need(Ability.EndingOrphans);
        StubbornJob stubborn = new();
        using CancellationTokenSource cancellation = new();
        Task<EndedJob> running = RunUntil(Execution(Shell(stubborn.Command)), cancellation.Token);
        await stubborn.UntilAllRun();
        await cancellation.CancelAsync();
        (await running).Outcome.Status.ShouldBe(JobStatus.Cancelled);
        stubborn.Left.ShouldBe(0);
    }

    [Fact]
    public async Task What_a_cancelled_job_has_written_is_delivered()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource cancellation = new();
        Task<EndedJob> running = RunUntil(Execution(Shell("echo written; : >\"$1\"; exec sleep 600", folder.File("begun"))), cancellation.Token);
        await Waiting.Until(() => File.Exists(folder.File("begun")), "the job has begun");
        await cancellation.CancelAsync();
        EndedJob ended = await running;
        ended.Outcome.Status.ShouldBe(JobStatus.Cancelled);
        ended.Text.ShouldBe("written\n");
    }

    [Fact]
    public async Task A_job_that_is_cancelled_before_its_start_is_not_started()
    {
        using TemporaryFolder folder = new();
        ProcessJob job = Dummy("children", "0", folder.File("file"));
        EndedJob ended = await RunUntil(Execution(job), new(canceled: true));
        ended.Outcome.ShouldBe(new(JobStatus.Cancelled));
        File.Exists(folder.File("file")).ShouldBeFalse();
        (await Run(job)).ShouldHaveSucceeded();
        File.Exists(folder.File("file")).ShouldBeTrue();
    }

    [Fact]
    public async Task Jobs_may_be_cancelled_at_any_moment_of_their_start()
    {
        // Each gets a little further than the one before.
        for (int spins = 0; spins < 200_000; spins += 4_000)
        {
            using CancellationTokenSource cancellation = new();
            Task<EndedJob> running = RunUntil(Execution(Shell("exec sleep 600")), cancellation.Token);
            Thread.SpinWait(spins);
            await cancellation.CancelAsync();
            (await running).Outcome.Status.ShouldBe(JobStatus.Cancelled);
        }
    }

    [Fact]
    public async Task What_outlives_its_job_holds_up_nothing_and_may_go_on_writing()
    {
        using TemporaryFolder folder = new();
        ProcessJob job = Shell("( until [ -e go ]; do sleep 0.02; done; head -c 1000000 /dev/zero && : >written ) & echo early") with { WorkingDirectory = folder.Path };
        (await Run(job)).ShouldHaveSucceeded().Text.ShouldBe("early\n");
        folder.File("go", "");
        await Waiting.Until(() => File.Exists(folder.File("written")), "what outlived the job has written more than a pipe holds");
    }

    [Fact]
    public async Task Many_jobs_run_at_once()
    {
        EndedJob[] all = await Task.WhenAll(Enumerable.Range(0, 300).Select(number => Run(Shell("echo $1; echo $1 >&2; exit $(($1 % 7))", $"{number}"))));
        for (int number = 0; number < all.Length; number++)
        {
            all[number].Outcome.ExitCode.ShouldBe(number % 7);
            byte[] line = [.. $"{number}\n".Select(character => (byte)character)];
            (byte[] output, byte[] error) = all[number].Received.ShouldNotBeNull();
            output.ShouldBe(line);
            error.ShouldBe(line);
        }
    }

    static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (IOException)
        {
            // Not there yet, or being written.
            return [];
        }
    }
}
