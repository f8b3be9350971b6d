using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

/// <summary>What becomes of what jobs write.</summary>
public abstract partial class ProcessExecutorContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(OutputBuffer.MostInMemory)]
    [InlineData(OutputBuffer.MostInMemory + 1)]
    [InlineData(5_000_000)]
    public async Task Both_streams_are_collected_byte_for_byte(int length)
    {
        EndedJob ended = await Run(Dummy("write", "7", $"{length}"));
        (byte[] output, byte[] error) = ended.ShouldHaveSucceeded().Received.ShouldNotBeNull();
        output.AsSpan().SequenceEqual(Bytes(seed: 7, length)).ShouldBeTrue();
        error.AsSpan().SequenceEqual(Bytes(seed: 8, length)).ShouldBeTrue();
        ended.Outcome.Usage.ShouldNotBeNull().OutputBytes.ShouldBe(length);
    }

    [Fact]
    public async Task A_job_that_wrote_nothing_is_told_of_too()
    {
        EndedJob ended = await Run(Dummy("exit", "0"));
        (byte[] output, byte[] error) = ended.ShouldHaveSucceeded().Received.ShouldNotBeNull();
        (output.Length + error.Length).ShouldBe(0);
        ended.Outcome.Usage.ShouldNotBeNull().OutputBytes.ShouldBe(0);
    }

    [Fact]
    public async Task The_output_of_a_failed_job_is_delivered()
    {
        EndedJob ended = await Run(Dummy());
        ended.ShouldHaveFailed(255).Received.ShouldNotBeNull().Error.ShouldNotBeEmpty();
        ended.Received!.Value.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_thrown_away_is_not_delivered_and_has_room_without_end() =>
        (await Run(Flood() with { Output = ProcessOutput.Discard })).ShouldHaveFailed(7).Received.ShouldBeNull();

    [Fact]
    public async Task What_is_collected_for_nobody_is_thrown_away()
    {
        IJobExecutor executor = Create(output: null);
        using (executor as IDisposable)
            (await RunBy(executor, Execution(Flood()), Cancellation)).ShouldHaveFailed(7);
    }

    /// <summary>Writes more than a pipe holds; its exit status tells that it could.</summary>
    static ProcessJob Flood() => Shell("head -c 1000000 /dev/zero && head -c 1000000 /dev/zero >&2 && exit 7");

    [Fact]
    public async Task What_is_inherited_is_our_own()
    {
        ProcessJob job = Shell("[ /proc/$$/fd/1 -ef /proc/$1/fd/1 ] && [ /proc/$$/fd/2 -ef /proc/$1/fd/2 ]", $"{Environment.ProcessId}");
        (await Run(job with { Output = ProcessOutput.Inherit })).ShouldHaveSucceeded().Received.ShouldBeNull();
        (await Run(job)).ShouldHaveFailed(1);
    }

    [Fact]
    public async Task Output_that_cannot_be_delivered_is_a_failure_of_the_job()
    {
        IJobExecutor executor = Create(new FullOutput());
        using (executor as IDisposable)
        {
            JobOutcome outcome = (await RunBy(executor, Execution(Dummy("directory")), Cancellation)).Outcome;
            (outcome.Status, outcome.ExitCode, outcome.Detail).ShouldBe((JobStatus.Failed, 0, "its output could not be written: no room"));
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000_000)]
    public async Task What_a_running_job_wrote_can_be_heard_of_and_read_though_it_writes_on(int length)
    {
        using TemporaryFolder folder = new();
        var listener = new Listener();
        IJobExecutor executor = Create(listener);
        using (executor as IDisposable)
        {
            // It goes on once we have read all that it wrote.
            ProcessJob job = Shell("head -c $1 /dev/zero; echo error >&2; while [ ! -e $2 ]; do sleep 0.02; done; head -c $1 /dev/zero", $"{length}", folder.File("go"));
            Task<EndedJob> run = RunBy(executor, Execution(job), Cancellation);
            await Waiting.Until(() => Length(listener.Heard(OutputKind.StandardOutput)) == length && Length(listener.Heard(OutputKind.StandardError)) == 6, "both streams are heard of");
            OutputContent view = listener.Heard(OutputKind.StandardOutput)!;
            folder.File("go", "");
            (await run).ShouldHaveSucceeded();
            Length(view).ShouldBe(length);
            Length(listener.All).ShouldBe(2 * length);
            listener.All!.Dispose();
        }
    }

    [Fact]
    public async Task What_an_attempt_wrote_that_is_followed_by_another_goes_to_who_listened_to_be_dropped()
    {
        var listener = new Listener();
        IJobExecutor executor = Create(listener);
        using (executor as IDisposable)
        {
            (await RunBy(executor, Execution(Shell("head -c 100000 /dev/zero; exit 3")) with { HasMoreAttempts = true }, Cancellation)).ShouldHaveFailed(3);
            listener.All.ShouldBeNull();
            Length(listener.Dropped).ShouldBe(100_000);
            listener.Dropped!.Dispose();
        }
    }

    /// <summary>The bytes that can be read.</summary>
    static long Length(OutputContent? content)
    {
        byte[] piece = new byte[100_000];
        long length = 0;
        while (content?.Read(length, piece) is > 0 and var count) length += count;
        return length;
    }

    /// <summary>Keeps the last that was heard of each stream, and the whole output beyond the end of its job. Listening throws, which must not matter.</summary>
    sealed class Listener : ILiveJobOutput
    {
        readonly System.Collections.Concurrent.ConcurrentDictionary<OutputKind, OutputContent> _heard = new();

        public OutputContent? All { get; private set; }

        public OutputContent? Heard(OutputKind stream) => _heard.GetValueOrDefault(stream);

        public void Wrote(JobExecution execution, OutputKind stream, OutputContent soFar)
        {
            _heard[stream] = soFar;
            throw new InvalidOperationException("not heard");
        }

        public ValueTask WriteAsync(JobExecution execution, JobOutcome outcome, OutputContent standardOutput, OutputContent standardError)
        {
            All = standardOutput;
            return default;
        }

        public OutputContent? Dropped { get; private set; }

        public void Drop(JobExecution execution, OutputContent standardOutput, OutputContent standardError) => Dropped = standardOutput;
    }

    sealed class FullOutput : IJobOutput
    {
        public ValueTask WriteAsync(JobExecution execution, JobOutcome outcome, OutputContent standardOutput, OutputContent standardError) => throw new IOException("no room");
    }

    static byte[] Bytes(int seed, int length)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
