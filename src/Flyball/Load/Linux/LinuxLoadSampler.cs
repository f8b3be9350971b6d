namespace Flyball.Load.Linux;

/// <summary>
/// Samples the load of a Linux machine from its files in <c>/proc</c> and <c>/sys/fs/cgroup</c>, on handles that are held open, without
/// allocating. Calls that come within 50 ms of the last sample get that sample.
/// </summary>
sealed class LinuxLoadSampler : ILoadSampler, IDisposable
{
    /// <summary>How long what is read of capacity counts: limits change by hand, not by the millisecond.</summary>
    static readonly TimeSpan s_capacityAge = TimeSpan.FromSeconds(1);

    readonly TimeProvider _time;
    readonly long _started;
    readonly ReadBuffer _buffer = new();
    readonly CounterHistory _history = new();
    readonly MachineFiles _machine;
    readonly CapacityReader _capacity;
    double[] _utilization = [];
    TimeSpan _capacityAt;
    LoadSample _last;
    bool _disposed;

    /// <param name="root">The folder that <c>proc</c> and <c>sys</c> lie in.</param>
    /// <param name="time">The clock of the samples; <c>null</c>: the system's.</param>
    public LinuxLoadSampler(string root, TimeProvider? time)
    {
        root = root.TrimEnd('/');
        _time = time ?? TimeProvider.System;
        _started = _time.GetTimestamp();
        _machine = new(root);
        Pressure = root.Length == 0 ? PressureFiles.OfThisMachine : new(root, _time);
        _capacity = new(root);
    }

    /// <summary>Where this sampler reads pressure: in common with all others of this machine.</summary>
    public PressureFiles Pressure { get; }

    /// <inheritdoc/>
    public LoadSample Sample()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        TimeSpan now = _time.GetElapsedTime(_started);
        if (_capacity.Current is not null && now - _last.At < PressureFiles.MinimumInterval) return _last;

        Counters counters = _history.Next();
        counters.At = now;
        _machine.Read(_buffer, counters);
        counters.Pressure = Pressure.Read();
        if (_capacity.Current is null || now - _capacityAt >= s_capacityAge)
        {
            _machine.Retry();
            Pressure.Retry();
            _capacity.Refresh(_buffer, counters);
            _capacityAt = now;
        }

        _capacity.ReadUsage(_buffer, counters);
        if (_utilization.Length < counters.Cores.Count) _utilization = new double[counters.Cores.Count];
        _last = LoadCalculator.Calculate(counters, _history.Baseline(), _capacity.Current!, _capacity.Affinity, _utilization, Environment.SystemPageSize);
        return _last;
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        _disposed = true;
        _machine.Dispose();
        _capacity.Dispose();
        if (Pressure != PressureFiles.OfThisMachine) Pressure.Dispose();
    }
}
