using Flyball.Admission;
using Flyball.Execution;
using Flyball.Queue;

namespace Flyball;

/// <summary>The limits that users set: those that may be changed while jobs run, and the one that may end a job.</summary>
public sealed partial class JobController
{
    /// <summary>How often memory is looked at where a limit may end a job.</summary>
    static readonly TimeSpan s_memoryWatch = TimeSpan.FromSeconds(0.5);

    JobEntry? _makesRoom;
    TimeSpan _madeRoomAt = TimeSpan.MinValue;

    bool WatchesMemory => _policy.MinAvailableMemory is not null && _running.Count > 1 && !IsEnding;

    /// <summary>Changes <see cref="JobControllerOptions.MaxRunning"/>: at once, but no running job is ended.</summary>
    /// <param name="most">The most jobs that run at once, at least 1; <c>null</c>: the policy's own bound.</param>
    public void SetMaxRunning(int? most)
    {
        if (most is { } number) ArgumentOutOfRangeException.ThrowIfLessThan(number, 1, nameof(most));
        _inbox.Post(new(MessageKind.Limited) { Policy = policy => policy with { MaxRunning = most } });
    }

    /// <summary>Changes <see cref="JobControllerOptions.StartInterval"/>: at once.</summary>
    /// <param name="interval">Time that must pass between two starts, not negative.</param>
    public void SetStartInterval(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.Zero);
        _inbox.Post(new(MessageKind.Limited) { Policy = policy => policy with { StartInterval = interval } });
    }

    /// <summary>Ends one job at a time: what it frees is seen in the first look after its end.</summary>
    void EndForMemory()
    {
        if (_makesRoom is not null || _watch.TakenAt <= _madeRoomAt) return;
        if (SetLimits.ToEnd(Situation(0, Now), _policy) is not { } id || !_known.TryGetValue(id, out JobEntry? entry) || entry.Cancellation is not { IsCancellationRequested: false }) return;
        _makesRoom = entry;
        entry.Execution!.Notice.Reason = EndReason.MakesRoom;
        _ = entry.Cancellation.CancelAsync();
    }

    void NoteMadeRoom(JobEntry ended)
    {
        if (ended == _makesRoom) (_makesRoom, _madeRoomAt) = (null, Now);
    }
}
