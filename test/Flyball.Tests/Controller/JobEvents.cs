using Flyball.Jobs;

namespace Flyball.Tests.Controller;

/// <summary>Listens to a controller. What it heard is asked for after the end: until then one more event may be on its way.</summary>
sealed class JobEvents(IAsyncEnumerable<JobEvent> stream)
{
    readonly IAsyncEnumerator<JobEvent> _stream = stream.GetAsyncEnumerator();

    public JobEvents(JobController jobs) : this(jobs.WatchAsync()) { }

    /// <summary>All events until the controller was disposed of.</summary>
    public async Task<IReadOnlyList<JobEvent>> AllAsync()
    {
        List<JobEvent> all = [];
        while (await _stream.MoveNextAsync().AsTask().Soon()) all.Add(_stream.Current);
        return all;
    }

    /// <summary>The same in words: <c>queued a</c>.</summary>
    public async Task<string[]> WordsAsync() => [.. (await AllAsync()).Select(happened => $"{Verb(happened)} {happened.Job.Name}")];

    static string Verb(JobEvent happened) => happened switch
    {
        JobQueued => "queued",
        JobHeld => "held",
        JobStarted => "started",
        JobEnded { Outcome.Status: JobStatus.Succeeded } => "succeeded",
        JobEnded { Outcome.Status: JobStatus.Failed } => "failed",
        JobEnded { Outcome.Status: JobStatus.Skipped } => "skipped",
        JobEnded { Outcome.Status: JobStatus.OutOfMemory } => "ran out of memory",
        JobRetrying => "retrying",
        JobSuspended => "suspended",
        JobResumed => "resumed",
        _ => "cancelled",
    };
}
