namespace Flyball.Admission;

/// <summary>What all our jobs have done so far, the ended ones too: counters that only grow. The difference of two is what came of the time between them.</summary>
/// <param name="At">When the counters were read, on the clock of <see cref="Situation.Now"/>.</param>
/// <param name="CpuTime">CPU time.</param>
/// <param name="Bytes">Bytes that they read from storage and wrote to it; where that cannot be told from others' traffic, what the machine's disks moved meanwhile.</param>
public readonly record struct WorkDone(TimeSpan At, TimeSpan CpuTime, double Bytes)
{
    /// <summary>Those of <see cref="Bytes"/> that they are known to have written.</summary>
    public double Written { get; init; }

    /// <summary>Calls by which they moved the bytes; 0: not measurable. Those of jobs that ended between two looks may be missing.</summary>
    public double Transfers { get; init; }
}
