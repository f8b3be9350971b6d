namespace Flyball.Load.Linux;

/// <summary>Stall times of the machine's resources and the instant at which they were read; <c>null</c>: the kernel does not tell.</summary>
readonly record struct PressureTotals(TimeSpan At, StallTime? Cpu, StallTime? Memory, StallTime? Io);

/// <summary>
/// Reads kernel pressure, and not too often: each reading makes the kernel close a period, whose stalls it weighs with whole clock ticks.
/// Read every 2 ms, four spinning threads on two cores show a pressure of 0.1 instead of 0.5, to every reader on the machine. Readings at
/// least 50 ms apart agree with slow ones. Safe for use by several threads.
/// </summary>
sealed class PressureFiles(string root, TimeProvider time) : IDisposable
{
    /// <summary>The least time between two readings.</summary>
    public static TimeSpan MinimumInterval => TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// The pressure of the machine this runs on: one for the whole process, on the real clock, so that several samplers together keep the
    /// interval, whatever clock they were given.
    /// </summary>
    public static PressureFiles OfThisMachine { get; } = new("", TimeProvider.System);

    readonly Lock _gate = new();
    readonly long _started = time.GetTimestamp();
    readonly ReadBuffer _buffer = new();
    readonly HeldFile _cpu = new(root + "/proc/pressure/cpu"), _memory = new(root + "/proc/pressure/memory"), _io = new(root + "/proc/pressure/io");
    PressureTotals? _last;

    /// <summary>The totals, read now, or the last ones where these are younger than the interval.</summary>
    public PressureTotals Read()
    {
        lock (_gate)
        {
            TimeSpan now = time.GetElapsedTime(_started);
            if (_last is { } known && now - known.At < MinimumInterval) return known;
            var totals = new PressureTotals(now, PressureFile.ParseCpu(_cpu.Read(_buffer)),
                PressureFile.Parse(_memory.Read(_buffer)), PressureFile.Parse(_io.Read(_buffer)));
            _last = totals;
            return totals;
        }
    }

    /// <summary>Opens again what failed.</summary>
    public void Retry()
    {
        lock (_gate)
        {
            _cpu.Retry();
            _memory.Retry();
            _io.Retry();
        }
    }

    public void Dispose()
    {
        _cpu.Dispose();
        _memory.Dispose();
        _io.Dispose();
    }
}
