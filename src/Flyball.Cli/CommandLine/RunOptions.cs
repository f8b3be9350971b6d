using System.Collections.Immutable;
using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c>, and the words after them.</summary>
static class RunOptions
{
    static readonly FlagOption Help = new(["--help", "-h"], "show this help");

    /// <summary>All options, in the order of the help.</summary>
    public static ImmutableArray<OptionGroup> Groups { get; } =
    [
        InputOptions.All, GroupOptions.All, TemplateOptions.All, AdmissionOptions.Amount, AdmissionOptions.Needs, ProcessOptions.All, OutputOptions.All, RecordOptions.All, new("Help", Help),
    ];

    static readonly Command Command = CommandWith(Groups.SelectMany(group => group.Options));

    /// <summary>Reads the words after <c>run</c>.</summary>
    /// <returns>The arguments, or <c>null</c> when help was asked for.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static RunArguments? Parse(IReadOnlyList<string> words)
    {
        OptionWords split = OptionWords.Split(Command, words);
        ParseResult parsed = Command.Parse(split.Options, Strict.Configuration);
        if (parsed.GetValue(Help)) return null;
        Strict.ThrowOnErrors(parsed);
        ValueGroups groups = InputOptions.Split(parsed, split.Rest);
        return new()
        {
            Admission = AdmissionOptions.Read(parsed),
            Processes = ProcessOptions.Read(parsed),
            Output = OutputOptions.Read(parsed),
            Records = RecordOptions.Read(parsed),
            Command = groups.Command,
            Template = TemplateOptions.Read(parsed),
            Input = InputOptions.Read(parsed, groups),
        };
    }

    static Command CommandWith(IEnumerable<Option> options)
    {
        var command = new Command("run");
        foreach (Option option in options) command.Add(option);
        return command;
    }
}
