using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>What is remembered of the earlier runs of one command, word for word.</summary>
/// <param name="PeakMemory">The most memory that it holds. It grows at once, and falls by a quarter of the difference in each run.</param>
/// <param name="Cores">Mean of the cores that it keeps busy.</param>
/// <param name="WallTime">How long it runs.</param>
public sealed record CommandRecord(ByteSize PeakMemory, double Cores, TimeSpan WallTime)
{
    const double Fall = 0.25;

    /// <summary>Shorter and smaller ones are as well estimated by their siblings: to know each of them gains nothing.</summary>
    static readonly TimeSpan s_leastTime = TimeSpan.FromSeconds(0.2);

    static readonly ByteSize s_leastMemory = ByteSize.MiB(64);

    /// <summary>The record of a command after a run, if it is worth one.</summary>
    /// <param name="earlier">What was known; <c>null</c>: nothing.</param>
    /// <param name="seen">The run.</param>
    public static CommandRecord? After(CommandRecord? earlier, in JobObservation seen)
    {
        if (seen is not { PeakMemory: { } peak, Cores: { } cores, WallTime: { } wall }) return earlier;
        if (earlier is null && wall < s_leastTime && peak < s_leastMemory) return null;
        if (earlier is null) return new(peak, cores, wall);
        ByteSize memory = peak >= earlier.PeakMemory ? peak : earlier.PeakMemory - ((earlier.PeakMemory - peak) * Fall);
        return new(memory, (earlier.Cores + cores) / 2, (earlier.WallTime + wall) / 2);
    }
}
