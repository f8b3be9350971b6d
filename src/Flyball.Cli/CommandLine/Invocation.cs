using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>What the user called.</summary>
abstract record Invocation
{
    /// <summary>Reads all words of the command line.</summary>
    /// <param name="words">The words.</param>
    /// <param name="defaults">Reads the options that were given before those of a command's own words; <c>null</c>: none were.</param>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static Invocation Parse(IReadOnlyList<string> words, Func<Command, IReadOnlyList<GivenOption>>? defaults = null)
    {
        string[] rest = [.. words.Skip(1)];
        switch (words.Count == 0 ? "--help" : words[0])
        {
            case "run": return RunOptions.Parse(rest, defaults) is { } run ? new RunInvocation(run) : new TextInvocation(rest[^1] == "all" ? HelpText.RunAll : HelpText.Run);
            case "replay": return ReplayOptions.Parse(rest) is { } replay ? new ReplayInvocation(replay) : new TextInvocation(HelpText.Replay);
            case "load": return LoadOptions.Parse(rest) is { } load ? new LoadInvocation(load) : new TextInvocation(HelpText.Load);
            case "why": return WhyOptions.Parse(rest) is { } why ? new WhyInvocation(why) : new TextInvocation(HelpText.Why);
            case "config": return ConfigOptions.Parse(rest) is { } config ? config : new TextInvocation(HelpText.Config);
            case "history": return HistoryOptions.Parse(rest) is { } history ? history : new TextInvocation(HelpText.History);
            case "completion": return CompletionOptions.Parse(rest) is { } shell ? new CompletionInvocation(shell) : new TextInvocation(HelpText.Completion);
            case "help" when rest is [var command, .. var more] && !command.StartsWith('-') && command != "help": return Parse([command, "--help", .. more]);
            case "--help" or "-h" or "help": return new TextInvocation(HelpText.Main);
            case "--version" or "-V" or "version" when rest is [var surplus, ..]: throw new UsageException($"unknown word {UsageException.Quote(surplus)}", $"'flyball {words[0]}' takes none");
            case "--version" or "-V" or "version": return new TextInvocation(HelpText.Version);
            case var word: throw UnknownCommand.Refuse(word);
        }
    }
}

/// <summary>Text to print: help or version.</summary>
sealed record TextInvocation(string Text) : Invocation;

/// <summary>Run jobs.</summary>
sealed record RunInvocation(RunArguments Arguments) : Invocation;

/// <summary>Decide a recorded run again.</summary>
sealed record ReplayInvocation(ReplayArguments Arguments) : Invocation;

/// <summary>Show the load.</summary>
sealed record LoadInvocation(LoadArguments Arguments) : Invocation;

/// <summary>Say why jobs of a run wait.</summary>
sealed record WhyInvocation(WhyArguments Arguments) : Invocation;

/// <summary>Show the defaults, and where they come from.</summary>
/// <param name="Json">Machine-readable output.</param>
sealed record ConfigInvocation(bool Json) : Invocation;

/// <summary>Show what was learned of jobs, or forget it.</summary>
/// <param name="Json">Machine-readable output.</param>
/// <param name="Forgets">Whether to forget.</param>
/// <param name="Template">What to forget; <c>null</c>: all.</param>
sealed record HistoryInvocation(bool Json, bool Forgets, string? Template) : Invocation;

/// <summary>Print the script that completes our words in a shell.</summary>
/// <param name="Shell">Its name.</param>
sealed record CompletionInvocation(string Shell) : Invocation;
