namespace Flyball.Cli.CommandLine;

/// <summary>What is said of a first word that is none of ours. Most often 'run' was forgotten.</summary>
static class UnknownCommand
{
    // Of pueue, which has a daemon for them.
    static readonly string[] s_ofDaemon = ["add", "status", "log", "kill", "follow", "pause", "start", "stash", "enqueue", "remove", "restart", "wait", "clean"];

    public static UsageException Refuse(string word) => new(
        $"unknown {(word.StartsWith('-') ? "option" : "command")} {UsageException.Quote(word)}", $"{(Advice(word) is { } advice ? $"{advice} " : "")}'flyball --help' shows how to use it");

    static string? Advice(string word)
    {
        if (Suggestion.For(word, [.. ToolCommand.All.Select(command => command.Name), "--help", "--version"]) is { } meant) return $"did you mean '{meant}'?";
        if (s_ofDaemon.Contains(word)) return "there is no daemon: 'flyball run' runs jobs, 'flyball why' asks runs under way;";
        if (!word.StartsWith('-')) return $"to run it for each value: 'flyball run {word} …';";
        return IsOfRun(word) ? $"it is an option of run: 'flyball run {word} …';" : null;
    }

    static bool IsOfRun(string word)
    {
        string name = word.StartsWith("--", StringComparison.Ordinal) ? word.Split('=')[0] : word[..Math.Min(2, word.Length)];
        return RunOptions.Groups.SelectMany(group => group.Options).Any(option => option.Name == name || option.Aliases.Contains(name));
    }
}
