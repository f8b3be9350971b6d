using Flyball.Cli.CommandLine;
using Flyball.Cli.Commands;
using Flyball.Jobs;

namespace Flyball.Cli.Failures;

/// <summary>Watches the ends of jobs and stops the run when <c>--halt</c> says so. Told by the controller's loop alone, before that decides about the next start.</summary>
/// <param name="rule">When to stop; <c>null</c>: never.</param>
/// <param name="say">Says a line to people.</param>
sealed class HaltSwitch(HaltRule? rule, Action<string> say) : IDisposable
{
    readonly CancellationTokenSource _drain = new(), _end = new();
    readonly HashSet<JobId> _running = [];
    HaltTally _tally;
    int? _stopped;

    /// <summary>Whether <see cref="Total"/> must be known before the first job ends.</summary>
    public bool NeedsTotal => rule is { IsShare: true };

    /// <summary>How many jobs the input has, also those that are not run again.</summary>
    public long Total { get; set; }

    /// <summary>Cancelled when nothing more is to be started.</summary>
    public CancellationToken Drain => _drain.Token;

    /// <summary>Cancelled when what runs is to be ended, too.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>The exit status of the run, stopped or not.</summary>
    /// <param name="failed">How many of its jobs failed.</param>
    public int Status(long failed) => _stopped ?? rule?.StatusAtEnd(failed, Total) ?? ExitStatus.ForFailures(failed);

    public void Add(JobEvent happened)
    {
        if (rule is null || _stopped is not null) return;
        if (happened is JobStarted) _running.Add(happened.Id);
        if (happened is JobRetrying) _running.Remove(happened.Id);
        if (happened is not JobEnded { StartedAt: not null } ended) return;
        _running.Remove(ended.Id);
        _tally = _tally.With(ended.Outcome);
        _stopped = rule.Judge(_tally, ended.Outcome, Total);
        if (_stopped is not null) Stop(rule, ended);
    }

    void Stop(HaltRule met, JobEnded last)
    {
        string how = met.Cause switch { HaltCause.Failure => "failed", HaltCause.Success => "succeeded", _ => "finished" };
        string next = _running.Count == 0 ? "starting no more jobs" : met.EndsRunning ? $"ending the {_running.Count} that run" : $"starting no more jobs, waiting for the {_running.Count} that run";
        say($"flyball: this job {how}: {UsageException.OneLine(last.Job.Name)}\nflyball: {next}");
        (met.EndsRunning ? _end : _drain).Cancel();
    }

    public void Dispose()
    {
        _drain.Dispose();
        _end.Dispose();
    }
}
