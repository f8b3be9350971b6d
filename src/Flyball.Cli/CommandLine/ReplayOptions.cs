using System.CommandLine;
using Flyball.Cli.Replay;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball replay</c>.</summary>
static class ReplayOptions
{
    static readonly ValueOption Jobs = new(["--jobs", "-j"], "N", "4", "at most N jobs: 4, 200%, 0 for no limit") { IsCommon = true };
    static readonly ValueOption Aggressiveness = new(["--aggressiveness"], "LEVEL", "polite", "background, polite, balanced or eager")
    {
        IsCommon = true, Values = [.. Admission.Aggressiveness.Levels.Select(level => level.Name)],
    };

    static readonly ValueOption CpuTarget = new(["--cpu-target"], "SHARE", "80%", "share of the cores to fill: 0.8 or 80%") { IsCommon = true };
    static readonly ValueOption MemoryReserve = new(["--memory-reserve"], "SIZE", "2G", "memory to leave free: 2G or 10%") { IsCommon = true };
    static readonly ValueOption Policy = new(["--policy"], "RULE", "governor", "governor, or plain: thresholds only") { IsCommon = true, Values = ["governor", "plain"] };
    static readonly ValueOption Cores = new(["--cores"], "N", "8", "cores that the machine has") { IsCommon = true };
    static readonly ValueOption MemoryTotal = new(["--memory-total"], "SIZE", "16G", "memory that the machine has") { IsCommon = true };
    static readonly FlagOption Json = new(["--json"], "as one JSON object") { IsCommon = true };
    static readonly FlagOption Help = new(["--help", "-h"], "show this help") { IsCommon = true };

    public static OptionGroup Changes { get; } = new("What is to be other than it was", Jobs, Aggressiveness, CpuTarget, MemoryReserve, Policy, Cores, MemoryTotal);

    public static OptionGroup Others { get; } = new("Options", Json, Help);

    static readonly Command Command = CommandWith([.. Changes.Options, .. Others.Options]);

    /// <summary>Reads the words after <c>replay</c>. Options may stand before the file and behind it.</summary>
    /// <returns>The arguments, or <c>null</c> when help was asked for.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static ReplayArguments? Parse(IReadOnlyList<string> words)
    {
        OptionWords before = OptionWords.Split(Command, words);
        OptionWords behind = OptionWords.Split(Command, [.. before.Rest.Skip(1)]);
        if (before.Gives(Help) || behind.Gives(Help)) return null;
        if (before.Rest is not [var file, ..]) throw new UsageException("'flyball replay' needs the name of a record", "for example: flyball replay FILE; 'flyball run --record FILE' writes one");
        if (behind.Rest is [var more, ..]) throw new UsageException($"'flyball replay' takes one record, but was given {UsageException.Quote(more)} too", "'flyball replay --help' lists the options");
        ParseResult parsed = GivenOptions.Parse(Command, GivenOptions.InForce([.. before.Options, .. behind.Options]));
        return new(file, Read(parsed), parsed.GetValue(Json));
    }

    static ReplayChanges Read(ParseResult parsed)
    {
        var changes = new ReplayChanges
        {
            MaxRunning = parsed.Last(Jobs, JobCount.Read)?.Most,
            Aggressiveness = parsed.LastOrNull(Aggressiveness, OptionValues.Level),
            CpuTarget = parsed.Last(CpuTarget, OptionValues.CpuTarget),
            MemoryReserve = parsed.Last(MemoryReserve, OptionValues.Reserve),
            PolicyKind = parsed.Last(Policy, OptionValues.Policy),
            Cores = parsed.Last(Cores, WholeCores),
            MemoryTotal = parsed.Last(MemoryTotal, OptionValues.Size),
        };
        return changes.PolicyKind == PolicyKind.Plain && (changes.CpuTarget is not null || changes.MemoryReserve is not null || changes.Aggressiveness is not null)
            ? throw new UsageException($"option '{Policy.Name} plain': the plain rule knows no level, target or reserve", $"leave out '{Policy.Name}', or the other options")
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
