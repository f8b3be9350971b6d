using System.Collections.Immutable;
using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c>, and the words after them.</summary>
static class RunOptions
{
    static readonly FlagOption Plain = new(["--plain"], "no defaults from the config file and FLYBALL_OPTIONS") { IsForOneCall = true };
    static readonly FlagOption Help = new(["--help", "-h"], "show this help") { IsForOneCall = true, IsCommon = true };

    /// <summary>All options, in the order of the help.</summary>
    public static ImmutableArray<OptionGroup> Groups { get; } =
    [
        InputOptions.All, AdmissionOptions.Amount, AdmissionOptions.Needs, ProcessOptions.All, new("When a job fails", [.. RetryOptions.All, .. FailureOptions.All]), OutputOptions.All, RecordOptions.All, new("This call", Plain, Help),
        HarmlessOptions.All,
    ];

    static readonly Command Command = CommandWith(Groups.SelectMany(group => group.Options));

    /// <summary>Reads the words after <c>run</c>.</summary>
    /// <param name="words">The words.</param>
    /// <param name="defaults">Reads what was given before them, if it is wanted; <c>null</c>: nothing was.</param>
    /// <returns>The arguments, or <c>null</c> when help was asked for.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static RunArguments? Parse(IReadOnlyList<string> words, Func<Command, IReadOnlyList<GivenOption>>? defaults = null)
    {
        OptionWords split = OptionWords.Split(Command, words);
        if (split.Gives(Help)) return null;
        IReadOnlyList<GivenOption> before = split.Gives(Plain) ? [] : Defaults(defaults);
        return Read([.. before, .. split.Options], ValueGroups.Split(split.Rest));
    }

    /// <summary>The defaults alone, and what they amount to.</summary>
    /// <exception cref="UsageException">One is wrong.</exception>
    public static (IReadOnlyList<GivenOption> InForce, RunArguments Arguments) ReadDefaults(Func<Command, IReadOnlyList<GivenOption>> defaults)
    {
        IReadOnlyList<GivenOption> given = Defaults(defaults);
        return (GivenOptions.InForce(given), Read(given, new([], [])));
    }

    static IReadOnlyList<GivenOption> Defaults(Func<Command, IReadOnlyList<GivenOption>>? defaults) => defaults?.Invoke(Command) ?? [];

    static RunArguments Read(IReadOnlyList<GivenOption> given, ValueGroups groups)
    {
        List<GivenOption> inForce = GivenOptions.InForce(given);
        ParseResult parsed = GivenOptions.Parse(Command, inForce);
        try
        {
            return new()
            {
                Admission = AdmissionOptions.Read(parsed),
                Processes = ProcessOptions.Read(parsed),
                Retry = RetryOptions.Read(parsed),
                Output = OutputOptions.Read(parsed),
                Failures = FailureOptions.Read(parsed),
                Records = RecordOptions.Read(parsed),
                Command = groups.Command,
                Sources = InputOptions.Read(parsed, groups.Groups),
            };
        }
        catch (UsageException wrong) when (wrong.OptionName is not null)
        {
            throw GivenOptions.Located(wrong, inForce);
        }
    }

    static Command CommandWith(IEnumerable<Option> options)
    {
        var command = new Command("run");
        foreach (Option option in options) command.Add(option);
        return command;
    }
}
