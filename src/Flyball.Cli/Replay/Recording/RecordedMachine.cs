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

    /// <summary>CPUs of which less is busy have no queue worth mentioning.</summary>
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
    /// <returns>How much longer work took for want of CPUs; 1: there were enough.</returns>
    public double Add(RecordedDecision decision)
    {
        Situation situation = decision.Situation;
        LoadSample load = situation.Load;
        Capacity ??= load.Capacity;
        double held = 0, own = 0, wanted = 0, got = 0;
        foreach (RunningJob job in situation.Running)
        {
            held += job.Memory?.Bytes ?? 0;
            own += job.Cores?.Cores ?? 0;
            if (job is not { WantsCpu: true, Cores: { } cores }) continue;
            wanted++;
            got += cores.Cores;
        }

        MostHeld = Math.Max(MostHeld, held);
        if (load.Disk is { Busy: > TellingBusyness } disk) DiskRate = Math.Max(DiskRate ?? 0, (disk.ReadBytesPerSecond + disk.WrittenBytesPerSecond) / disk.Busy / BytesPerMegabyte);

        // Before there are rates the tasks must tell.
        double all = load.Capacity.Cores.Cores, tasks = load.Runnable ?? 0;
        if (load.BusyCores is not { } busy)
        {
            AddForeign(decision.At, load, Math.Min(tasks, all), held);
            return Math.Max(1, tasks / all);
        }

        AddForeign(decision.At, load, Math.Max(0, busy - (situation.OwnCores ?? own)), held);
        if (busy <= Saturation * all) return 1;
        return Math.Max(1, got > 0 ? Math.Min(tasks / all, wanted / got) : tasks / all);
    }

    void AddForeign(TimeSpan at, in LoadSample load, double cores, double held)
    {
        double memory = load is { MemoryAvailable: { } available, Capacity.Memory: { } whole } ? Math.Max(0, (whole - available).Bytes - held) / BytesPerMegabyte : 0;

        // The first one holds from the beginning.
        ForeignLoad foreign = new(_foreign.Count == 0 ? 0 : at.TotalSeconds, cores, memory);
        if (_foreign is [.., var last] && last with { From = foreign.From } == foreign) return;
        _foreign.Add(foreign);
    }
}
