using System.Collections.Concurrent;
using Flyball.Execution;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Tests.Controller;

/// <summary>A job that runs until the test ends it.</summary>
sealed record TestJob(string Title) : Job
{
    public override string Name { get; init; } = Title;

    /// <summary>It goes on when it is told to end, until the test ends it.</summary>
    public bool Stubborn { get; init; }

    protected internal override string DefaultTemplate => Title;
}

/// <summary>Runs <see cref="TestJob"/>s: notes what starts, and ends them when the test says so.</summary>
sealed class ScriptedExecutor : IJobExecutor
{
    readonly ConcurrentDictionary<JobId, string> _names = new();
    readonly ConcurrentDictionary<JobId, TaskCompletionSource<JobOutcome>> _running = new();
    readonly ConcurrentQueue<string> _started = new();
    readonly ConcurrentQueue<string> _steps = new();
    readonly ConcurrentDictionary<(string Name, int Times), TaskCompletionSource> _told = new();

    /// <summary>The names of all jobs in the order of their starts.</summary>
    public string[] Started => [.. _started];

    public int Running => _running.Count;

    public int MostRunning { get; private set; }

    /// <summary>Called when a job starts; may throw.</summary>
    public Action<JobExecution> OnStart { get; set; } = _ => { };

    /// <summary>What a running job is said to use.</summary>
    public Func<JobId, UsageReading?> OnMeasure { get; set; } = _ => null;

    /// <summary>Whether jobs can be suspended.</summary>
    public bool Suspends { get; set; } = true;

    /// <summary>What was done with running jobs, in order: <c>suspend a</c>, <c>resume a</c>, and <c>end a</c> when one was told to end.</summary>
    public string[] Steps => [.. _steps];

    public Task<JobOutcome> ExecuteAsync(JobExecution execution, CancellationToken cancellationToken)
    {
        _started.Enqueue(execution.Job.Name);
        // Its continuations run where it is ended, so that the controller knows of the end when End returns.
        var ended = new TaskCompletionSource<JobOutcome>();
        _names[execution.Id] = execution.Job.Name;
        _running[execution.Id] = ended;
        MostRunning = Math.Max(MostRunning, _running.Count);
        cancellationToken.Register(() =>
        {
            string step = $"end {execution.Job.Name}";
            _steps.Enqueue(step);
            int times = _steps.Count(earlier => earlier == step);
            if (execution.Job is not TestJob { Stubborn: true }) End(execution.Id, JobStatus.Cancelled);
            Told(execution.Job.Name, times).TrySetResult();
        });
        OnStart(execution);
        return ended.Task;
    }

    public UsageReading? Measure(JobId id) => OnMeasure(id);

    public bool Suspend(JobId id)
    {
        if (Suspends) _steps.Enqueue($"suspend {_names[id]}");
        return Suspends;
    }

    public bool Resume(JobId id)
    {
        _steps.Enqueue($"resume {_names[id]}");
        return true;
    }

    /// <summary>Completes when jobs of this name were told to end so often, which happens on a thread of its own, and the controller knows of the end.</summary>
    public Task ToldToEndAsync(string name, int times = 1) => Told(name, times).Task;

    /// <summary>The name of a job that was started.</summary>
    public string NameOf(JobId id) => _names[id];

    public void End(JobId id, JobStatus status = JobStatus.Succeeded, ResourceUsage? usage = null)
    {
        if (_running.TryRemove(id, out TaskCompletionSource<JobOutcome>? ended)) ended.TrySetResult(new(status, Usage: usage ?? new(TimeSpan.FromSeconds(1))));
    }

    /// <summary>Ends the only running job of this name.</summary>
    public void End(string name, JobStatus status = JobStatus.Succeeded) => End(_running.Keys.Single(id => _names[id] == name), status);

    TaskCompletionSource Told(string name, int times) => _told.GetOrAdd((name, times), _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    public void EndAll(JobStatus status = JobStatus.Succeeded)
    {
        foreach (JobId id in _running.Keys) End(id, status);
    }
}

/// <summary>A quiet machine, unless the test says otherwise.</summary>
sealed class ScriptedSampler(TimeProvider time) : ILoadSampler
{
    readonly long _origin = time.GetTimestamp();

    public Func<LoadSample, LoadSample> Says { get; set; } = sample => sample;

    public LoadSample Sample() => Says(new()
    {
        At = time.GetElapsedTime(_origin) + TimeSpan.FromSeconds(1),
        Window = TimeSpan.FromSeconds(0.5),
        Capacity = new() { MachineCpus = 8, UsableCpus = 8, MachineMemory = ByteSize.GiB(64) },
        BusyCores = 0,
        CpuPressure = new(0, 0),
        MemoryAvailable = ByteSize.GiB(64),
    });
}
