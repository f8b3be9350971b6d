using System.Collections.Immutable;
using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c>, and the words after them.</summary>
static class RunOptions
{
    static readonly FlagOption s_plain = new(["--plain"], "no defaults from the config file and FLYBALL_OPTIONS") { IsForOneCall = true };
    static readonly FlagOption s_help = new(["--help", "-h"], "show this help") { IsForOneCall = true, IsCommon = true };

    /// <summary>All options, in the order of the help.</summary>
    public static ImmutableArray<OptionGroup> Groups { get; } =
    [
        InputOptions.All, GroupOptions.All, TemplateOptions.All, AdmissionOptions.Amount, AdmissionOptions.Needs, ProcessOptions.All, OutputOptions.All, DisplayOptions.All, FailureOptions.All,
        RecordOptions.All, new("This call", [.. DisplayOptions.Others, s_plain, s_help]), HarmlessOptions.All,
    ];

    static readonly Command s_command = CommandWith(Groups.SelectMany(group => group.Options));

    /// <summary>Reads the words after <c>run</c>.</summary>
    /// <param name="words">The words.</param>
    /// <param name="defaults">Reads what was given before them, if it is wanted; <c>null</c>: nothing was.</param>
    /// <returns>The arguments, or <c>null</c> when help was asked for.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static RunArguments? Parse(IReadOnlyList<string> words, Func<Command, IReadOnlyList<GivenOption>>? defaults = null)
    {
        OptionWords split = OptionWords.Split(s_command, words);
        if (split.Gives(s_help)) return null;
        IReadOnlyList<GivenOption> before = split.Gives(s_plain) ? [] : Defaults(defaults);
        InputOptions.RejectBesideJobFile(split.Options, split.Rest);
        RunArguments arguments = Read([.. before, .. split.Options], split.Rest);
        FileRoles.Check(arguments);
        if (arguments is { JobFile: null, Input.Shuffles: true, Records: { JobLog: not null, Resume: ResumeMode.Ended or ResumeMode.Failed, Checkpoint: null } })
            throw new UsageException("option '--shuf': a joblog knows jobs by their numbers, which are other ones each time", "use --checkpoint FILE: that knows them by their commands");
        if (arguments is { JobFile: not null, Records: { Resume: ResumeMode.Ended, JobLog: null, Checkpoint: null } })
            throw new UsageException("option '--resume': results do not tell how the jobs of a file ended, for which others wait", "keep a record of the run by --checkpoint FILE or --joblog FILE");
        return arguments;
    }

    /// <summary>The defaults alone, and what they amount to.</summary>
    /// <exception cref="UsageException">One is wrong.</exception>
    public static (IReadOnlyList<GivenOption> InForce, RunArguments Arguments) ReadDefaults(Func<Command, IReadOnlyList<GivenOption>> defaults)
    {
        IReadOnlyList<GivenOption> given = Defaults(defaults);
        return (GivenOptions.InForce(given), Read(given, []));
    }

    static IReadOnlyList<GivenOption> Defaults(Func<Command, IReadOnlyList<GivenOption>>? defaults) => defaults?.Invoke(s_command) ?? [];

    static RunArguments Read(IReadOnlyList<GivenOption> given, IReadOnlyList<string> rest)
    {
        List<GivenOption> inForce = GivenOptions.InForce(given);
        ParseResult parsed = GivenOptions.Parse(s_command, inForce);
        try
        {
            ValueGroups groups = InputOptions.Split(parsed, rest);
            OutputSettings output = OutputOptions.Read(parsed);
            return new()
            {
                Given = inForce,
                Admission = AdmissionOptions.Read(parsed),
                Processes = ProcessOptions.Read(parsed),
                Output = output,
                Display = DisplayOptions.Read(parsed),
                Failures = FailureOptions.Read(parsed),
                Records = RecordOptions.Read(parsed, output.Results),
                Command = groups.Command,
                JobFile = InputOptions.ReadJobFile(parsed),
                Template = TemplateOptions.Read(parsed),
                Input = InputOptions.Read(parsed, groups),
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
