namespace Flyball.Load.Linux;

/// <summary>
/// Samples the load of a Linux machine from its files in <c>/proc</c> and <c>/sys/fs/cgroup</c>, on handles that are held open, without
/// allocating. Calls that come within 50 ms of the last sample get that sample.
/// </summary>
sealed class LinuxLoadSampler : ILoadSampler, IDisposable
{
    /// <summary>How long what is read of capacity counts: limits change by hand, not by the millisecond.</summary>
    static readonly TimeSpan CapacityAge = TimeSpan.FromSeconds(1);

    readonly TimeProvider time;
    readonly long started;
    readonly ReadBuffer buffer = new();
    readonly CounterHistory history = new();
    readonly MachineFiles machine;
    readonly CapacityReader capacity;
    double[] utilization = [];
    TimeSpan capacityAt;
    LoadSample last;
    bool disposed;

    /// <param name="root">The folder that <c>proc</c> and <c>sys</c> lie in.</param>
    /// <param name="time">The clock of the samples; <c>null</c>: the system's.</param>
    public LinuxLoadSampler(string root, TimeProvider? time)
    {
        root = root.TrimEnd('/');
        this.time = time ?? TimeProvider.System;
        started = this.time.GetTimestamp();
        machine = new(root);
        Pressure = root.Length == 0 ? PressureFiles.OfThisMachine : new(root, this.time);
        capacity = new(root);
    }

    /// <summary>Where this sampler reads pressure: in common with all others of this machine.</summary>
    public PressureFiles Pressure { get; }

    /// <inheritdoc/>
    public LoadSample Sample()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        TimeSpan now = time.GetElapsedTime(started);
        if (capacity.Current is not null && now - last.At < PressureFiles.MinimumInterval) return last;

        Counters counters = history.Next();
        counters.At = now;
        machine.Read(buffer, counters);
        counters.Pressure = Pressure.Read();
        if (capacity.Current is null || now - capacityAt >= CapacityAge)
        {
            machine.Retry();
            Pressure.Retry();
            capacity.Refresh(buffer, counters);
            capacityAt = now;
        }

        capacity.ReadUsage(buffer, counters);
        if (utilization.Length < counters.Cores.Count) utilization = new double[counters.Cores.Count];
        last = LoadCalculator.Calculate(counters, history.Baseline(), capacity.Current!, capacity.Affinity, utilization, Environment.SystemPageSize);
        return last;
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        disposed = true;
        machine.Dispose();
        capacity.Dispose();
        if (Pressure != PressureFiles.OfThisMachine) Pressure.Dispose();
    }
}
