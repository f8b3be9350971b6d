using System.Collections.Immutable;

namespace Flyball.Cli.CommandLine;

/// <summary>A command of the tool, as help and completion know it.</summary>
/// <param name="Name">Its word.</param>
/// <param name="Usage">What follows the word.</param>
/// <param name="Summary">What it does, on a line.</param>
/// <param name="Groups">Its options.</param>
/// <param name="Words">The words that it takes beside options; empty: none, or any.</param>
sealed record ToolCommand(string Name, string Usage, string Summary, ImmutableArray<OptionGroup> Groups, ImmutableArray<string> Words)
{
    /// <summary>Whether it takes the name of a file beside options.</summary>
    public bool TakesFile { get; init; }

    /// <summary>All commands, in the order of the help.</summary>
    public static ImmutableArray<ToolCommand> All { get; } =
    [
        new("run", "[options] [COMMAND...] [::: VALUES...]", "run a job for each value", RunOptions.Groups, []),
        new("replay", "[options] FILE", "decide a run again", [ReplayOptions.Changes, ReplayOptions.Others], []) { TakesFile = true },
        new("load", "[--json] [--watch]", "show the machine's load", [LoadOptions.All], []),
        new("why", "[--run ID] [--json] [JOB]", "say why a job waits", [WhyOptions.All], []),
        new("config", "[--json]", "show the defaults of run", [ConfigOptions.All], []),
        new("history", "[--json] | forget TEMPLATE|--all", "show what was learned", [HistoryOptions.All], [HistoryOptions.Forget]),
        new("completion", "SHELL", "print a completion script", [CompletionOptions.All], [.. CompletionOptions.CompletedShells]),
        new("help", "[COMMAND]", "say how a command is used", [], ["run", "replay", "load", "why", "config", "history", "completion"]),
    ];
}
