using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The words of <c>flyball completion</c>.</summary>
static class CompletionOptions
{
    static readonly FlagOption s_help = new(["--help", "-h"], "show this help") { IsCommon = true };

    public static OptionGroup All { get; } = new("Options", s_help);

    static readonly Command s_command = new("completion") { s_help };

    /// <summary>Reads the words after <c>completion</c>.</summary>
    /// <returns>The shell, one of those that <see cref="CompletedShells"/> names, or <c>null</c> when help was asked for.</returns>
    /// <exception cref="UsageException">A word is wrong.</exception>
    public static string? Parse(IReadOnlyList<string> words)
    {
        OptionWords split = OptionWords.Split(s_command, words);
        if (split.Gives(s_help)) return null;
        string all = $"there are {string.Join(", ", CompletedShells)}; for example: flyball completion bash";
        return split.Rest switch
        {
            [var shell] when CompletedShells.Contains(shell) => shell,
            [var other] => throw new UsageException($"there is no completion for the shell {UsageException.Quote(other)}", all),
            [] => throw new UsageException("'flyball completion' needs the name of a shell", all),
            [_, var more, ..] => throw new UsageException($"'flyball completion' takes one shell, but was given {UsageException.Quote(more)} too", all),
        };
    }

    public static IReadOnlyList<string> CompletedShells { get; } = ["bash", "zsh", "fish"];
}
