using System.Globalization;
using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>What would let a job start, in words.</summary>
static class RemedyText
{
    const long MiB = 1 << 20, GiB = 1 << 30;

    /// <summary>For example <c>when 1 of 2 running jobs ends, or with --cpu-target 1.33</c>.</summary>
    /// <param name="remedies">What would help, each alone; not empty.</param>
    /// <param name="running">How many jobs run.</param>
    public static string For(IReadOnlyList<Remedy> remedies, int running) => string.Join(", or ", remedies.Select(remedy => For(remedy, running)));

    static string For(Remedy remedy, int running)
    {
        FormattableString text = remedy.Kind switch
        {
            RemedyKind.JobsEnd when running == 1 => $"when the running job ends",
            RemedyKind.JobsEnd when remedy.Amount >= running => $"when all {running} running jobs have ended",
            RemedyKind.JobsEnd when remedy.Amount == 1 => $"when 1 of {running} running jobs ends",
            RemedyKind.JobsEnd => $"when {remedy.Amount:0} of {running} running jobs have ended",
            RemedyKind.MemoryFreed => $"with {ByteSize.FromBytes(remedy.Amount)} more",
            RemedyKind.CoresFreed => $"when others use {remedy.Amount:0.##} cores less",
            RemedyKind.TasksEnd => $"with {remedy.Amount:0} tasks less",
            RemedyKind.ResourceFreed => $"when others give {remedy.Amount:0} of {remedy.Resource} back",
            RemedyKind.TimePasses => $"in {TimeText.For(TimeSpan.FromSeconds(remedy.Amount))}",
            RemedyKind.MaxRunning => $"with -j {remedy.Amount:0}",
            RemedyKind.CpuTarget => $"with --cpu-target {remedy.Amount:0.##}",
            RemedyKind.MemoryReserve => $"with --memory-reserve {Size(remedy.Amount)}",
            RemedyKind.MaxLoad => $"with --load {remedy.Amount:0}",
            RemedyKind.MinAvailableMemory => $"with --memfree {Size(remedy.Amount)}",
            RemedyKind.StartInterval => $"with --delay {remedy.Amount:0.##}",
            RemedyKind.OtherLevel => $"with --aggressiveness {Aggressiveness.Polite.Name}",
            _ => throw new ArgumentOutOfRangeException(nameof(remedy), remedy.Kind, null),
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>As options take it: no rounding could be more than what helps.</summary>
    static string Size(double bytes)
    {
        long whole = (long)bytes;
        return whole % GiB == 0 ? $"{whole / GiB}G" : $"{whole / MiB}M";
    }
}
