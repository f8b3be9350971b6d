using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Controller;

/// <summary>A controller on a fake machine with a fake clock and jobs that the test ends.</summary>
sealed class Bench : IAsyncDisposable
{
    public Bench(Action<JobControllerOptions>? set = null)
    {
        Sampler = new(Clock);
        var options = new JobControllerOptions { TimeProvider = Clock, LoadSampler = Sampler, DefaultRequest = new(0.1, ByteSize.MiB(1)) };
        options.Executors[typeof(TestJob)] = Executor;
        set?.Invoke(options);
        Jobs = new(options);
        Events = new(Jobs);
    }

    public LoopClock Clock { get; } = new();

    public ScriptedSampler Sampler { get; }

    public ScriptedExecutor Executor { get; } = new();

    public JobController Jobs { get; }

    public JobEvents Events { get; }

    /// <summary>A bench whose controller is started.</summary>
    public static async Task<Bench> StartedAsync(int? maxRunning = null)
    {
        var bench = new Bench(options => options.MaxRunning = maxRunning);
        await bench.Jobs.StartAsync();
        return bench;
    }

    public JobHandle Add(string name, int priority = 0) => Jobs.Add(new TestJob(name) { Priority = priority });

    public JobHandle[] Add(params string[] names) => [.. names.Select(name => Add(name))];

    public Task<RunSummary> RunAsync() => Jobs.RunAsync();

    public Task<RunSummary> RunAsync(IEnumerable<Job> source) => Jobs.RunAsync(source);

    public Task<RunSummary> RunUntilAsync(CancellationToken cancelled) => Jobs.RunAsync(cancelled);

    public Task<RunSummary> RunUntilAsync(IEnumerable<Job> source, CancellationToken cancelled) => Jobs.RunAsync(source, cancelled);

    public Task SettleAsync() => Clock.SettleAsync();

    public Task<RunExplanation> ExplainAsync() => Jobs.ExplainAsync().Soon();

    public Task<JobExplanation?> ExplainAsync(JobId id) => Jobs.ExplainAsync(id).Soon();

    /// <summary>The reason that a job waits for, or started by.</summary>
    public async Task<Reason> BecauseAsync(JobHandle job) => (await ExplainAsync(job.Id))!.Because!.Value;

    public async Task EndAsync(JobHandle job, JobStatus status = JobStatus.Succeeded)
    {
        Executor.End(job.Id, status);
        await SettleAsync();
    }

    /// <summary>Ends the step or job of this name.</summary>
    public async Task EndAsync(string name, JobStatus status = JobStatus.Succeeded)
    {
        Executor.End(name, status);
        await SettleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        ValueTask disposed = Jobs.DisposeAsync();
        Executor.EndAll();
        await disposed.AsTask().Soon();
    }
}
