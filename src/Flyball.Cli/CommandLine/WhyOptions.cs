using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The words of <c>flyball why</c>.</summary>
static class WhyOptions
{
    static readonly ValueOption s_run = new(["--run"], "ID", "4711", "one run only, by the number of its process") { IsCommon = true };
    static readonly FlagOption s_json = new(["--json"], "as JSON, one object to a line for each run") { IsCommon = true };
    static readonly FlagOption s_help = new(["--help", "-h"], "show this help") { IsCommon = true };

    public static OptionGroup All { get; } = new("Options", s_run, s_json, s_help);

    static readonly Command s_command = new("why") { s_run, s_json, s_help };

    /// <summary>Reads the words after <c>why</c>; options may also follow the job.</summary>
    /// <returns>The arguments, or <c>null</c> when help was asked for.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static WhyArguments? Parse(IReadOnlyList<string> words)
    {
        OptionWords before = OptionWords.Split(s_command, words), after = OptionWords.Split(s_command, [.. before.Rest.Skip(1)]);
        if (before.Gives(s_help) || after.Gives(s_help)) return null;
        if (after.Rest is [var more, ..])
            throw new UsageException($"'flyball why' takes one job, but was given {UsageException.Quote(more)} too", "for example: flyball why 17");
        ParseResult parsed = GivenOptions.Parse(s_command, GivenOptions.InForce([.. before.Options, .. after.Options]));
        return new(before.Rest is [var job, ..] ? job : null, parsed.LastOrNull(s_run, static (_, text) => text), parsed.GetValue(s_json));
    }
}
