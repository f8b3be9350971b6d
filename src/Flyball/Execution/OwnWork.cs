using Flyball.Admission;
using Flyball.Load;

namespace Flyball.Execution;

/// <summary>Adds up what our jobs have done, the ended ones too.</summary>
sealed class OwnWork
{
    TimeSpan _endedCpu;
    StorageTraffic _ended;
    double _diskBytes;
    bool _isMeasured;
    WorkDone _last;

    /// <summary>Notes what a job had done when it ended.</summary>
    public void AddEnded(TimeSpan cpu, StorageTraffic moved)
    {
        _endedCpu += cpu;
        if (_isMeasured) _ended += moved;
    }

    /// <summary>Adds up.</summary>
    /// <param name="now">The time.</param>
    /// <param name="cpu">CPU time of all running jobs so far.</param>
    /// <param name="running">What all running jobs have moved so far; <c>null</c>: of none it can be told. If it never could, the machine's disks stand for them.</param>
    /// <param name="disk">Traffic of the disks.</param>
    public WorkDone Sum(TimeSpan now, TimeSpan cpu, StorageTraffic? running, DiskLoad? disk)
    {
        _isMeasured |= running is not null;
        if (!_isMeasured && disk is { } traffic) _diskBytes += (traffic.ReadBytesPerSecond + traffic.WrittenBytesPerSecond) * (now - _last.At).TotalSeconds;

        // What ended unseen may be missing: nothing is taken back.
        cpu += _endedCpu;
        var moved = StorageTraffic.Max(_ended + (running ?? default) + new StorageTraffic(_diskBytes), new(_last.Bytes, _last.Written, _last.Transfers));
        return _last = new(now, cpu > _last.CpuTime ? cpu : _last.CpuTime, moved.Bytes) { Written = moved.Written, Transfers = moved.Transfers };
    }
}
