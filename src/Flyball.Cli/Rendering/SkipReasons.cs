using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>Why jobs of a job file were skipped, by the names of the others. A fold; not thread safe.</summary>
sealed class SkipReasons
{
    readonly Dictionary<JobId, string> _ends = [];

    /// <summary>Takes note of the end of a job that has a name: others may wait for it.</summary>
    public void Add(JobEnded ended)
    {
        if (ended.Job.Tag is not JobArguments { Name: not null, IsStep: false }) return;
        string how = ended.Outcome.Status switch
        {
            JobStatus.Succeeded => "succeeded",
            JobStatus.Skipped => "was skipped",
            JobStatus.Cancelled => "was not run",
            _ => "failed",
        };
        _ends[ended.Id] = $"{JobArguments.Of(ended.Job).Title} {how}";
    }

    /// <summary>What to say of an end; <c>null</c>: nothing.</summary>
    public string? DetailOf(JobEnded ended) => ended.Outcome switch
    {
        { Succeeded: true } => null,
        { Status: JobStatus.Skipped, SkippedBecauseOf: { } other } => $"skipped: {(_ends.TryGetValue(other, out string? end) ? end : "a job that it waits for ended otherwise in the earlier run")}",
        var outcome => outcome.Detail,
    };
}
