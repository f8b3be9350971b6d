using Flyball.Admission;
using Flyball.Cli.Replay.Machine;
using Flyball.Load;

namespace Flyball.Cli.Replay.Recording;

/// <summary>What a record tells of the machine, added up from the facts of its decisions.</summary>
sealed class RecordedMachine
{
    const double BytesPerMegabyte = 1024 * 1024;

    /// <summary>A disk that is busy for less of the time does not show what it could do.</summary>
    const double TellingBusyness = 0.5;

    /// <summary>CPUs that are busy for less of the time have no queue worth mentioning.</summary>
    const double Saturation = 0.95;

    readonly List<ForeignLoad> _foreign = [];

    /// <summary>What the machine had in the beginning; <c>null</c>: nothing was decided.</summary>
    public Capacity? Capacity { get; private set; }

    /// <summary>What others did, over time.</summary>
    public IReadOnlyList<ForeignLoad> Foreign => _foreign;

    /// <summary>Bytes that all jobs together were seen to hold at most.</summary>
    public double MostHeld { get; private set; }

    /// <summary>Megabytes per second that the disks moved at most when they were busy; <c>null</c>: they never were.</summary>
    public double? DiskRate { get; private set; }

    /// <summary>Takes what a decision knew.</summary>
    /// <returns>How many tasks there were for each core, at least 1.</returns>
    public double Add(RecordedDecision decision)
    {
        LoadSample load = decision.Load;
        Capacity ??= load.Capacity;
        double held = 0, own = 0;
        foreach (RunningJob job in decision.Running)
        {
            held += job.Memory?.Bytes ?? 0;
            own += job.Cores?.Cores ?? 0;
        }

        MostHeld = Math.Max(MostHeld, held);
        if (load.Disk is { Busy: > TellingBusyness } disk) DiskRate = Math.Max(DiskRate ?? 0, (disk.ReadBytesPerSecond + disk.WrittenBytesPerSecond) / disk.Busy / BytesPerMegabyte);
        AddForeign(decision.At, load, decision.OwnCores ?? own, held);
        double cores = load.Capacity.Cores.Cores;
        return load.BusyCores > Saturation * cores && load.Runnable is { } tasks ? Math.Max(1, tasks / cores) : 1;
    }

    void AddForeign(TimeSpan at, in LoadSample load, double own, double held)
    {
        double cores = Math.Max(0, (load.BusyCores ?? own) - own);
        double memory = load is { MemoryAvailable: { } available, Capacity.Memory: { } whole } ? Math.Max(0, (whole - available).Bytes - held) / BytesPerMegabyte : 0;

        // The first one holds from the beginning.
        ForeignLoad foreign = new(_foreign.Count == 0 ? 0 : at.TotalSeconds, cores, memory);
        if (_foreign is [.., var last] && last with { From = foreign.From } == foreign) return;
        _foreign.Add(foreign);
    }
}
