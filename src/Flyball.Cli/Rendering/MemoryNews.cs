using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>Says what is done with running jobs for the sake of memory. A job that comes and goes is told of once. A fold; not thread safe.</summary>
sealed class MemoryNews
{
    readonly HashSet<JobId> _told = [];

    /// <summary>Takes note of an event.</summary>
    /// <returns>What to say; <c>null</c>: nothing.</returns>
    public string? Add(JobEvent happened)
    {
        switch (happened)
        {
            case JobSuspended suspended when _told.Add(happened.Id):
                return Text(happened, "is suspended", suspended.Because);
            case JobRetrying { Because: { } because }:
                return Text(happened, "was ended and will be run again", because);
            case JobEnded:
                _told.Remove(happened.Id);
                return null;
            default:
                return null;
        }
    }

    static string Text(JobEvent happened, string what, in Reason because) =>
        $"flyball: job {JobArguments.Of(happened.Job).TitleInLine} ({UsageException.OneLine(happened.Job.Name)}) {what}: {ReasonText.For(because)}";
}
