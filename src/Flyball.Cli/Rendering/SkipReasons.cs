using Flyball.Cli.Input;
using Flyball.Cli.Records;
using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>Why jobs of a job file were skipped, by the names of the others. A fold; not thread safe.</summary>
/// <param name="earlier">How jobs ended that are not run again.</param>
sealed class SkipReasons(EarlierRuns earlier)
{
    readonly Dictionary<JobId, string> _ends = [];

    /// <summary>Takes note of the end of a job that has a name: others may wait for it.</summary>
    public void Add(JobEnded ended)
    {
        if (ended.Job.Tag is not JobArguments { Name: not null, IsStep: false }) return;
        _ends[ended.Id] = End(JobArguments.Of(ended.Job).Title, ended.Outcome.Status);
    }

    /// <summary>What to say of an end; <c>null</c>: nothing. What a step failed of its job says, too, and it alone.</summary>
    public string? DetailOf(JobEnded ended) => ended.Outcome switch
    {
        _ when ended.Job.Tag is JobArguments { IsStep: true } => null,
        { Succeeded: true } => null,
        { Status: JobStatus.Skipped, SkippedBecauseOf: { } other } => $"skipped: {(earlier.EndOf(other) is { } end ? $"{End(end.Title, end.Status)} in the earlier run" : _ends[other])}",
        var outcome => outcome.Detail,
    };

    static string End(string title, JobStatus status) => title + status switch
    {
        JobStatus.Succeeded => " succeeded",
        JobStatus.Skipped => " was skipped",
        JobStatus.Cancelled => " was not run",
        _ => " failed",
    };
}
