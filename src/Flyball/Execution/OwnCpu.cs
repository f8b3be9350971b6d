namespace Flyball.Execution;

/// <summary>Cores that we keep busy ourselves: our jobs, the ended ones too, and this process. Over the same time that a load sample covers.</summary>
sealed class OwnCpu
{
    readonly Queue<(TimeSpan At, TimeSpan Cpu)> _readings = new();
    TimeSpan _ended;

    /// <summary>Kept whatever their age: after a lull a sampler reaches back to the last samples before it.</summary>
    const int AlwaysKept = 16;

    /// <summary>More than the window of a sampler that is asked often.</summary>
    static readonly TimeSpan s_kept = TimeSpan.FromSeconds(10);

    /// <summary>Notes the CPU time of a job that has ended.</summary>
    public void AddEnded(TimeSpan cpu) => _ended += cpu;

    /// <summary>Notes a reading that was taken together with a load sample.</summary>
    /// <param name="at">The instant of the sample, on its own clock.</param>
    /// <param name="window">The time that the sample covers.</param>
    /// <param name="running">CPU time of all running jobs so far.</param>
    /// <returns>Cores kept busy over the window; <c>null</c> while no reading is that old.</returns>
    public double? Cores(TimeSpan at, TimeSpan window, TimeSpan running)
    {
        TimeSpan now = _ended + running + Environment.CpuUsage.TotalTime;
        while (_readings.Count > AlwaysKept && _readings.TryPeek(out (TimeSpan At, TimeSpan Cpu) oldest) && at - oldest.At > s_kept) _readings.Dequeue();
        double? cores = null;
        if (window > TimeSpan.Zero)
            foreach ((TimeSpan then, TimeSpan cpu) in _readings)
                if (then == at - window) cores = Math.Max(0, (now - cpu) / window);
        _readings.Enqueue((at, now));
        return cores;
    }
}
