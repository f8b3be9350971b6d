namespace Flyball.Cli.CommandLine;

/// <summary>What the user called.</summary>
abstract record Invocation
{
    /// <summary>Reads all words of the command line.</summary>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static Invocation Parse(IReadOnlyList<string> words)
    {
        string[] rest = [.. words.Skip(1)];
        switch (words.Count == 0 ? "--help" : words[0])
        {
            case "run": return RunOptions.Parse(rest) is { } run ? new RunInvocation(run) : new TextInvocation(HelpText.Run);
            case "load": return LoadOptions.Parse(rest) is { } load ? new LoadInvocation(load) : new TextInvocation(HelpText.Load);
            case "--help" or "-h" or "help": return new TextInvocation(HelpText.Main);
            case "--version": return new TextInvocation(HelpText.Version);
            case var word: throw Unknown(word);
        }
    }

    static UsageException Unknown(string word)
    {
        string kind = word.StartsWith('-') ? "option" : "command";
        string all = "'flyball --help' shows how to use it";
        string? meant = Suggestion.For(word, ["run", "load", "--help", "--version"]);
        return new UsageException($"unknown {kind} '{word}'", meant is null ? all : $"did you mean '{meant}'? {all}");
    }
}

/// <summary>Text to print: help or version.</summary>
sealed record TextInvocation(string Text) : Invocation;

/// <summary>Run jobs.</summary>
sealed record RunInvocation(RunArguments Arguments) : Invocation;

/// <summary>Show the load.</summary>
sealed record LoadInvocation(LoadArguments Arguments) : Invocation;
