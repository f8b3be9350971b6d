using System.Globalization;
using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>A reason in words and numbers, for people.</summary>
static class ReasonText
{
    /// <summary>One line without the job's name, for example <c>CPU: 1.9 of 2 cores are taken, it needs 0.75</c>.</summary>
    public static string For(in Reason reason) => reason.Gate switch
    {
        Gate.Fits => "it fits",
        Gate.Progress => "nothing else runs, so it starts whatever the load says",
        Gate.Alone when reason.Needed <= reason.Limit => "it ran out of memory beside others, so it runs alone",
        Gate.Alone => Text($"it needs {Size(reason.Needed)}, more than the {Size(reason.Limit)} that there can ever be, so it runs alone"),
        Gate.Cap => Text($"the cap of {reason.Limit:0} running {(reason.Limit == 1 ? "job" : "jobs")}"),
        Gate.Cpu => Text($"CPU: {Cores(reason.Used)} of {Cores(reason.Limit)} cores are taken, it needs {Cores(reason.Needed)}"),
        Gate.Memory => Text($"memory: it needs {Size(reason.Needed)}, {Size(reason.Limit - reason.Used)} can be promised"),
        Gate.Trial => Text($"a trial: {reason.Used:0} jobs of unknown size have just started, more follow when these show what they need"),
        Gate.ReservedMemory => "memory that is kept for a job that has waited longer",
        Gate.ReservedCpu => "cores that are kept for a job that has waited longer",
        Gate.MachineLoad => Text($"the machine's load: {reason.Used:0} tasks run or wait for a CPU, fewer than {reason.Limit:0.##} are asked for"),
        Gate.AvailableMemory => Text($"memory: {Size(reason.Limit)} are available, {Size(reason.Needed)} are asked for"),
        Gate.MemoryShort => Text($"memory is short: {Size(reason.Limit)} are available, {Size(reason.Needed)} are needed"),
        Gate.Resource => Text($"{reason.Resource}: {reason.Used:0} of {reason.Limit:0} are taken, it needs {reason.Needed:0}"),
        Gate.Scouting => Text($"memory: nobody knows yet what {reason.Used:0} running jobs will need, more follow when these have shown their size"),
        Gate.LeastBusyCore => Text($"CPU: the least busy core is at {reason.Used:P0}, above the threshold of {reason.Limit:P0}"),
        Gate.Yield => Text($"the yield: with more than {reason.Limit:0} of them at once no more was seen to get done so far"),
        Gate.Pace => Text($"the pace of one start in {reason.Needed:0.##} s"),
        Gate.PersonActive => Text($"a person: somebody has typed at a terminal {reason.Limit:0} s ago, {reason.Needed:0} s of quiet are asked for"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason.Gate, null),
    };

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static string Cores(double cores) => cores.ToString("0.##", CultureInfo.InvariantCulture);

    static string Size(double bytes) => ByteSize.FromBytes(Math.Max(0, bytes)).ToString();
}
