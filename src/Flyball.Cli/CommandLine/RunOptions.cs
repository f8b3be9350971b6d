using System.Collections.Immutable;
using System.CommandLine;
using Flyball.Cli.Input;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c>, and the words after them.</summary>
static class RunOptions
{
    // Values arrive as text and are read by OptionValues: the library's own conversion errors do not say what to write instead.
    static readonly Option<string[]> Jobs = new("--jobs", "-j", "-P", "--max-procs") { HelpName = "4" };
    static readonly Option<string[]> Aggressiveness = new("--aggressiveness") { HelpName = "polite" };
    static readonly Option<string[]> CpuTarget = new("--cpu-target") { HelpName = "80%" };
    static readonly Option<string[]> MemoryReserve = new("--memory-reserve") { HelpName = "2G" };
    static readonly Option<string[]> Policy = new("--policy") { HelpName = "governor" };
    static readonly Option<string[]> Cores = new("--cores") { HelpName = "1.5" };
    static readonly Option<string[]> Memory = new("--memory") { HelpName = "300M" };
    static readonly Option<string[]> Duration = new("--duration") { HelpName = "90s" };
    static readonly Option<string[]> ArgumentFile = new("--arg-file", "-a") { HelpName = "FILE" };
    static readonly Option<string[]> JobLog = new("--joblog") { HelpName = "FILE" };
    static readonly Option<bool> Help = new("--help", "-h") { Arity = ArgumentArity.Zero };

    static readonly Command Command = CommandWith([Jobs, Aggressiveness, CpuTarget, MemoryReserve, Policy, Cores, Memory, Duration, ArgumentFile, JobLog, Help, .. ProcessOptions.All]);

    /// <summary>Reads the words after <c>run</c>.</summary>
    /// <returns>The arguments, or <c>null</c> when help was asked for.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static RunArguments? Parse(IReadOnlyList<string> words)
    {
        OptionWords split = OptionWords.Split(Command, words);
        ParseResult parsed = Command.Parse(split.Options, Strict.Configuration);
        if (parsed.GetValue(Help)) return null;
        Strict.ThrowOnErrors(parsed);
        ValueGroups groups = ValueGroups.Split(split.Rest);
        var arguments = new RunArguments
        {
            MaxRunning = parsed.Last(Jobs, OptionValues.Cap),
            Aggressiveness = parsed.LastOrNull(Aggressiveness, OptionValues.Level) ?? Admission.Aggressiveness.Balanced,
            CpuTarget = parsed.Last(CpuTarget, OptionValues.CpuTarget),
            MemoryReserve = parsed.Last(MemoryReserve, OptionValues.Reserve),
            Request = new ResourceRequest(
                parsed.Last(Cores, OptionValues.Cores), parsed.Last(Memory, OptionValues.Size), parsed.Last(Duration, OptionValues.Time)),
            PolicyKind = parsed.Last(Policy, OptionValues.Policy) ?? PolicyKind.Governor,
            Processes = ProcessOptions.Read(parsed),
            Termination = ProcessOptions.ReadTermination(parsed) ?? TerminationSequence.Default,
            JobLog = parsed.GetValue(JobLog)?.LastOrDefault(),
            Command = groups.Command,
            Sources = Sources(parsed.GetValue(ArgumentFile) ?? [], groups.Groups),
        };
        RejectGovernorOptionsOfThePlainRule(arguments);
        return arguments;
    }

    static Command CommandWith(IEnumerable<Option> options)
    {
        var command = new Command("run");
        foreach (Option option in options) command.Add(option);
        return command;
    }

    static ImmutableArray<InputSource> Sources(string[] files, ImmutableArray<ImmutableArray<string>> groups)
    {
        InputSource[] given = [.. files.Select(InputSource.FromFile), .. groups.Select(group => new ArgumentValues(group))];
        return given.Length == 0 ? [new StandardInputLines()] : [.. given];
    }

    static void RejectGovernorOptionsOfThePlainRule(RunArguments arguments)
    {
        if (arguments.PolicyKind != PolicyKind.Plain) return;
        string? option = arguments.CpuTarget is not null ? CpuTarget.Name : arguments.MemoryReserve is not null ? MemoryReserve.Name : null;
        if (option is not null)
            throw new UsageException($"option '{option}' has no meaning with '--policy plain'", $"leave out '{option}', or use '--policy governor'");
    }
}
