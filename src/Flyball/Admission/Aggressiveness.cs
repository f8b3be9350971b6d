using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>
/// The user's trade between responsiveness and throughput: an ordinary value. The named levels can be printed, and changed with <c>with</c>.
/// Where the numbers come from: docs/decisions/0002.
/// </summary>
public sealed record Aggressiveness
{
    /// <summary>Gives way to everything: leaves a quarter of the CPUs alone, waits a minute before it pushes, lowest CPU weight, and starts nothing while somebody works at a terminal.</summary>
    public static Aggressiveness Background { get; } = new()
    {
        Name = "background", CpuTarget = 0.75, CpuTargetEscalated = 1.0, MemoryReserve = 0.12,
        Grace = TimeSpan.FromSeconds(60), ProgressAfter = TimeSpan.FromSeconds(60), Ramp = TimeSpan.FromSeconds(120), Nice = 19,
        LeavesCores = true, IoPriority = new(IoPriorityClass.Idle), QuietTime = TimeSpan.FromSeconds(30),
    };

    /// <summary>Uses what others leave and keeps some memory free for them.</summary>
    public static Aggressiveness Polite { get; } = new()
    {
        Name = "polite", CpuTarget = 1.0, CpuTargetEscalated = 1.25, MemoryReserve = 0.10,
        Grace = TimeSpan.FromSeconds(5), ProgressAfter = TimeSpan.FromSeconds(2), Ramp = TimeSpan.FromSeconds(60), Nice = 15, LeavesCores = true,
    };

    /// <summary>The default: fills the machine, at a CPU weight below that of interactive work.</summary>
    public static Aggressiveness Balanced { get; } = new();

    /// <summary>The machine is ours: oversubscribes the CPUs by a quarter, normal CPU weight, small memory reserve.</summary>
    public static Aggressiveness Eager { get; } = new()
    {
        Name = "eager", CpuTarget = 1.25, CpuTargetEscalated = 2.0, MemoryReserve = 0.04,
        Grace = TimeSpan.FromSeconds(1), Ramp = TimeSpan.FromSeconds(10), Nice = 0,
    };

    /// <summary>All named levels, from the most polite to the most eager.</summary>
    public static IReadOnlyList<Aggressiveness> Levels { get; } = [Background, Polite, Balanced, Eager];

    /// <summary>What people call it. Default: <c>balanced</c>.</summary>
    public string Name { get; init; } = "balanced";

    /// <summary>Share of the usable cores that may be committed, above 0; 1 is all of them. Default 1.</summary>
    public double CpuTarget { get; init; } = 1.0;

    /// <summary>The target when nothing has started for the whole <see cref="Ramp"/>; at least <see cref="CpuTarget"/>. Default 1.5.</summary>
    public double CpuTargetEscalated { get; init; } = 1.5;

    /// <summary>Share of the usable memory that is never given away, 0..1. Default 0.06, and never less than 256 MiB or an eighth, whichever is smaller.</summary>
    public double MemoryReserve { get; init; } = 0.06;

    /// <summary>How long nothing must start before escalation begins. Default 2 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long nothing must start before, with none of our jobs running, one starts whatever the load says. Default zero: the first job is never held.</summary>
    public TimeSpan ProgressAfter { get; init; } = TimeSpan.Zero;

    /// <summary>How long escalation takes from the baseline to its maximum. Default 30 s.</summary>
    public TimeSpan Ramp { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>CPU priority of the jobs' processes, 0 (normal) to 19 (lowest). Default 10.</summary>
    public int Nice { get; init; } = 10;

    /// <summary>Whether jobs use only cores that others leave, also where the kernel would let others go first: then <see cref="GovernorPolicy.CountsOthers"/> is to stay on. Default: <c>false</c>.</summary>
    public bool LeavesCores { get; init; }

    /// <summary>I/O priority of the jobs' processes. Default (<c>null</c>): the kernel's, which follows from <see cref="Nice"/>: best-effort, of 7 at 15 and more, 6 at 10, 4 at 0.</summary>
    public IoPriority? IoPriority { get; init; }

    /// <summary>
    /// How long nobody must have typed at a terminal of this machine before a job starts, not negative; <see cref="ProgressAfter"/> is stronger. <c>null</c> (default): nobody is looked for.
    /// </summary>
    public TimeSpan? QuietTime { get; init; }
}
