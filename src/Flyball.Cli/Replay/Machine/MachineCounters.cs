namespace Flyball.Cli.Replay.Machine;

/// <summary>What has added up since the machine began, as a kernel counts it: seconds, or core seconds.</summary>
record struct MachineCounters
{
    /// <summary>Core seconds that the CPUs were busy.</summary>
    public double Busy { get; set; }

    /// <summary>Core seconds of our jobs, the ended ones too.</summary>
    public double Own { get; set; }

    /// <summary>Megabytes that our jobs read and wrote, the ended ones too.</summary>
    public double OwnDisk { get; set; }

    /// <summary>Megabytes that were read again since the page cache had dropped them.</summary>
    public double Refaults { get; set; }

    /// <summary>Seconds in which a task waited for a CPU.</summary>
    public double CpuStall { get; set; }

    /// <summary>Seconds in which a task waited for the disk.</summary>
    public double DiskStallSome { get; set; }

    /// <summary>Seconds in which nothing but waiting for the disk was done on a CPU that had tasks.</summary>
    public double DiskStallFull { get; set; }

    /// <summary>Seconds lost to reclaim of memory.</summary>
    public double MemoryStall { get; set; }

    /// <summary>What the foreign load asked for, CPU and disk in one measure.</summary>
    public double ForeignWanted { get; set; }

    /// <summary>What the foreign load was given.</summary>
    public double ForeignGot { get; set; }

    /// <summary>Adds what flows in a stretch of time.</summary>
    public void Add(in MachineCounters perSecond, double seconds)
    {
        Busy += perSecond.Busy * seconds;
        Own += perSecond.Own * seconds;
        OwnDisk += perSecond.OwnDisk * seconds;
        Refaults += perSecond.Refaults * seconds;
        CpuStall += perSecond.CpuStall * seconds;
        DiskStallSome += perSecond.DiskStallSome * seconds;
        DiskStallFull += perSecond.DiskStallFull * seconds;
        MemoryStall += perSecond.MemoryStall * seconds;
        ForeignWanted += perSecond.ForeignWanted * seconds;
        ForeignGot += perSecond.ForeignGot * seconds;
    }
}
