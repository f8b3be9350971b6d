using System.Collections.Concurrent;
using System.Collections.Immutable;
using Flyball.Admission;
using Flyball.Execution;
using Flyball.Jobs;
using Flyball.Queue;

namespace Flyball;

/// <summary>Takes jobs in, and knows all that have not ended. Safe for use by any thread.</summary>
/// <param name="executors">What can be run.</param>
/// <param name="resources">What can be held.</param>
/// <param name="defaultRequest">What is asked for jobs that leave it open.</param>
/// <param name="history">What is remembered of earlier runs; <c>null</c>: nothing.</param>
sealed class JobRegister(ExecutorTable executors, ResourceBook resources, ResourceRequest defaultRequest, IJobHistory? history)
{
    readonly ConcurrentDictionary<JobId, JobEntry> _known = new();
    readonly ConcurrentDictionary<string, SiblingUse> _templates = new(StringComparer.Ordinal);
    long _lastId;

    /// <summary>All that have not ended, in any order.</summary>
    public IEnumerable<JobEntry> All => _known.Values;

    /// <returns><c>null</c>: it is not known, or has ended.</returns>
    public JobEntry? Find(JobId id) => _known.TryGetValue(id, out JobEntry? entry) ? entry : null;

    public void Remove(JobEntry entry) => _known.TryRemove(entry.Id, out _);

    /// <summary>Gives a job its number and all that is known of it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="fromSource">Whether it takes room in the window of a source.</param>
    /// <param name="sequence">The sequence that it is a step of; <c>null</c>: of none.</param>
    /// <exception cref="ArgumentException">It cannot be run, or it cannot hold what it asks for.</exception>
    public JobEntry Accept(Job job, bool fromSource, SequenceRun? sequence)
    {
        executors.Check(job);
        CheckResources(job);
        int priority = (int)Math.Clamp((long)job.Priority + (sequence?.Entry.Priority ?? 0), int.MinValue, int.MaxValue);
        string template = job.TemplateInForce;
        SiblingUse siblings = _templates.GetOrAdd(template, static (name, earlier) => Remember(name, earlier), history);
        var id = new JobId(Interlocked.Increment(ref _lastId));
        var entry = new JobEntry(id, job, job.Request.Or(defaultRequest), priority, siblings, sequence)
        {
            HoldsRoom = fromSource,
            Owner = this,
            Claims = resources.ClaimsOf(Resources(job, sequence)),
            Command = history?.Find(template, job),
        };
        _known[id] = entry;
        return entry;
    }

    static SiblingUse Remember(string template, IJobHistory? earlier) =>
        earlier?.Find(template) is { } record ? new(record, earlier.Today - record.LastDay) : new();

    /// <summary>What is wrong with a step is known when the sequence is added, not when its turn comes.</summary>
    void CheckResources(Job job)
    {
        resources.ClaimsOf(job.Resources);
        if (job is not SequenceJob sequence) return;
        foreach (Job step in sequence.Steps) CheckResources(step);
    }

    /// <summary>What a step holds: of each resource what it asks for, or what its sequence asks for, whichever is more.</summary>
    static ImmutableSortedDictionary<string, int> Resources(Job job, SequenceRun? sequence)
    {
        ImmutableSortedDictionary<string, int> all = job.Resources;
        for (; sequence is not null; sequence = sequence.Entry.Sequence)
        {
            foreach ((string name, int amount) in sequence.Entry.Job.Resources)
                if (!(all.GetValueOrDefault(name) >= amount)) all = all.SetItem(name, amount);
        }

        return all;
    }
}
