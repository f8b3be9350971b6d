using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

/// <summary>What holds for every executor of processes. A test is skipped, with the reason, where an executor cannot do what it asks for.</summary>
public abstract partial class ProcessExecutorContract : IDisposable
{
    /// <summary>Far more than any job of these tests takes on a busy machine; then it is ended, and the test fails.</summary>
    static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);

    readonly ReceivedOutput _received = new();
    readonly IJobExecutor _executor;
    long _lastId;

    protected ProcessExecutorContract() => _executor = Create(_received);

    /// <summary>Makes an executor.</summary>
    protected abstract IJobExecutor Create(IJobOutput? output);

    /// <summary>Why the executor cannot do something; <c>null</c>: it can.</summary>
    protected virtual string? Lacks(Ability ability) => null;

    void Need(Ability ability)
    {
        Requirement.Need("linux");
        if (Lacks(ability) is { } reason) Assert.Skip(reason);
    }

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A job of the program that does what it is told on every system.</summary>
    private protected static ProcessJob Dummy(params ReadOnlySpan<string> words) => Job.Process(BuiltPrograms.Dummy, words) with { Output = ProcessOutput.Collect };

    /// <summary>A job of the shell, where there is one.</summary>
    private protected static ProcessJob Shell(string command, params ReadOnlySpan<string> words)
    {
        Requirement.Need("linux");
        return Job.Process("/bin/sh", ["-c", command, "sh", .. words]) with { Output = ProcessOutput.Collect };
    }

    private protected JobExecution Execution(ProcessJob job, int nice = 0, IoPriority? ioPriority = null) => new(new(Interlocked.Increment(ref _lastId)), job, Granted: default, nice, ioPriority);

    private protected Task<EndedJob> Run(ProcessJob job) => Run(Execution(job));

    Task<EndedJob> Run(JobExecution execution) => RunUntil(execution, CancellationToken.None);

    /// <summary>Runs a job, and ends it when the token says so.</summary>
    Task<EndedJob> RunUntil(JobExecution execution, CancellationToken cancellationToken) => RunBy(_executor, execution, cancellationToken);

    /// <summary>Runs a job by an executor of the test's own.</summary>
    private protected async Task<EndedJob> RunBy(IJobExecutor executor, JobExecution execution, CancellationToken cancellationToken)
    {
        using var longest = CancellationTokenSource.CreateLinkedTokenSource(Cancellation, cancellationToken);
        longest.CancelAfter(s_longest);
        JobOutcome outcome = await executor.ExecuteAsync(execution, longest.Token).WaitAsync(2 * s_longest, Cancellation);

        // An executor may tell of an end on a thread of its own, which has other things to do than these tests.
        await Task.Yield();
        return new(outcome, _received.Of(execution.Id));
    }

    public void Dispose()
    {
        (_executor as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }
}
