using System.CommandLine;
using Flyball.Execution;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that are about the processes of jobs.</summary>
static class ProcessOptions
{
    static readonly Option<string[]> Timeout = new("--timeout") { HelpName = "90s" };
    static readonly Option<string[]> TermSequence = new("--term-seq", "--termseq") { HelpName = "TERM,200,KILL,25" };
    static readonly Option<string[]> Nice = new("--nice") { HelpName = "10" };
    static readonly Option<string[]> IoPriority = new("--io-priority") { HelpName = "idle" };
    static readonly Option<string[]> Cpus = new("--cpu-list") { HelpName = "0,2-3" };
    static readonly Option<string[]> Limits = new("--ulimit") { HelpName = "nofile=1024" };
    static readonly Option<bool> Ungroup = new("--ungroup", "-u") { Arity = ArgumentArity.Zero };
    static readonly Option<bool> Group = new("--group") { Arity = ArgumentArity.Zero };

    public static IEnumerable<Option> All { get; } = [Timeout, TermSequence, Nice, IoPriority, Cpus, Limits, Ungroup, Group];

    /// <exception cref="UsageException">A value is wrong.</exception>
    public static ProcessSettings Read(ParseResult parsed) => new()
    {
        TimeLimit = parsed.Last(Timeout, ProcessOptionValues.TimeLimit),
        Nice = parsed.Last(Nice, ProcessOptionValues.Nice),
        IoPriority = parsed.Last(IoPriority, ProcessOptionValues.IoPriority),
        Cpus = parsed.LastOrNull(Cpus, ProcessOptionValues.Cpus) is { } cpus ? [.. cpus] : [],
        Limits = [.. (parsed.GetValue(Limits) ?? []).Select(text => ProcessOptionValues.Limit(Limits.Name, text))],
        Ungrouped = parsed.GetValue(Ungroup) && !parsed.GetValue(Group),
    };

    /// <exception cref="UsageException">A value is wrong.</exception>
    public static TerminationSequence? ReadTermination(ParseResult parsed) => parsed.LastOrNull(TermSequence, ProcessOptionValues.Termination);
}
