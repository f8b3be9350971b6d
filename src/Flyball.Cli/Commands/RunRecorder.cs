using Flyball.Admission;
using Flyball.Cli.Failures;
using Flyball.Cli.Records;
using Flyball.Cli.Rendering;
using Flyball.Execution;

namespace Flyball.Cli.Commands;

/// <summary>Takes what happens in a run: for the records, for the display, for what stops it early, and for what is said on standard error at once.</summary>
sealed class RunRecorder(RunDisplay display, RunRecords records, HaltSwitch halt, GroupedOutput output) : IJobJournal
{
    readonly Standstill _standstill = new();
    bool _warnedAlone;

    /// <summary>Why the records could not be written to their end; <c>null</c>: they were.</summary>
    public RecordException? Fault { get; private set; }

    public void Append(ReadOnlySpan<JobEvent> events)
    {
        bool hasEnds = false;
        foreach (JobEvent happened in events)
        {
            display.Add(happened);
            _standstill.Add(happened);
            if (happened is JobStarted { Because.Gate: Gate.Alone } alone) Warn(alone);
            if (happened is not JobEnded ended) continue;
            hasEnds = true;
            if (ended.Outcome is { Succeeded: false, Detail: { } detail } && !output.ReaderHasGone) display.Say($"flyball: job {RunRecords.NumberOf(ended.Job)}: {detail}");
            if (Fault is null) records.Add(ended);
        }

        // First what is kept, then what follows from it.
        Keep();
        foreach (JobEvent happened in events) halt.Add(happened);
        // Upon ends it is decided what starts next: only then does it stand still or not.
        if (!hasEnds && _standstill.Tell() is { } standstill) display.Say(standstill);
    }

    void Warn(JobStarted alone)
    {
        if (_warnedAlone) return;
        _warnedAlone = true;
        display.Say($"warning: job {RunRecords.NumberOf(alone.Job)}: {ReasonText.For(alone.Because)}{display.LimitName}");
    }

    void Keep()
    {
        try
        {
            if (Fault is null) records.Flush();
        }
        catch (RecordException failure)
        {
            Fault = failure;
        }
    }
}
