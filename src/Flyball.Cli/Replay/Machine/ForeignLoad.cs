namespace Flyball.Cli.Replay.Machine;

/// <summary>What the rest of the machine asks for from an instant on, until the next one. It never reacts to our jobs.</summary>
/// <param name="From">Seconds since the start.</param>
/// <param name="Cores">Cores that it would keep busy.</param>
/// <param name="Memory">Megabytes that it holds.</param>
/// <param name="Disk">Megabytes per second that it would move.</param>
readonly record struct ForeignLoad(double From, double Cores, double Memory, double Disk = 0)
{
    /// <summary>Threads ready to run: one a core, and one for a part of a core.</summary>
    public double Threads => Math.Ceiling(Cores);
}
