using Flyball.Admission;
using Flyball.Load;

namespace Flyball.Execution;

/// <summary>Adds up what our jobs have done, the ended ones too.</summary>
sealed class OwnWork
{
    TimeSpan _endedCpu;
    double _endedBytes, _diskBytes;
    bool _isMeasured;
    WorkDone _last;

    /// <summary>Notes what a job had done when it ended.</summary>
    public void AddEnded(TimeSpan cpu, double bytes)
    {
        _endedCpu += cpu;
        if (_isMeasured) _endedBytes += bytes;
    }

    /// <summary>Adds up.</summary>
    /// <param name="now">The time.</param>
    /// <param name="cpu">CPU time of all running jobs so far.</param>
    /// <param name="bytes">Bytes that all running jobs have moved so far; <c>null</c>: of none it can be told. If it never could, the machine's disks stand for them.</param>
    /// <param name="disk">Traffic of the disks.</param>
    public WorkDone Sum(TimeSpan now, TimeSpan cpu, double? bytes, DiskLoad? disk)
    {
        _isMeasured |= bytes is not null;
        if (!_isMeasured && disk is { } traffic) _diskBytes += (traffic.ReadBytesPerSecond + traffic.WrittenBytesPerSecond) * (now - _last.At).TotalSeconds;

        // What ended unseen may be missing: nothing is taken back.
        cpu += _endedCpu;
        double moved = _endedBytes + _diskBytes + (bytes ?? 0);
        return _last = new(now, cpu > _last.CpuTime ? cpu : _last.CpuTime, Math.Max(moved, _last.Bytes));
    }
}
