using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Failures;
using Flyball.Cli.Input;
using Flyball.Cli.Output;
using Flyball.Cli.Records;
using Flyball.Cli.Rendering;
using Flyball.Cli.Replay.Recording;
using Flyball.Cli.Why;
using Flyball.Jobs;

namespace Flyball.Cli.Commands;

/// <summary>Takes what happens in a run: for the records, for the outputs, for the display, for what stops it early, and for what is said on standard error at once.</summary>
sealed class RunRecorder(RunListeners listeners) : IJobJournal
{
    readonly Standstill _standstill = new();
    readonly StepCommands _steps = new();
    readonly SkipReasons _skips = new(listeners.Records.Earlier);
    readonly MemoryNews _memory = new();

    /// <summary>What the turn at hand tells, completed.</summary>
    readonly List<JobEvent> _complete = [];
    bool _warnedAlone, _eventsEnded;
    volatile bool _hasStarted;

    public RunListeners Listeners => listeners;

    /// <summary>What users asked for, beside what jobs used.</summary>
    public RequestCheck Requests { get; } = new();

    /// <summary>What could not be written to its end first; <c>null</c>: all was.</summary>
    public RecordFault? Fault { get; private set; }

    /// <summary>Whether a job failed that was to be tried again, had the run gone on.</summary>
    public bool GaveUpAttempts { get; private set; }

    /// <summary>Whether a job was ever started. For any thread.</summary>
    public bool HasStarted => _hasStarted;

    public void Append(ReadOnlySpan<JobEvent> events)
    {
        (RunDisplay display, RunRecords records, JobOutputs outputs, HaltSwitch halt, EndedJobs endedJobs, EventLog? eventLog, RunRecording? recording) = listeners;
        foreach (JobEvent told in events)
        {
            JobEvent happened = told is JobEnded end ? _steps.Complete(end) : told;
            _complete.Add(happened);
            display.Add(happened);
            endedJobs.Add(happened);
            if (_standstill.Add(happened) is { } standstill) display.Say(standstill);
            if (_memory.Add(happened) is { } news) display.Say(news);
            outputs.Add(happened);
            if (!_eventsEnded) eventLog?.Add(happened);
            recording?.Add(happened);
            _hasStarted |= happened is JobStarted;
            if (happened is JobStarted { Because.Gate: Gate.Alone } alone) Warn(alone);
            if (happened is JobRetrying { Outcome: { Status: JobStatus.OutOfMemory, Detail: { } lack } } again)
                display.Say($"flyball: job {JobArguments.Of(again.Job).TitleInLine}: {lack}; it is run again with more set aside");
            if (happened is not JobEnded ended) continue;
            GaveUpAttempts |= ended.HadMoreAttempts;
            _skips.Add(ended);
            Requests.Add(ended);
            if (_skips.DetailOf(ended) is { } detail && !outputs.ReaderHasGone) display.Say($"flyball: job {JobArguments.Of(ended.Job).TitleInLine}: {UsageException.OneLine(detail)}");
            records.Add(ended);
        }

        // First what is kept, then what follows from it.
        Keep();
        foreach (JobEvent happened in _complete) halt.Add(happened);
        _complete.Clear();
    }

    void Warn(JobStarted alone)
    {
        if (_warnedAlone) return;
        _warnedAlone = true;
        listeners.Display.Say($"warning: job {JobArguments.Of(alone.Job).TitleInLine}: {ReasonText.For(alone.Because)}{listeners.Display.LimitName}");
    }

    void Keep()
    {
        listeners.Records.Flush(Tell);
        try
        {
            if (!_eventsEnded) listeners.Events?.Flush();
        }
        catch (IOException failure)
        {
            _eventsEnded = true;
            Tell(RecordFault.OfEvents(failure));
        }
    }

    /// <summary>At once: who sees it can make room, or end the run.</summary>
    void Tell(RecordFault fault)
    {
        Fault ??= fault;
        listeners.Display.Say(fault.Warning);
    }
}
