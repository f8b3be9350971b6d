using System.CommandLine;
using Flyball.Cli.Replay;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball replay</c>.</summary>
static class ReplayOptions
{
    static readonly ValueOption s_jobs = new(["--jobs", "-j"], "N", "4", "at most N jobs: 4, 200%, 0 for no limit") { IsCommon = true };
    static readonly ValueOption s_aggressiveness = new(["--aggressiveness"], "LEVEL", "polite", "background, polite, balanced or eager")
    {
        IsCommon = true, Values = [.. Admission.Aggressiveness.Levels.Select(level => level.Name)],
    };

    static readonly ValueOption s_cpuTarget = new(["--cpu-target"], "SHARE", "80%", "share of the cores to fill: 0.8 or 80%") { IsCommon = true };
    static readonly ValueOption s_memoryReserve = new(["--memory-reserve"], "SIZE", "2G", "memory to leave free: 2G or 10%") { IsCommon = true };
    static readonly ValueOption s_policy = new(["--policy"], "RULE", "governor", "governor, or plain: thresholds only") { IsCommon = true, Values = ["governor", "plain"] };
    static readonly ValueOption s_cores = new(["--cores"], "N", "8", "cores that the machine has") { IsCommon = true };
    static readonly ValueOption s_memoryTotal = new(["--memory-total"], "SIZE", "16G", "memory that the machine has") { IsCommon = true };
    static readonly FlagOption s_json = new(["--json"], "as one JSON object") { IsCommon = true };
    static readonly FlagOption s_help = new(["--help", "-h"], "show this help") { IsCommon = true };

    public static OptionGroup Changes { get; } = new("What is to be other than it was", s_jobs, s_aggressiveness, s_cpuTarget, s_memoryReserve, s_policy, s_cores, s_memoryTotal);

    public static OptionGroup Others { get; } = new("Options", s_json, s_help);

    static readonly Command s_command = CommandWith([.. Changes.Options, .. Others.Options]);

    /// <summary>Reads the words after <c>replay</c>. Options may stand before the file and behind it.</summary>
    /// <returns>The arguments, or <c>null</c> when help was asked for.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static ReplayArguments? Parse(IReadOnlyList<string> words)
    {
        OptionWords before = OptionWords.Split(s_command, words);
        OptionWords behind = OptionWords.Split(s_command, [.. before.Rest.Skip(1)]);
        if (before.Gives(s_help) || behind.Gives(s_help)) return null;
        if (before.Rest is not [var file, ..]) throw new UsageException("'flyball replay' needs the name of a record", "for example: flyball replay FILE; 'flyball run --record FILE' writes one");
        if (behind.Rest is [var more, ..]) throw new UsageException($"'flyball replay' takes one record, but was given {UsageException.Quote(more)} too", "'flyball replay --help' lists the options");
        ParseResult parsed = GivenOptions.Parse(s_command, GivenOptions.InForce([.. before.Options, .. behind.Options]));
        return new(file, Read(parsed), parsed.GetValue(s_json));
    }

    static ReplayChanges Read(ParseResult parsed)
    {
        var changes = new ReplayChanges
        {
            MaxRunning = parsed.Last(s_jobs, JobCount.Read)?.Most,
            Aggressiveness = parsed.LastOrNull(s_aggressiveness, OptionValues.Level),
            CpuTarget = parsed.Last(s_cpuTarget, OptionValues.CpuTarget),
            MemoryReserve = parsed.Last(s_memoryReserve, OptionValues.Reserve),
            PolicyKind = parsed.Last(s_policy, OptionValues.Policy),
            Cores = parsed.Last(s_cores, WholeCores),
            MemoryTotal = parsed.Last(s_memoryTotal, OptionValues.Size),
        };
        return changes.PolicyKind == PolicyKind.Plain && (changes.CpuTarget is not null || changes.MemoryReserve is not null || changes.Aggressiveness is not null)
            ? throw new UsageException($"option '{s_policy.Name} plain': the plain rule knows no level, target or reserve", $"leave out '{s_policy.Name}', or the other options")
            : changes;
    }

    static int WholeCores(string name, string text) => OptionValues.Cores(name, text) is >= 1 and <= 1024 and var cores && cores == Math.Floor(cores)
        ? (int)cores
        : throw OptionValues.Wrong(name, text, "is not a whole number of cores in 1..1024", $"for example: {name} 8");

    static Command CommandWith(IEnumerable<Option> options)
    {
        var command = new Command("replay");
        foreach (Option option in options) command.Add(option);
        return command;
    }
}

/// <summary>What <c>flyball replay</c> was asked to do.</summary>
/// <param name="File">The record; <c>-</c>: standard input.</param>
/// <param name="Changes">What is to be other than it was.</param>
/// <param name="Json">Machine-readable output.</param>
sealed record ReplayArguments(string File, ReplayChanges Changes, bool Json);
