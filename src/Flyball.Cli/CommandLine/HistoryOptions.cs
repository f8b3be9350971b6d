using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The words of <c>flyball history</c>.</summary>
static class HistoryOptions
{
    public const string Forget = "forget";

    static readonly FlagOption Json = new(["--json"], "as JSON, one object to a line") { IsCommon = true };
    static readonly FlagOption Everything = new(["--all"], "with 'forget': all of it") { IsCommon = true };
    static readonly FlagOption Help = new(["--help", "-h"], "show this help") { IsCommon = true };

    public static OptionGroup All { get; } = new("Options", Json, Everything, Help);

    static readonly Command Command = new("history") { Json, Everything, Help };

    /// <summary>Reads the words after <c>history</c>.</summary>
    /// <returns>What was asked for, or <c>null</c> when help was.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static HistoryInvocation? Parse(IReadOnlyList<string> words)
    {
        OptionWords split = OptionWords.Split(Command, words);
        bool forgets = split.Rest is [Forget, ..];
        OptionWords rest = forgets ? OptionWords.Split(Command, [.. split.Rest.Skip(1)]) : split;
        if (split.Gives(Help) || rest.Gives(Help)) return null;
        bool json = split.Gives(Json) || rest.Gives(Json), all = split.Gives(Everything) || rest.Gives(Everything);
        string? template = rest.Rest.Count == 0 ? null : string.Join(' ', rest.Rest);
        if (!forgets && template is not null) throw new UsageException($"'flyball history' takes no argument but 'forget', and was given {UsageException.Quote(rest.Rest[0])}", "'flyball history' lists what was learned; 'flyball history forget TEMPLATE' forgets one");
        if (!forgets && all) throw new UsageException($"option '{Everything.Name}' has no meaning without 'forget'", "'flyball history' lists all of it; 'flyball history forget --all' forgets it");
        if (forgets && json) throw new UsageException($"option '{Json.Name}' has no meaning with 'forget'", "leave it out");
        if (forgets && all == (template is not null)) throw new UsageException("'flyball history forget' takes a template, or --all", "'flyball history' lists the templates; for example: flyball history forget 'gzip {}'");
        return new(json, forgets, template);
    }
}
