using System.Globalization;
using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Cli.Rendering;

/// <summary>The load of the machine as lines for people. What the system does not tell is said to be unknown, never left out in silence. Pure.</summary>
static class LoadView
{
    const int BarWidth = 20, MostCoreLines = 16;

    public static IEnumerable<string> Lines(LoadSample load, Decision decision, Politeness politeness) =>
    [
        Line("cores", Cores(load)),
        .. CoreBars(load),
        Line("memory", Memory(load)),
        Line("swap", load.Swap is { } swap ? $"{Rate(swap.InBytesPerSecond)} in, {Rate(swap.OutBytesPerSecond)} out" : "unknown"),
        Line("pressure", $"cpu {Share(load.CpuPressure)}, memory {Share(load.MemoryPressure)}, io {Share(load.IoPressure)} (some/full of the time)"),
        Line("disk", load.Disk is { } disk ? string.Create(CultureInfo.InvariantCulture, $"{Rate(disk.ReadBytesPerSecond)} read, {Rate(disk.WrittenBytesPerSecond)} written, the busiest is busy {disk.Busy:P0} of the time") : "unknown"),
        Line("refaults", load.PageRefaultsPerSecond is { } refaults ? string.Create(CultureInfo.InvariantCulture, $"{refaults:0} pages/s read again after the cache dropped them") : "unknown"),
        Line("runnable", load.Runnable is { } runnable ? $"{runnable} tasks" : "unknown"),
        Line("person", politeness.TerminalIdle is { } idle ? $"typed at a terminal {TimeText.For(idle)} ago" : "unknown: no terminal can be seen"),
        Line("foreground", $"is protected by {For(politeness.Means)}"),
        .. Unseen(load) is { Length: > 0 } unseen ? [Line("unseen", $"{string.Join(", ", unseen)}: this system does not tell, so it is decided without")] : Array.Empty<string>(),
        Line("a job", $"of one core would {(decision.Starts ? "start now" : "wait")}: {ReasonText.For(decision.Because)}"),
    ];

    static string Line(string name, string text) => $"{name,-9} {text}";

    static string For(ForegroundMeans means) => means switch
    {
        ForegroundMeans.Autogroup => "the session's autogroup",
        ForegroundMeans.ControlGroup => "a control group of each run",
        _ => "nice values alone",
    };

    static string[] Unseen(in LoadSample load)
    {
        (string Name, bool IsSeen)[] all =
        [
            ("busy cores", load.BusyCores is not null),
            ("available memory", load.MemoryAvailable is not null),
            ("swap", load.Swap is not null),
            ("pressure on CPUs", load.CpuPressure is not null),
            ("pressure on memory", load.MemoryPressure is not null),
            ("pressure on I/O", load.IoPressure is not null),
            ("disks", load.Disk is not null),
            ("refaults", load.PageRefaultsPerSecond is not null),
            ("runnable tasks", load.Runnable is not null),
        ];
        return [.. all.Where(part => !part.IsSeen).Select(part => part.Name)];
    }

    static string Cores(in LoadSample load)
    {
        Capacity capacity = load.Capacity;
        string limit = capacity.CpuQuota is { } quota && quota.Cores < capacity.UsableCpus
            ? $"{quota} by the CPU quota of control group {capacity.CpuQuotaGroup}, on {capacity.UsableCpus} of {capacity.MachineCpus} CPUs"
            : capacity.UsableCpus < capacity.MachineCpus ? $"{capacity.UsableCpus} by CPU affinity, of {capacity.MachineCpus} CPUs" : $"{capacity.UsableCpus}";
        string busy = load.BusyCores is { } cores ? string.Create(CultureInfo.InvariantCulture, $"{cores:0.00} busy") : "busy: unknown";
        string group = load.QuotaGroupBusyCores is { } own ? string.Create(CultureInfo.InvariantCulture, $", {own:0.00} of them in that group") : "";
        return $"{busy}{group}; usable: {limit}";
    }

    static IEnumerable<string> CoreBars(LoadSample load)
    {
        int count = load.CoreUtilization.Length;
        for (int core = 0; core < Math.Min(count, MostCoreLines); core++)
        {
            double share = load.CoreUtilization.Span[core];
            yield return string.Create(CultureInfo.InvariantCulture, $"{core,9} {Bar.Of(share, BarWidth)} {share,4:P0}");
        }

        if (count > MostCoreLines) yield return $"{"",9} … and {count - MostCoreLines} more";
    }

    static string Memory(in LoadSample load)
    {
        Capacity capacity = load.Capacity;
        string available = load.MemoryAvailable is { } free ? $"{ByteSize.Max(free, ByteSize.Zero)} available" : "available: unknown";
        string tightest = load.MemoryAvailableGroup is { } group ? $" (least in control group {group})" : "";
        string whole = capacity.Memory is { } memory ? $" of {memory}" : "";
        string limit = capacity.MemoryLimitGroup is { } limiting ? $", the limit of control group {limiting}; the machine has {capacity.MachineMemory}" : "";
        return available + tightest + whole + limit;
    }

    static string Share(Pressure? pressure) => pressure is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{value.Some:P0}/{value.Full:P0}")
        : "unknown";

    static string Rate(double bytesPerSecond) => $"{ByteSize.FromBytes(bytesPerSecond)}/s";
}
