using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>Reads the words of a command that takes options and nothing else.</summary>
static class LoneOptions
{
    /// <param name="command">The command with its options.</param>
    /// <param name="help">The one that asks for help.</param>
    /// <param name="words">The words after the command's name.</param>
    /// <returns><c>null</c>: help was asked for.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static ParseResult? Parse(Command command, FlagOption help, IReadOnlyList<string> words)
    {
        OptionWords split = OptionWords.Split(command, words);
        if (split.Gives(help)) return null;
        if (split.Rest is [var word, ..])
            throw new UsageException($"'flyball {command.Name}' takes no argument, but was given {UsageException.Quote(word)}", $"'flyball {command.Name} --help' lists the options");
        return GivenOptions.Parse(command, GivenOptions.InForce(split.Options));
    }
}
