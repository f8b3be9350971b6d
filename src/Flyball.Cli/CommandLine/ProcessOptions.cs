using System.CommandLine;
using Flyball.Execution;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that are about the processes of jobs.</summary>
static class ProcessOptions
{
    static readonly ValueOption Folder = new(["--wd", "--workdir"], "FOLDER", "FOLDER", "where it runs: out/{}; made when it is not there; '...': a new one for each job") { Kind = ValueKind.Folder };
    static readonly ValueOption Variables = new(["--env"], "NAME", "LANG", "a variable that it uses; all are handed on anyway, the values of these count for --checkpoint") { IsRepeatable = true };
    static readonly ValueOption SlotVariable = new(["--process-slot-var"], "NAME", "SLOT", "a variable that holds the number of its slot, from 0");
    static readonly ValueOption Timeout = new(["--timeout"], "TIME", "90s", "end a job that runs longer: 90s, 300% of the median") { IsCommon = true };
    static readonly ValueOption TermSequence = new(["--term-seq", "--termseq"], "SEQUENCE", "TERM,200,KILL,25", "how it is ended: TERM,200,TERM,100,TERM,50,KILL,25");
    static readonly ValueOption Nice = new(["--nice"], "N", "10", "CPU priority, 19 is the lowest; default: the level's");
    static readonly ValueOption IoPriority = new(["--io-priority"], "CLASS", "idle", "idle, best-effort:0-7 or realtime:0-7")
    {
        Values = ["idle", "best-effort:0", "best-effort:4", "best-effort:7"],
    };

    static readonly ValueOption Cpus = new(["--cpu-list"], "CPUS", "0,2-3", "the CPUs that may be used: 0,2-3");
    static readonly ValueOption MemoryLimit = new(["--memory-limit"], "SIZE", "2G", "kill it when it takes more memory: 2G");
    static readonly ValueOption CpuLimit = new(["--cpu-limit"], "CORES", "1.5", "slow it down when it takes more cores: 1.5");
    static readonly ValueOption Limits = new(["--ulimit"], "NAME=LIMIT", "nofile=1024", "a limit for each process: nofile=1024, as=2G")
    {
        IsRepeatable = true, Values = [.. ProcessOptionValues.ResourceNames.Select(name => name + "=")],
    };

    public static OptionGroup All { get; } = new("Its processes", Folder, Variables, SlotVariable, Timeout, TermSequence, Nice, IoPriority, Cpus, MemoryLimit, CpuLimit, Limits);

    /// <exception cref="UsageException">A value is wrong.</exception>
    public static ProcessSettings Read(ParseResult parsed) => new()
    {
        Folder = parsed.GetValue(Folder)?.LastOrDefault(),
        Variables = [.. (parsed.GetValue(Variables) ?? []).SelectMany(text => ProcessOptionValues.Variables(Variables.Name, text))],
        SlotVariable = parsed.LastOrNull(SlotVariable, ProcessOptionValues.VariableName),
        TimeLimit = parsed.Last(Timeout, ProcessOptionValues.TimeLimit),
        Nice = parsed.Last(Nice, ProcessOptionValues.Nice),
        IoPriority = parsed.Last(IoPriority, ProcessOptionValues.IoPriority),
        Cpus = parsed.LastOrNull(Cpus, ProcessOptionValues.Cpus) is { } cpus ? [.. cpus] : [],
        MemoryLimit = parsed.Last(MemoryLimit, ProcessOptionValues.MemoryLimit),
        CpuLimit = parsed.Last(CpuLimit, ProcessOptionValues.CpuLimit),
        Limits = [.. (parsed.GetValue(Limits) ?? []).Select(text => ProcessOptionValues.Limit(Limits.Name, text))],
        Termination = parsed.LastOrNull(TermSequence, ProcessOptionValues.Termination) ?? TerminationSequence.Default,
    };
}
