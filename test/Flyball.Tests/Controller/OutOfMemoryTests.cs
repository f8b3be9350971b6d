using Flyball.Admission;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public sealed class OutOfMemoryTests
{
    static readonly ResourceUsage s_twoGibibytes = new(TimeSpan.FromSeconds(1), PeakMemory: ByteSize.GiB(2));

    static async Task RunOutAsync(Bench bench, JobHandle job, ResourceUsage? usage = null)
    {
        bench.Executor.End(job.Id, JobStatus.OutOfMemory, usage ?? s_twoGibibytes);
        await bench.SettleAsync();
    }

    [Fact]
    public async Task A_job_that_ran_out_of_memory_is_run_again_with_more_set_aside()
    {
        await using Bench bench = await Bench.StartedAsync();
        List<ByteSize> granted = [];
        bench.Executor.OnStart = execution => granted.Add(execution.Granted.Memory);
        JobHandle job = bench.Add("a");
        await bench.SettleAsync();
        await RunOutAsync(bench, job);
        await RunOutAsync(bench, job, new(TimeSpan.FromSeconds(1), PeakMemory: ByteSize.GiB(4)));
        granted.ShouldBe([ByteSize.MiB(1), ByteSize.GiB(3), ByteSize.GiB(6)]);
        await bench.EndAsync(job);
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.Succeeded);
    }

    [Fact]
    public async Task A_step_is_not_run_again_when_the_sequence_around_it_says_no()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle sequence = bench.Jobs.Add(Job.Sequence(new TestJob("a"), new TestJob("b")) with { IsRepeatable = false });
        await bench.SettleAsync();
        await bench.EndAsync("a", JobStatus.OutOfMemory);
        (await sequence.Completion.Soon()).Status.ShouldBe(JobStatus.OutOfMemory);
        bench.Executor.Started.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_job_that_is_completed_at_its_start_keeps_its_word_not_to_be_run_again()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Jobs.Add(new TestJob("a") { IsRepeatable = false, AtStart = _ => new TestJob("a") });
        await bench.SettleAsync();
        await RunOutAsync(bench, job);
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.OutOfMemory);
        bench.Executor.Started.ShouldBe(["a"]);
    }

    [Fact]
    public async Task One_that_says_so_by_its_exit_status_teaches_that_its_siblings_need_more()
    {
        var history = new ListHistory();
        await using var bench = new Bench(options =>
        {
            options.History = history;
            options.Executors[typeof(ProcessJob)] = new ExitingExecutor(12);
        });
        JobHandle job = bench.Jobs.Add(Job.Process("a") with { OutOfMemoryExitCodes = [12], IsRepeatable = false });
        await bench.RunAsync().Soon();
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.OutOfMemory);
        JobObservation seen = history.Seen.ShouldHaveSingleItem();
        seen.RanShort.ShouldBeTrue();
        seen.PeakMemory!.Value.ShouldBeGreaterThan(ByteSize.GiB(2));
    }

    sealed class ExitingExecutor(int status) : IJobExecutor
    {
        public Task<JobOutcome> ExecuteAsync(JobExecution execution, CancellationToken cancellationToken) => Task.FromResult(new JobOutcome(JobStatus.Failed, status, Usage: s_twoGibibytes));
    }

    sealed class ListHistory : IJobHistory
    {
        public List<JobObservation> Seen { get; } = [];

        public int Today => 0;

        public TemplateRecord? Find(string templateName) => null;

        public CommandRecord? Find(string templateName, Job job) => null;

        public void Add(string templateName, Job job, JobObservation seen) => Seen.Add(seen);
    }

    [Fact]
    public async Task It_is_not_counted_as_an_attempt()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Jobs.Add(new TestJob("a") { Retry = new(2) });
        await bench.SettleAsync();
        await RunOutAsync(bench, job);
        await bench.EndAsync("a", JobStatus.Failed);
        await RunOutAsync(bench, job);
        await bench.EndAsync("a", JobStatus.Failed);
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.Failed);
        bench.Executor.Started.Length.ShouldBe(4);
    }

    [Fact]
    public async Task After_three_more_tries_it_has_failed()
    {
        await using var bench = new Bench();
        JobHandle job = bench.Add("a");
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        for (int i = 0; i < 4; i++) await RunOutAsync(bench, job);
        JobOutcome outcome = await job.Completion.Soon();
        outcome.Status.ShouldBe(JobStatus.OutOfMemory);
        outcome.Detail.ShouldBe("out of memory at 2 GiB, limit 64 GiB");
        bench.Executor.Started.Length.ShouldBe(4);
        (await run.Soon()).ShouldBe(new(0, Failed: 1, 0, 0, 0, TimeSpan.Zero) { OutOfMemory = 1 });
    }

    [Fact]
    public async Task One_that_had_all_memory_set_aside_is_not_run_again()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Jobs.Add(new TestJob("a") { Request = new(Memory: ByteSize.GiB(64)) });
        await bench.SettleAsync();
        await RunOutAsync(bench, job);
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.OutOfMemory);
    }

    [Fact]
    public async Task It_runs_alone_when_it_takes_that()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Add("a");
        bench.Add("b");
        await bench.SettleAsync();
        await RunOutAsync(bench, job, new(TimeSpan.FromSeconds(1), PeakMemory: ByteSize.GiB(50)));
        await bench.Clock.AdvanceAsync(5);
        bench.Executor.Started.ShouldBe(["a", "b"], "75 GiB are set aside beside nobody");
        await bench.EndAsync("b");
        await bench.Clock.AdvanceAsync(5);
        bench.Executor.Started.ShouldBe(["a", "b", "a"]);
    }

    [Fact]
    public async Task Whoever_listens_hears_of_it()
    {
        await using Bench bench = await Bench.StartedAsync();
        JobHandle job = bench.Add("a");
        await bench.SettleAsync();
        for (int i = 0; i < 4; i++) await RunOutAsync(bench, job);
        await bench.DisposeAsync();
        (await bench.Events.WordsAsync()).ShouldBe(["queued a", "started a", "retrying a", "started a", "retrying a", "started a", "retrying a", "started a", "ran out of memory a"]);
    }

    [Fact]
    public async Task One_that_waits_to_be_run_again_has_failed_when_nothing_more_is_started()
    {
        await using var bench = new Bench();
        JobHandle job = bench.Add("a");
        bench.Add("b");
        Task<RunSummary> run = bench.RunAsync();
        await bench.SettleAsync();
        await RunOutAsync(bench, job, new(TimeSpan.FromSeconds(1), PeakMemory: ByteSize.GiB(50)));
        bench.Jobs.Drain();
        await bench.SettleAsync();
        await bench.EndAsync("b");
        (await job.Completion.Soon()).Status.ShouldBe(JobStatus.OutOfMemory);
        (await run.Soon()).OutOfMemory.ShouldBe(1);
    }
}
