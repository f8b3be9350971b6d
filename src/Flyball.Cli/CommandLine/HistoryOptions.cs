using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The words of <c>flyball history</c>.</summary>
static class HistoryOptions
{
    public const string Forget = "forget";

    static readonly FlagOption s_json = new(["--json"], "as JSON, one object to a line") { IsCommon = true };
    static readonly FlagOption s_everything = new(["--all"], "with 'forget': all of it") { IsCommon = true };
    static readonly FlagOption s_help = new(["--help", "-h"], "show this help") { IsCommon = true };

    public static OptionGroup All { get; } = new("Options", s_json, s_everything, s_help);

    static readonly Command s_command = new("history") { s_json, s_everything, s_help };

    /// <summary>Reads the words after <c>history</c>.</summary>
    /// <returns>What was asked for, or <c>null</c> when help was.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static HistoryInvocation? Parse(IReadOnlyList<string> words)
    {
        OptionWords split = OptionWords.Split(s_command, words);
        bool forgets = split.Rest is [Forget, ..];
        OptionWords rest = forgets ? OptionWords.Split(s_command, [.. split.Rest.Skip(1)]) : split;
        if (split.Gives(s_help) || rest.Gives(s_help)) return null;
        bool json = split.Gives(s_json) || rest.Gives(s_json), all = split.Gives(s_everything) || rest.Gives(s_everything);
        string? template = rest.Rest.Count == 0 ? null : string.Join(' ', rest.Rest);
        if (!forgets && template is not null) throw new UsageException($"'flyball history' takes no argument but 'forget', and was given {UsageException.Quote(rest.Rest[0])}", "'flyball history' lists what was learned; 'flyball history forget TEMPLATE' forgets one");
        if (!forgets && all) throw new UsageException($"option '{s_everything.Name}' has no meaning without 'forget'", "'flyball history' lists all of it; 'flyball history forget --all' forgets it");
        if (forgets && json) throw new UsageException($"option '{s_json.Name}' has no meaning with 'forget'", "leave it out");
        if (forgets && all == (template is not null)) throw new UsageException("'flyball history forget' takes a template, or --all", "'flyball history' lists the templates; for example: flyball history forget 'gzip {}'");
        return new(json, forgets, template);
    }
}
