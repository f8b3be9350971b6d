using Flyball.Jobs;
using Flyball.Queue;

namespace Flyball;

/// <summary>A call of RunAsync that waits for its end.</summary>
sealed class Run(long begun)
{
    public long Begun { get; } = begun;

    /// <summary>What had been counted when it began; <c>null</c>: it has not begun.</summary>
    public RunSummary? AtBegin { get; set; }

    /// <summary>Whether no more jobs will come from its source.</summary>
    public bool SourceEnded { get; set; }

    public bool IsCancelled { get; set; }

    public RunSummary? Summary { get; set; }

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Counts what becomes of jobs, and knows the runs that wait for their end. Used by the controller's loop alone.</summary>
sealed class RunLedger(TimeProvider time)
{
    readonly List<Run> _runs = [];
    RunSummary _all = Nothing;

    /// <summary>What has been counted before anything ends.</summary>
    public static RunSummary Nothing { get; } = new(0, 0, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether a run winds down: it starts nothing more, not even what its own jobs add.</summary>
    public bool IsWindingDown => _runs.Exists(run => run.IsCancelled);

    public void Begin(Run run)
    {
        run.AtBegin ??= _all;
        _runs.Add(run);
    }

    public void Count(JobEntry entry, JobOutcome outcome) => _all = outcome.Status switch
    {
        JobStatus.Succeeded => _all with { Succeeded = _all.Succeeded + 1 },
        JobStatus.OutOfMemory => _all with { Failed = _all.Failed + 1, OutOfMemory = _all.OutOfMemory + 1 },
        JobStatus.Failed or JobStatus.TimedOut => _all with { Failed = _all.Failed + 1 },
        JobStatus.Skipped => _all with { Skipped = _all.Skipped + 1 },
        _ when entry.StartedWall is null => _all with { NotRun = _all.NotRun + 1 },
        _ => _all with { Cancelled = _all.Cancelled + 1 },
    };

    /// <summary>Ends the runs whose source has ended; called when nothing waits and nothing runs.</summary>
    public void EndRuns()
    {
        for (int i = _runs.Count - 1; i >= 0; i--)
        {
            Run run = _runs[i];
            if (!run.SourceEnded) continue;
            RunSummary begin = run.AtBegin!;
            run.Summary = new(
                _all.Succeeded - begin.Succeeded, _all.Failed - begin.Failed, _all.Cancelled - begin.Cancelled, _all.NotRun - begin.NotRun, _all.Skipped - begin.Skipped, time.GetElapsedTime(run.Begun)) { OutOfMemory = _all.OutOfMemory - begin.OutOfMemory };
            run.Ended.SetResult();
            _runs.RemoveAt(i);
        }
    }
}
