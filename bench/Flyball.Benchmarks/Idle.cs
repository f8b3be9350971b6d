using System.Globalization;
using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Benchmarks;

/// <summary>What the controller itself uses while jobs run that need nothing: it must not be the load.</summary>
static class Idle
{
    const int Sleepers = 50;

    static readonly TimeSpan s_span = TimeSpan.FromSeconds(10);

    /// <summary>Start-up and the compiler's second thoughts are not idling.</summary>
    static readonly TimeSpan s_settle = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync()
    {
        ILoadSampler sampler = LoadSampler.Create();
        ByteSize memory = sampler.Sample().MemoryAvailable ?? ByteSize.GiB(1);
        ResourceRequest small = new(Cores: 0, Memory: ByteSize.MiB(1));

        Console.WriteLine(Machine.Describe());
        Console.WriteLine();
        Console.WriteLine($"| {Sleepers} processes run, and | held by | CPU in {s_span.TotalSeconds:0} s | share of a core |");
        Console.WriteLine("|---|---|--:|--:|");
        await MeasureAsync("nothing waits", new() { DefaultRequest = small }, waiting: null);
        await MeasureAsync("a job waits for a slot", new() { DefaultRequest = small, MaxRunning = Sleepers }, waiting: small);
        await MeasureAsync("a job waits for memory", new() { DefaultRequest = new(0, memory * 0.01) }, waiting: new(0, memory * 0.8));

        var busy = new BusyMachine(sampler);
        await MeasureAsync("a job waits for a core", new() { DefaultRequest = small, LoadSampler = busy }, waiting: new(1, ByteSize.MiB(1)), () => busy.IsBusy = true);
        (sampler as IDisposable)?.Dispose();
        return 0;
    }

    static async Task MeasureAsync(string name, JobControllerOptions options, ResourceRequest? waiting, Action? onceStarted = null)
    {
        // Escalation would start the job that is to wait.
        options.Aggressiveness = Aggressiveness.Balanced with { Grace = TimeSpan.FromHours(1) };
        await using var jobs = new JobController(options);
        await jobs.StartAsync();
        await StartSleepersAsync(jobs);
        await Task.Delay(s_settle);
        onceStarted?.Invoke();
        JobHandle? held = waiting is null ? null : jobs.Add(Job.Process("sleep", "30") with { Request = waiting });
        await Task.Delay(s_settle);

        TimeSpan before = Environment.CpuUsage.TotalTime;
        await Task.Delay(s_span);
        TimeSpan used = Environment.CpuUsage.TotalTime - before;

        JobExplanation? found = held is null ? null : await jobs.ExplainAsync(held.Id);
        string gate = found switch { null => "", { Stage: JobStage.Running } => "nothing: it started", { Because: var by } => $"{by?.Gate}" };
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {gate} | {used.TotalMilliseconds:0} ms | {used / s_span:0.00 %} |"));
    }

    static async Task StartSleepersAsync(JobController jobs)
    {
        // Listening ends with the last start, so that nobody listens while it is measured.
        IAsyncEnumerable<JobEvent> events = jobs.WatchAsync();
        for (int i = 0; i < Sleepers; i++) jobs.Add(Job.Process("sleep", "30"));
        int started = 0;
        await foreach (JobEvent happened in events)
            if (happened is JobStarted && ++started == Sleepers) return;
    }

    /// <summary>Samples the real machine, at the real cost, and says that others keep all its CPUs busy.</summary>
    sealed class BusyMachine(ILoadSampler sampler) : ILoadSampler
    {
        public bool IsBusy { get; set; }

        public LoadSample Sample()
        {
            LoadSample sample = sampler.Sample();
            return IsBusy ? sample with { BusyCores = sample.Capacity.UsableCpus } : sample;
        }
    }
}
