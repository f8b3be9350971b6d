using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Cli.Why;

/// <summary>What became of the jobs that ended: how many, and of the last ones how. Safe for use by any thread.</summary>
sealed class EndedJobs
{
    /// <summary>Who asks for a job that ended long ago finds it in the joblog.</summary>
    const int MostKept = 1000;

    readonly Lock _changing = new();
    readonly Queue<JobEnded> _last = new();
    long _succeeded, _failed;

    /// <summary>How many succeeded, and how many failed.</summary>
    public (long Succeeded, long Failed) Counts
    {
        get
        {
            lock (_changing) return (_succeeded, _failed);
        }
    }

    /// <summary>Takes note of an event.</summary>
    public void Add(JobEvent happened)
    {
        if (happened is not JobEnded ended || JobArguments.Of(ended.Job).IsStep) return;
        lock (_changing)
        {
            if (ended.Outcome.Succeeded) _succeeded++;
            else if (ended.Outcome.Status is not (JobStatus.Cancelled or JobStatus.Skipped)) _failed++;
            _last.Enqueue(ended);
            if (_last.Count > MostKept) _last.Dequeue();
        }
    }

    /// <summary>Those of the last ones that are meant.</summary>
    public IReadOnlyList<JobEnded> Find(Func<Job, bool> which)
    {
        lock (_changing) return [.. _last.Where(ended => which(ended.Job))];
    }
}
