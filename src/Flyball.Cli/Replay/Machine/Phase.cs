namespace Flyball.Cli.Replay.Machine;

/// <summary>One stretch of a simulated job.</summary>
/// <param name="Amount">How much there is to do, in the unit of the phase.</param>
/// <param name="FullRate">How much of it is done in a second when nothing else is in the way.</param>
/// <param name="Memory">Megabytes held at its end; they grow with progress from what was held at its start.</param>
abstract record Phase(double Amount, double FullRate, double Memory)
{
    /// <summary>Seconds that it takes on an empty machine.</summary>
    public double Duration => Amount / FullRate;

    /// <summary>Cores that it keeps busy at its full rate.</summary>
    public abstract double Cores { get; }

    /// <summary>Its weight when the CPUs are shared out: threads that are ready to run.</summary>
    public virtual double Threads => 1;
}

/// <summary>CPU work on a number of cores at once.</summary>
sealed record Compute(double CoreSeconds, double Parallelism, double Memory) : Phase(CoreSeconds, Parallelism, Memory)
{
    public override double Cores => FullRate;

    public override double Threads => FullRate;
}

/// <summary>Megabytes from or to the disk, at most so many in a second.</summary>
sealed record Disk(double Megabytes, double PerSecond, double Memory) : Phase(Megabytes, PerSecond, Memory)
{
    public const double CoresAtFullRate = 0.15;

    public override double Cores => CoresAtFullRate;
}

/// <summary>Requests to a service that all jobs share and that no signal of the machine shows.</summary>
sealed record Service(double Requests, double PerSecond, double Memory) : Phase(Requests, PerSecond, Memory)
{
    public override double Cores => 0.10;
}

/// <summary>
/// Reading the same file again and again. While the files of all readers fit into the page cache, that takes CPU time alone; beyond it, part of each pass comes from the disk, and is read for the second time.
/// </summary>
internal sealed record Rescan(double Megabytes, double PerSecond, double FileSize, double Memory) : Phase(Megabytes, PerSecond, Memory)
{
    public override double Cores => 0.8;
}

/// <summary>Seconds of waiting for something that nobody else uses.</summary>
sealed record Wait(double Seconds, double Memory) : Phase(Seconds, 1, Memory)
{
    public override double Cores => 0;
}
