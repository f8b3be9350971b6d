using System.CommandLine;
using static Flyball.Cli.CommandLine.UsageException;

namespace Flyball.Cli.CommandLine;

/// <summary>
/// The raw words, split where the options end: at the first word that is none, or at <c>--</c>. System.CommandLine itself would go on to look
/// for options among the words of the user's command.
/// </summary>
/// <param name="Options">The options in one form, <c>--name</c> or <c>--name=value</c>, ready for System.CommandLine.</param>
/// <param name="Rest">The words after the options, as they were.</param>
sealed record OptionWords(IReadOnlyList<string> Options, IReadOnlyList<string> Rest)
{
    /// <summary>Splits the words that follow the name of a command.</summary>
    /// <exception cref="UsageException">An option is unknown, lacks its value, or has one that it does not take.</exception>
    public static OptionWords Split(Command command, IReadOnlyList<string> words)
    {
        List<string> options = [];
        int next = 0;
        while (next < words.Count && words[next] is ['-', _, ..] word)
        {
            next++;
            if (word == "--") break;
            (string name, string? value) = Separate(word);
            Option option = Find(command, name) ?? throw Unknown(command, name);
            if (option is not ValueOption valued)
            {
                if (value is not null) throw new UsageException($"option '{name}' takes no value, but was given {Quote(value)}", $"write '{name}' alone");
                options.Add(option.Name);
                continue;
            }

            if (value is null && next < words.Count) value = words[next++];
            if (string.IsNullOrEmpty(value))
                throw new UsageException($"option '{name}' needs a value", $"for example: {name} {valued.Example}");
            options.Add($"{option.Name}={value}");
        }

        return new(options, [.. words.Skip(next)]);
    }

    static (string Name, string? Value) Separate(string word)
    {
        if (!word.StartsWith("--", StringComparison.Ordinal))
            return word.Length == 2 ? (word, null) : (word[..2], word[2..]);
        int equals = word.IndexOf('=');
        return equals < 0 ? (word, null) : (word[..equals], word[(equals + 1)..]);
    }

    static Option? Find(Command command, string name) =>
        command.Options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    static UsageException Unknown(Command command, string name)
    {
        IEnumerable<string> names = command.Options.SelectMany(option => option.Aliases.Prepend(option.Name));
        string all = $"'flyball {command.Name} --help' lists the options";
        string? meant = name.StartsWith("--", StringComparison.Ordinal) ? Suggestion.For(name, names) : null;
        return new UsageException($"unknown option '{name}'", meant is null ? all : $"did you mean '{meant}'? {all}");
    }
}
