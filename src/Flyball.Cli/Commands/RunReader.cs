using Flyball.Admission;
using Flyball.Cli.Output;
using Flyball.Cli.Rendering;
using Flyball.Execution;

namespace Flyball.Cli.Commands;

/// <summary>Reads the events of a run: for the display, the log, and what is said on standard error at once.</summary>
sealed class RunReader(RunDisplay display, JobLog? log, GroupedOutput output)
{
    bool _warnedAlone;

    /// <summary>Why the log could not be written to its end; <c>null</c>: it was.</summary>
    public IOException? Fault { get; private set; }

    public async Task ReadAsync(IAsyncEnumerable<JobEvent> events)
    {
        await foreach (JobEvent happened in events)
        {
            display.Add(happened);
            if (happened is JobStarted { Because.Gate: Gate.Alone } alone) Warn(alone);
            if (happened is not JobEnded ended) continue;
            if (ended.Outcome is { Succeeded: false, Detail: { } detail } && !output.ReaderHasGone) display.Say($"flyball: job {ended.Id}: {detail}");
            Log(ended);
        }
    }

    void Warn(JobStarted alone)
    {
        if (_warnedAlone) return;
        _warnedAlone = true;
        display.Say($"warning: job {alone.Id}: {ReasonText.For(alone.Because)}{display.LimitName}");
    }

    void Log(JobEnded ended)
    {
        try
        {
            if (Fault is null) log?.Write(ended);
        }
        catch (IOException failure)
        {
            Fault = failure;
        }
    }
}
