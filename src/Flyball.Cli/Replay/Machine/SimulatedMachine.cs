namespace Flyball.Cli.Replay.Machine;

/// <summary>The hardware. Memory is in megabytes, the disk in megabytes per second.</summary>
sealed record SimulatedMachine
{
    public int Cores { get; init; } = 8;

    public double Memory { get; init; } = 16_000;

    public double DiskRate { get; init; } = 600;

    /// <summary>Streams that the disk serves without loss.</summary>
    public int DiskStreams { get; init; } = 16;

    /// <summary>What each further stream costs: the disk's rate is divided by 1 + this for each of them. Large for a disk that must seek.</summary>
    public double DiskStreamCost { get; init; } = 0.01;

    /// <summary>Megabytes that the page cache holds; what it holds is not counted as taken.</summary>
    public double PageCache { get; init; } = double.PositiveInfinity;

    /// <summary>What oversubscription costs: CPU work is slowed by this for each time that the runnable threads exceed the cores by 100 %.</summary>
    public double OversubscriptionCost { get; init; } = 0.04;

    /// <summary>Requests per second that the shared service answers; <c>null</c>: as many as are asked.</summary>
    public double? ServiceRate { get; init; }

    /// <summary>What each user of the service beyond <see cref="ServiceUsers"/> costs all of them: beyond its best point the service gets worse.</summary>
    public double ServiceUserCost { get; init; }

    public const int ServiceUsers = 4;

    /// <summary>Below this share of free memory the kernel reclaims, and everybody slows down.</summary>
    public const double ReclaimBelow = 0.04;

    /// <summary>What is left of the speed when no memory is free.</summary>
    public const double SlowestReclaim = 0.15;
}
