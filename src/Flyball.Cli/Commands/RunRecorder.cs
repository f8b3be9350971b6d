using Flyball.Admission;
using Flyball.Cli.Output;
using Flyball.Cli.Rendering;

namespace Flyball.Cli.Commands;

/// <summary>Takes what happens in a run: for the log, for the display, and for what is said on standard error at once.</summary>
sealed class RunRecorder(RunDisplay display, JobLog? log, EventLog? eventLog, JobOutputs outputs) : IJobJournal
{
    bool _warnedAlone;

    /// <summary>Why the log could not be written to its end; <c>null</c>: it was.</summary>
    public IOException? Fault { get; private set; }

    /// <summary>The same for the file of events.</summary>
    public IOException? EventFault { get; private set; }

    public void Append(ReadOnlySpan<JobEvent> events)
    {
        foreach (JobEvent happened in events)
        {
            display.Add(happened);
            outputs.Add(happened);
            if (EventFault is null) eventLog?.Add(happened);
            if (happened is JobStarted { Because.Gate: Gate.Alone } alone) Warn(alone);
            if (happened is not JobEnded ended) continue;
            if (ended.Outcome is { Succeeded: false, Detail: { } detail } && !outputs.ReaderHasGone) display.Say($"flyball: job {ended.Id}: {detail}");
            if (Fault is null) log?.Add(ended);
        }

        Fault ??= Try(() => log?.Flush());
        EventFault ??= Try(() => eventLog?.Flush());
    }

    void Warn(JobStarted alone)
    {
        if (_warnedAlone) return;
        _warnedAlone = true;
        display.Say($"warning: job {alone.Id}: {ReasonText.For(alone.Because)}{display.LimitName}");
    }

    static IOException? Try(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (IOException failure)
        {
            return failure;
        }
    }
}
