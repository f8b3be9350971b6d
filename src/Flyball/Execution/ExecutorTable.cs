using System.Collections.Concurrent;
using Flyball.Execution.Linux;
using Flyball.Execution.Portable;
using Flyball.Jobs;

namespace Flyball.Execution;

/// <summary>Which executor runs which kind of job. Made once; safe for use by any thread.</summary>
sealed class ExecutorTable : IDisposable
{
    readonly ConcurrentDictionary<Type, IJobExecutor?> _byType;
    readonly Lazy<IJobExecutor> _processes;

    public ExecutorTable(JobControllerOptions options)
    {
        _byType = new(options.Executors.Select(entry => KeyValuePair.Create(entry.Key, (IJobExecutor?)entry.Value)));
        _processes = new(() => OperatingSystem.IsLinux()
            ? new LinuxProcessExecutor(options.Output, options.Termination, options.TimeProvider, options.OwnsAllChildren)
            : new PortableProcessExecutor(options.Output, options.TimeProvider));
        _byType.TryAdd(typeof(DelegateJob), new DelegateExecutor(options.TimeProvider));
    }

    /// <summary>Finds the executor of a job that is no sequence.</summary>
    /// <exception cref="ArgumentException">Nothing runs this kind of job.</exception>
    public IJobExecutor For(Job job) => Find(job.GetType())
        ?? throw new ArgumentException($"No executor is registered for jobs of type {job.GetType().Name}: add one to {nameof(JobControllerOptions)}.{nameof(JobControllerOptions.Executors)}.", nameof(job));

    /// <exception cref="ArgumentException">Nothing runs this kind of job, or a step of it.</exception>
    public void Check(Job job)
    {
        if (job is SequenceJob sequence)
        {
            foreach (Job step in sequence.Steps) Check(step);
            return;
        }

        _ = For(job);
    }

    IJobExecutor? Find(Type type) => _byType.GetOrAdd(type, static (type, table) =>
    {
        for (Type? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (table._byType.TryGetValue(ancestor, out IJobExecutor? executor) && executor is not null) return executor;
            if (ancestor == typeof(ProcessJob)) return table._processes.Value;
        }

        return null;
    }, this);

    public void Dispose()
    {
        if (_processes.IsValueCreated) (_processes.Value as IDisposable)?.Dispose();
    }
}
