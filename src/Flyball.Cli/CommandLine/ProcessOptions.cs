using System.CommandLine;
using Flyball.Execution;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that are about the processes of jobs.</summary>
static class ProcessOptions
{
    static readonly ValueOption s_folder = new(["--wd", "--workdir"], "FOLDER", "FOLDER", "where it runs: out/{}; made when it is not there; '...': a new one for each job") { Kind = ValueKind.Folder };
    static readonly ValueOption s_variables = new(["--env"], "NAME", "LANG", "a variable that it uses; all are handed on anyway, the values of these count for --checkpoint") { IsRepeatable = true };
    static readonly ValueOption s_slotVariable = new(["--process-slot-var"], "NAME", "SLOT", "a variable that holds the number of its slot, from 0");
    static readonly ValueOption s_timeout = new(["--timeout"], "TIME", "90s", "end a job that runs longer: 90s, 300% of the median") { IsCommon = true };
    static readonly ValueOption s_termSequence = new(["--term-seq", "--termseq"], "SEQUENCE", "TERM,200,KILL,25", "how it is ended: TERM,200,TERM,100,TERM,50,KILL,25");
    static readonly ValueOption s_nice = new(["--nice"], "N", "10", "CPU priority, 19 is the lowest; default: the level's");
    static readonly ValueOption s_ioPriority = new(["--io-priority"], "CLASS", "idle", "idle, best-effort:0-7 or realtime:0-7")
    {
        Values = ["idle", "best-effort:0", "best-effort:4", "best-effort:7"],
    };

    static readonly ValueOption s_cpus = new(["--cpu-list"], "CPUS", "0,2-3", "the CPUs that may be used: 0,2-3");
    static readonly ValueOption s_memoryLimit = new(["--memory-limit"], "SIZE", "2G", "kill it when it takes more memory: 2G");
    static readonly ValueOption s_cpuLimit = new(["--cpu-limit"], "CORES", "1.5", "slow it down when it takes more cores: 1.5");
    static readonly ValueOption s_limits = new(["--ulimit"], "NAME=LIMIT", "nofile=1024", "a limit for each process: nofile=1024, as=2G")
    {
        IsRepeatable = true, Values = [.. ProcessOptionValues.ResourceNames.Select(name => name + "=")],
    };

    public static OptionGroup All { get; } = new("Its processes", s_folder, s_variables, s_slotVariable, s_timeout, s_termSequence, s_nice, s_ioPriority, s_cpus, s_memoryLimit, s_cpuLimit, s_limits);

    /// <exception cref="UsageException">A value is wrong.</exception>
    public static ProcessSettings Read(ParseResult parsed) => new()
    {
        Folder = parsed.GetValue(s_folder)?.LastOrDefault(),
        Variables = [.. (parsed.GetValue(s_variables) ?? []).SelectMany(text => ProcessOptionValues.Variables(s_variables.Name, text))],
        SlotVariable = parsed.LastOrNull(s_slotVariable, ProcessOptionValues.VariableName),
        TimeLimit = parsed.Last(s_timeout, ProcessOptionValues.TimeLimit),
        Nice = parsed.Last(s_nice, ProcessOptionValues.Nice),
        IoPriority = parsed.Last(s_ioPriority, ProcessOptionValues.IoPriority),
        Cpus = parsed.LastOrNull(s_cpus, ProcessOptionValues.Cpus) is { } cpus ? [.. cpus] : [],
        MemoryLimit = parsed.Last(s_memoryLimit, ProcessOptionValues.MemoryLimit),
        CpuLimit = parsed.Last(s_cpuLimit, ProcessOptionValues.CpuLimit),
        Limits = [.. (parsed.GetValue(s_limits) ?? []).Select(text => ProcessOptionValues.Limit(s_limits.Name, text))],
        Termination = parsed.LastOrNull(s_termSequence, ProcessOptionValues.Termination) ?? TerminationSequence.Default,
    };
}
